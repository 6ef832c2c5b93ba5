"""A question asked of each row: is this column that value?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell

Answers = npt.NDArray[np.bool_]
_MORE_THAN_A_WORD = set("*?~<>=")  # to COUNTIF and SUMIFS


@dataclass(frozen=True)
class Test:
    """A column and the value its rows are asked for."""

    column: str
    value: Cell

    def of(self, frame: pd.DataFrame) -> Answers:
        """Return True where a row has the value; a blank is False, as pandas says."""
        return (frame[self.column] == self.value).fillna(value=False).to_numpy(dtype=bool)

    def in_excel(self, frame: pd.DataFrame) -> Answers:
        """Return True where AutoFilter shows a row: it takes no notice of capitals."""
        values = frame[self.column]
        if isinstance(self.value, str) and pd.api.types.is_string_dtype(values):
            folded: Answers = (values.str.casefold() == self.value.casefold()).to_numpy(dtype=bool)
            return folded
        return self.of(frame)

    def written_otherwise(self, frame: pd.DataFrame) -> Answers:
        """Return True where only capitals or outer spaces part a row's text from the value."""
        values = frame[self.column]
        if not (isinstance(self.value, str) and pd.api.types.is_string_dtype(values)):
            return np.zeros(len(frame), dtype=bool)
        same: Answers = (values.str.strip(" ").str.upper() == self.bare).to_numpy(dtype=bool)
        return same & ~self.of(frame)

    @property
    def bare(self) -> str:
        """The value in capitals, without outer spaces."""
        return str(self.value).strip(" ").upper()


def check_askable(table: pd.DataFrame, column: str) -> "pd.Series[Any]":
    """Return a column whose rows can be asked for a value, or raise `CannotShowError`."""
    values = table[column]
    if not (types.is_string_dtype(values) or types.is_numeric_dtype(values) or types.is_bool_dtype(values)):
        raise CannotShowError(
            f"Column '{column}' holds {values.dtype}; a filter on one value needs text or numbers. "
            "Choose another column, or turn it into text with astype(str)."
        )
    if values.isna().all():
        raise CannotShowError(f"Column '{column}' is blank in every row, so no value can be asked for.")
    return values


def commonest(values: "pd.Series[Any]") -> Cell:
    """Return the value met most often; the first of several."""
    return to_cell(values.value_counts().index[0])


def plain_values(values: "pd.Series[Any]") -> tuple[list[Cell], list[Cell]]:
    """Return the values that COUNTIF and pandas count alike, the commonest first, and all others."""
    found = [to_cell(value) for value in values.value_counts().index]
    folded = pd.Series([str(value).casefold() for value in found], dtype="str").duplicated(keep=False)
    is_plain = [
        not twice and value != "" and not _MORE_THAN_A_WORD & set(str(value))
        for value, twice in zip(found, folded, strict=True)
    ]
    pairs = list(zip(found, is_plain, strict=True))
    return [value for value, plain in pairs if plain], [value for value, plain in pairs if not plain]
