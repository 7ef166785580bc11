"""DataFrames and Series as arrays, and which of their columns `fit` refuses.

Nothing here needs pandas: a table is what has `to_numpy`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

NUMBERS = ("i", "u", "f")  # kinds of types that `fit` takes beside each other


def is_table(data: Any) -> bool:
    """Is this a DataFrame, a Series or an Index?"""
    return hasattr(data, "to_numpy")


def from_table(data: Any, name: str) -> np.ndarray:
    """The numbers of a table, or its strings; missing values become NaN.

    Args:
        data: a table; its rows are read in their order, whatever the index is.
        name: what an error calls the data, "x" or "y".

    Raises:
        TypeError: if it holds dates, or text beside numbers.
    """
    dates = [column for column, kind in _kinds(data).items() if _is_date(kind)]
    if dates:
        raise TypeError(
            f"diagnose expects numbers; {name} holds dates{_in(dates)}. Turn them into numbers "
            "that mean something to the task, such as the day of the year or hours since a start."
        )
    array = np.asarray(data.to_numpy())
    if array.dtype.kind != "O" or _all_text(array):
        return array
    try:
        return np.asarray(data.to_numpy(dtype="float32", na_value=np.nan))
    except (TypeError, ValueError):
        raise TypeError(_text_among(data, name, array)) from None


def refused_by_fit(data: Any, name: str) -> str:
    """What `fit` says no to in a table that can be read as numbers all the same; or "".

    Keras takes columns of NumPy's numbers. A type of pandas's own (category, Int64, object) raises
    "Invalid dtype", and a column of booleans beside numbers an error about objects.
    """
    kinds = _kinds(data)
    flags = [c for c, kind in kinds.items() if _letter(kind) == "b"]
    refused = [c for c, kind in kinds.items() if _letter(kind) not in NUMBERS]
    if not refused or len(flags) == len(kinds):
        return ""
    said = ", ".join(f"{column} ({kinds[column]})" for column in refused[:5])
    more = f" and {len(refused) - 5} more" if len(refused) > 5 else ""
    return (
        f"`fit` raises an error on {name}: {said}{more}. It takes NumPy's "
        f'numbers: {name} = {name}.astype("float32").'
    )


def _kinds(data: Any) -> dict[str, Any]:
    """Name of a column -> its type; of a Series one, of other things none."""
    types = getattr(data, "dtypes", None)
    if types is None:
        return {}
    columns = getattr(data, "columns", None)
    if columns is None:
        return {str(getattr(data, "name", None) or "its values"): types}
    return {str(c): kind for c, kind in zip(columns, types, strict=True)}


def _letter(kind: Any) -> str:
    return kind.kind if isinstance(kind, np.dtype) else ""


def _is_date(kind: Any) -> bool:
    return getattr(kind, "kind", "") in ("m", "M")


def _all_text(array: np.ndarray) -> bool:
    return array.size > 0 and all(isinstance(value, str | bytes) for value in array.ravel())


def _text_among(data: Any, name: str, array: np.ndarray) -> str:
    columns = [str(c) for c in getattr(data, "columns", ()) if _holds_text(data[c].to_numpy())]
    missing = sum(value is None or value != value for value in array.ravel())
    if not columns and missing:
        return (
            f"diagnose expects numbers; {name} holds text, and {missing:,} of its "
            f"{array.size:,} values are missing. Drop these samples, and encode the others as "
            f"whole numbers: names, {name} = np.unique({name}, return_inverse=True)."
        )
    return (
        f"diagnose expects numbers; {name} holds text{_in(columns)}. Encode it first: "
        "pandas.get_dummies makes a column of 0 and 1 for each value."
    )


def _holds_text(column: Any) -> bool:
    return any(isinstance(value, str) for value in np.asarray(column).ravel()[:1000])


def _in(columns: list[str]) -> str:
    named = [c for c in columns if c != "its values"]
    return f" in the columns {', '.join(named[:5])}" if named else ""
