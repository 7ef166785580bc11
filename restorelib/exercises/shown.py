"""A learner's values and errors in few words, for the text of a reply."""

import re
import reprlib
from typing import Any

import numpy as np


class _Short(reprlib.Repr):
    """Short values as they are written, all others by their kind: no arrays, no addresses."""

    def repr_instance(self, x: Any, level: int) -> str:
        if isinstance(x, float | complex | np.generic):
            return repr(x.item() if isinstance(x, np.generic) else x)[: self.maxother]
        if x is None or isinstance(x, bool):
            return repr(x)
        if isinstance(x, type):
            return f"the class {x.__name__}"
        named = getattr(x, "__name__", None)
        if callable(x) and isinstance(named, str):
            return f"the function {named}" if named.isidentifier() else "a function"
        shape = getattr(x, "shape", None)
        kind = f"a value of type {type(x).__name__}"
        if isinstance(shape, property) or shape is None:
            return kind
        return f"{kind} and shape {str(shape)[:60]}"

    def repr_ndarray(self, x: np.ndarray, level: int) -> str:
        if x.ndim == 0:
            return self.repr1(x[()], level)
        return f"an array of shape {x.shape}, {x.dtype}"[:100]

    repr_array = repr_bool = repr_NoneType = repr_instance


_short = _Short()
_short.maxlevel, _short.maxtuple, _short.maxlist, _short.maxdict, _short.maxstring = 2, 4, 4, 4, 50


def shown(value: Any) -> str:
    """A value in at most about 120 characters: an array by its shape, an object by its type."""
    try:
        text = _short.repr(value)
    except Exception:  # an attribute of the learner's own class may raise anything
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= 120 else text[:117] + "..."


def told(error: BaseException) -> str:
    """Type and message of an error on one line, without addresses, at most 200 characters."""
    try:
        words = f"{type(error).__name__}: {error}"
    except Exception:
        words = type(error).__name__
    words = re.sub(r"<([^<>]*?) at 0x[0-9a-fA-F]+>", r"\1", " ".join(words.split()))
    words = re.sub(r"0x[0-9a-fA-F]{6,}", "...", words)
    return words.rstrip(".: ") if len(words) <= 200 else words[:197] + "..."
