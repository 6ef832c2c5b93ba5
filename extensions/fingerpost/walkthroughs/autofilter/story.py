"""The scene of "Filter in slow motion" for any table and one value of one of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from fingerpost.walkthroughs.asked import Test, another_test, check_askable, coded, commonest
from fingerpost.walkthroughs.autofilter.builder import (
    ALONE,
    Filter,
    Part,
    columns_to_ask,
    commonest_of,
    filter_chosen,
)
from fingerpost.walkthroughs.autofilter.own_filter import build_a_filter, filter_by, own_tables
from fingerpost.walkthroughs.autofilter.steps import all_steps
from fingerpost.walkthroughs.autofilter.tables import all_tables
from fingerpost.walkthroughs.autofilter.told import AsText, Told, count_kept, more_as_numbers
from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.drawn import labels_of
from fingerpost.walkthroughs.focus import some_of_each
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Scene, Step, Table
from fingerpost.walkthroughs.sorts import sort_of
from fingerpost.walkthroughs.text_numbers import as_written, looks_like_quantities

_VALUES_LISTED = 8
_COLUMNS = 3
_ASK = 'Name one: walk.autofilter(table, column="…", value="…").'


def tell_autofilter(frame: object, *, column: str, value: Cell, name: str) -> Scene:
    """Return the scene that keeps the rows of `frame` whose `column` is `value`, None for the commonest.

    Raises:
        CannotShowError: the table or column cannot be shown, or no row has the value.
    """
    return filter_story(frame, column=column, value=value, name=name).tell({})


@dataclass(frozen=True)
class FilterStory:
    """One table's filter, counted once, and told as often as the reader changes the one of its last step."""

    table: pd.DataFrame
    told: Told
    start: Filter | None

    def tell(self, choices: Mapping[str, str | int]) -> Scene:
        """Return the scene, its last step with the filter that the reader chose."""
        steps, tables = self._unchanging
        if self.start:
            made = filter_chosen(self.table, self.start, choices)
            own = filter_by(self.table, self.told.table, made)
            steps, tables = (*steps, build_a_filter(own)), (*tables, *own_tables(own))
        return Scene("autofilter", "Filter in slow motion", tables, steps)

    @cached_property
    def _unchanging(self) -> tuple[tuple[Step, ...], tuple[Table, ...]]:
        return all_steps(self.told), all_tables(self.told)


def filter_story(frame: object, *, column: str, value: Cell, name: str) -> FilterStory:
    """Return the story for `frame`, as `tell_autofilter` takes it."""
    table = check_frame(frame)
    check_columns(table, column, ask=_ASK)
    first = _first_test(table, column, value)
    second = another_test(table, first.of(coded(table, column)), {column})
    asked = coded(table, column, *([second.column] if second else []))
    chosen = _choose(asked, first, second)
    sample = table[_columns_shown(table, first, second)].iloc[chosen].reset_index(drop=True)
    told = Told(
        table=name,
        sample=sample,
        first=first,
        second=second,
        kept=count_kept(sample, first, second),
        everything=count_kept(asked, first, second),
        labels=labels_of(table, chosen),
        as_text=_as_text(table, first, value),
    )
    return FilterStory(table, told, _start(table, first, second))


def _start(table: pd.DataFrame, first: Test, second: Test | None) -> Filter | None:
    """Return the filter to begin with: the story's own test, a second one ready to be joined."""
    names = columns_to_ask(table)
    if first.column not in names:
        return None
    other = second.column if second else next((name for name in names if name != first.column), first.column)
    waiting = Part(other, "is", second.value if second else commonest_of(table[other]))
    return Filter(Part(first.column, "is", first.value), ALONE, waiting)


def _first_test(table: pd.DataFrame, column: str, value: Cell) -> Test:
    """Return the test that some row passes: a number asked of text is asked as it is written, and back."""
    values = check_askable(table, column)
    test = Test(column, commonest(values) if value is None else value)
    if test.of(table).any():
        return test
    same = values[(as_written(values) == as_written(pd.Series([value])).iloc[0]).fillna(value=False)]
    if len(same) and sort_of(values) in {"text", "number"}:
        return Test(column, commonest(same))
    found = ", ".join(str(to_cell(one)) for one in values.dropna().unique()[:_VALUES_LISTED])
    raise CannotShowError(f"No row has {column} {value!r}; its values are {found}. Ask for one of these.")


def _as_text(table: pd.DataFrame, first: Test, value: Cell) -> AsText | None:
    """Return what text does to the numbers of the tested column, if it does anything."""
    asked = value if value is not None and type(value) is not type(first.value) else None
    values, more = table[first.column], None
    if looks_like_quantities(values):
        as_text = (values > str(first.value)).fillna(value=False)
        more = (int(as_text.sum()), int(more_as_numbers(table, first).sum()))
        more = more if more[0] != more[1] else None
    return AsText(asked, more) if asked is not None or more else None


def _columns_shown(table: pd.DataFrame, first: Test, second: Test | None) -> list[str]:
    """Return the tested columns and the table's first others, three in all, in their order."""
    wanted = [first.column, *([second.column] if second else [])]
    others = [name for name in table.columns if name not in wanted]
    shown = {*wanted, *others[: _COLUMNS - len(wanted)]}
    return [name for name in table.columns if name in shown]


def _choose(table: pd.DataFrame, first: Test, second: Test | None) -> list[int]:
    """Return positions of at most `FOCUS_ROWS` rows: some of every answer, then the table's first rows."""
    kept, blank = first.of(table), table[first.column].isna().to_numpy()
    both = kept & second.of(table) if second else kept
    by_case, otherwise = first.in_excel(table) & ~kept, first.written_otherwise(table)
    return some_of_each(len(table), [(both, 2), (kept & ~both, 2), (blank, 1), (by_case, 1), (otherwise, 3)])
