"""A question asked of each row: is this column that value?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.preflight import CannotShowError
from fingerpost.walkthroughs.scene import Cell

if TYPE_CHECKING:
    from collections.abc import Callable

Answers = npt.NDArray[np.bool_]
_MOST_VALUES = 40
_LOOK_AT = 10_000
_MORE_THAN_A_WORD = set("*?~<>=")  # to COUNTIF and SUMIFS


@dataclass(frozen=True)
class Test:
    """A column and the value its rows are asked for."""

    column: str
    value: Cell

    def of(self, frame: pd.DataFrame) -> Answers:
        """Return True where a row has the value; a blank is False, as pandas says."""
        return _each(frame[self.column], lambda values: values == self.value)

    def in_excel(self, frame: pd.DataFrame) -> Answers:
        """Return True where AutoFilter shows a row: it takes no notice of capitals."""
        value = self.value
        if isinstance(value, str) and is_text(frame[self.column]):
            return _each(frame[self.column], lambda values: values.str.casefold() == value.casefold())
        return self.of(frame)

    def written_otherwise(self, frame: pd.DataFrame) -> Answers:
        """Return True where only capitals or outer spaces part a row's text from the value."""
        if not (isinstance(self.value, str) and is_text(frame[self.column])):
            return np.zeros(len(frame), dtype=bool)
        same = _each(frame[self.column], lambda values: values.str.strip(" ").str.upper() == self.bare)
        return same & ~self.of(frame)

    @property
    def bare(self) -> str:
        """The value in capitals, without outer spaces."""
        return str(self.value).strip(" ").upper()


def coded(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return some columns to be asked again and again: text as categories, so that each is read once."""
    made = {name: frame[name].astype("category") if is_text(frame[name]) else frame[name] for name in columns}
    return pd.DataFrame(made)


def is_text(values: "pd.Series[Any]") -> bool:
    """Return whether a column holds text, as it is or as categories."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return bool(types.is_string_dtype(values.cat.categories))
    return bool(types.is_string_dtype(values))


def _each(values: "pd.Series[Any]", ask: "Callable[[pd.Series[Any]], pd.Series[bool]]") -> Answers:
    """Return what is answered of each row; of categories it is asked once each, and a blank is False."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        answers = ask(pd.Series(values.cat.categories)).fillna(value=False).to_numpy(dtype=bool)
        chosen: Answers = np.append(answers, False)[values.cat.codes]  # a blank's code is -1, the last
        return chosen
    return ask(values).fillna(value=False).to_numpy(dtype=bool)


def another_test(table: pd.DataFrame, first: Answers, but: set[str | None]) -> Test | None:
    """Return a test of another text column that keeps some of the rows that passed and not all, if any."""
    at = np.flatnonzero(first)
    for name in (name for name in table.columns if name not in but):
        some = table[name].iloc[at[:_LOOK_AT]]
        if not types.is_string_dtype(table[name]) or some.nunique() > _MOST_VALUES:
            continue  # all rows are looked at: those that passed may be text in a column of several sorts
        kept = table[name].iloc[at]
        if 2 <= kept.nunique() <= _MOST_VALUES:  # noqa: PLR2004 - some, not all
            return Test(str(name), commonest(kept))
    return None


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
    return _whole(values.value_counts().index[0])


def _whole(value: object) -> Cell:
    """Return a value as a cell: text as long as it is, for it has to be found again."""
    return value if isinstance(value, str) else to_cell(value)


def plain_values(values: "pd.Series[Any]") -> tuple[list[Cell], list[Cell]]:
    """Return the values that COUNTIF and pandas count alike, the commonest first, and all others."""
    found = [_whole(value) for value in values.value_counts().index]
    folded = pd.Series([str(value).casefold() for value in found], dtype="str").duplicated(keep=False)
    is_plain = [
        not twice and value != "" and not _MORE_THAN_A_WORD & set(str(value))
        for value, twice in zip(found, folded, strict=True)
    ]
    pairs = list(zip(found, is_plain, strict=True))
    return [value for value, plain in pairs if plain], [value for value, plain in pairs if not plain]
