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
        # TensorFlow's is no tuple, but has its length; that of a module is a function.
        if shape is None or callable(shape) or not hasattr(shape, "__len__"):
            return kind
        return f"{kind} and shape {tuple(shape)}"

    def repr_ndarray(self, x: np.ndarray, level: int) -> str:
        if x.ndim == 0:
            return self.repr1(x[()], level)
        return f"an array of shape {x.shape}, {x.dtype}"[:100]

    def repr_list(self, x: list, level: int) -> str:
        if any(isinstance(row, list | tuple) for row in x):
            return f"a list of {len(x)} lists"
        return super().repr_list(x, level)

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
    """Type and message of an error in 200 characters at most, without addresses and arrays."""
    try:
        words = f"{type(error).__name__}: {error}"
    except Exception:
        words = type(error).__name__
    words = re.sub(r"\x1b\[[0-9;]*m", "", " ".join(words.split()))  # colours of a terminal
    words = re.sub(r" at 0x[0-9a-fA-F]+", "", words)
    words = re.sub(r"(\[\[|array\(\[|numpy=).*", "[...]", words)
    return words.rstrip(".: ") if len(words) <= 200 else words[:197] + "..."
