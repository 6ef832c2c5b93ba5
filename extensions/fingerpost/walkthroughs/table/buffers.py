"""A DataFrame's columns as typed buffers: what a browser can sort and filter without asking Python again.

Text travels as the different values, in order, and one number a row; so its order is known on the other
side without comparing text, and a column of a million rows with six codes weighs a megabyte.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

Kind = Literal["number", "day", "text"]

_BLANK_DAY = np.iinfo(np.int32).min
_LARGEST_EXACT = 2**53
_LENGTHS_LOOKED_AT = 2000


@dataclass(frozen=True)
class Sent:
    """One column on its way: how it is read, and its buffers.

    - `number`: float64 a row, NaN where blank.
    - `day`: int32 days since 1970 a row, the smallest where blank.
    - `text`: a code a row (`width` bytes, the largest where blank), UTF-8 of all values, uint32 ends.
    """

    name: str
    kind: Kind
    dtype: str
    width: int
    characters: int
    buffers: tuple[bytes, ...]

    @property
    def head(self) -> dict[str, Any]:
        """What the browser is told of the column beside its buffers."""
        return {
            "name": self.name,
            "kind": self.kind,
            "dtype": self.dtype,
            "width": self.width,
            "characters": self.characters,
        }


def sent(values: "pd.Series[Any]", *, name: str) -> Sent:
    """Return a column as buffers: numbers and whole days as such, everything else as text."""
    dtype = values.dtype
    if types.is_numeric_dtype(dtype) and not types.is_bool_dtype(dtype) and _is_exact(values):
        return _numbers(values, name)
    if types.is_datetime64_any_dtype(dtype) and _is_days(values):
        return _days(values, name)
    return _text(values, name)


def _is_exact(values: "pd.Series[Any]") -> bool:
    """Claim that a browser's numbers hold these: complex ones and whole ones beyond 2^53 it rounds."""
    if types.is_complex_dtype(values.dtype):
        return False
    if not types.is_integer_dtype(values.dtype) or values.empty:
        return True
    largest = values.abs().max()
    return bool(pd.isna(largest) or largest <= _LARGEST_EXACT)


def _is_days(values: "pd.Series[Any]") -> bool:
    moments = values.dt.tz_localize(None) if values.dt.tz is not None else values
    return bool((moments.dropna() == moments.dropna().dt.normalize()).all())


def _numbers(values: "pd.Series[Any]", name: str) -> Sent:
    numbers = values.to_numpy(dtype="float64", na_value=np.nan)
    longest = _longest(f"{number:.15g}" for number in numbers[:_LENGTHS_LOOKED_AT])
    return Sent(name, "number", str(values.dtype), 8, longest, (numbers.tobytes(),))


def _days(values: "pd.Series[Any]", name: str) -> Sent:
    moments = values.dt.tz_localize(None) if values.dt.tz is not None else values
    since = moments.to_numpy(dtype="datetime64[D]")
    numbers = np.where(np.isnat(since), _BLANK_DAY, since.astype("int64")).astype("<i4")
    return Sent(name, "day", str(values.dtype), 4, len("2024-03-31"), (numbers.tobytes(),))


def _text(values: "pd.Series[Any]", name: str) -> Sent:
    codes, different = _in_order(values)
    together = "".join(different).encode()
    ends = np.cumsum(_byte_lengths(different, len(together)), dtype="<u4")
    width, code_type = _narrowest(len(different))
    narrow = np.where(codes < 0, np.iinfo(code_type).max, codes).astype(code_type)
    longest = _longest(different[:_LENGTHS_LOOKED_AT])
    buffers = (narrow.tobytes(), together, ends.tobytes())
    return Sent(name, "text", str(values.dtype), width, longest, buffers)


def _in_order(values: "pd.Series[Any]") -> tuple[npt.NDArray[np.int64], list[str]]:
    """Return a code a row (-1: blank) and the different values as text, capitals beside their small forms."""
    plain = values if isinstance(values.dtype, pd.StringDtype) else _as_text(values)
    codes, different = pd.factorize(plain)
    texts = pd.Series(different, dtype="str")
    order = (
        pd.DataFrame({"folded": texts.str.casefold(), "text": texts}).sort_values(["folded", "text"]).index
    )
    place = np.empty(len(order) + 1, dtype=np.int64)
    place[order] = np.arange(len(order))
    place[-1] = -1
    return place[codes], texts[order].tolist()


def _byte_lengths(texts: list[str], together: int) -> list[int]:
    """Return how many bytes each text takes, of `together` for all: one a letter where none has an accent."""
    lengths = [len(text) for text in texts]
    return lengths if sum(lengths) == together else [len(text.encode()) for text in texts]


def _as_text(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return values of any sort as text, blanks kept; each is written once, however often it comes."""
    blank = values.isna()
    return values.astype("object").map(str).where(~blank, None)


def _narrowest(different: int) -> tuple[int, "np.dtype[Any]"]:
    """Return the width of a code that has room for so many values and a blank."""
    for width, name in ((1, "<u1"), (2, "<u2")):
        if different < np.iinfo(name).max:
            return width, np.dtype(name)
    return 4, np.dtype("<u4")


def _longest(texts: Iterable[str]) -> int:
    return max((len(text) for text in texts), default=0)
