"""The scene of "Stale or fresh?" for any table."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from fingerpost.walkthroughs.asked import Test, check_askable, coded
from fingerpost.walkthroughs.drawn import meter, on_sheet
from fingerpost.walkthroughs.preflight import check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Row, Scene, Table
from fingerpost.walkthroughs.stale import code
from fingerpost.walkthroughs.stale.own_runs import NAMES, Runs, cells_after, runs_chosen
from fingerpost.walkthroughs.stale.own_step import NOTEBOOK, own_tables, run_your_own
from fingerpost.walkthroughs.stale.steps import CELLS, all_steps
from fingerpost.walkthroughs.stale.told import Results, Told, offered, results_of, shown, two_values

_ASK = 'Name one: walk.stale(table, column="…").'
_HEADS = ("over all rows", "rows")


def tell_stale(frame: object, *, column: str, name: str) -> Scene:
    """Return the scene in which a value of `column` changes and three results do not.

    Raises:
        CannotShowError: the table or column cannot be shown.
    """
    return stale_story(frame, column=column, name=name).tell({})


@dataclass(frozen=True)
class StaleStory:
    """One table's four cells, told as often as the reader changes the first or runs others."""

    asked: pd.DataFrame
    told: Told
    values: tuple[Cell, ...]

    def tell(self, choices: Mapping[str, str | int]) -> Scene:
        """Return the scene, its last step with the runs that the reader chose."""
        start = Runs(self.told.after.chosen, restarted=False, order=(1, 4))
        runs = runs_chosen(self.values, start, choices)
        held = cells_after(self.told.before.chosen, runs, self._results)
        own = run_your_own(self.told, self.values, runs, held)
        sheet = self._results(runs.chosen, in_excel=True)
        shown_last = own_tables(self.told, runs, held, sheet)
        steps = (*all_steps(self.told), own)
        return Scene("stale", "Stale or fresh?", (*_tables(self.told), *shown_last), steps)

    def _results(self, value: Cell, *, in_excel: bool = False) -> Results:
        return results_of(self.asked, Test(self.told.column, value), in_excel=in_excel)


def stale_story(frame: object, *, column: str, name: str) -> StaleStory:
    """Return the story of a table's column, counted once; raises as `tell_stale` does."""
    table = check_frame(frame)
    check_columns(table, column, ask=_ASK)
    values = check_askable(table, column)
    first, second = (Test(column, value) for value in two_values(values))
    asked = coded(table, column)
    told = Told(
        table=name,
        column=column,
        rows=len(table),
        before=results_of(asked, first),
        after=results_of(asked, second),
        excel_before=results_of(asked, first, in_excel=True),
        excel_after=results_of(asked, second, in_excel=True),
    )
    return StaleStory(asked, told, offered(values, first.value, second.value))


def _tables(told: Told) -> tuple[Table, ...]:
    after, before = told.after, told.before
    mixed = (after.chosen, before.number, before.others, before.line)
    old, new = (code.cells_in_pandas(told, chosen) for chosen in (before.chosen, after.chosen))
    return (
        _sheet(told, "sheet_before", told.excel_before),
        _sheet(told, "sheet_after", told.excel_after),
        _notebook("ran_once", (1, 2, 3, 4), old, before.cells),
        _notebook("first_changed", (5, 2, 3, 4), (new[0], *old[1:]), mixed),
        _notebook("ran_again", (1, 2, 3, 4), new, after.cells),
        meter(
            "sheet_meter", "on the sheet", ("over all rows", "rows"), _counts(told.excel_after), in_excel=True
        ),
        meter("meter", "in the notebook", ("over all rows", "rows"), _counts(after)),
    )


def _sheet(told: Told, name: str, results: Results) -> Table:
    formulas = (str(results.chosen), *code.on_sheet(told)[1:])
    lines = zip(CELLS, zip(NAMES, map(shown, results.cells), formulas, strict=True), strict=True)
    return on_sheet(name, "four cells of a sheet", ("name", "value", "typed in"), lines)


def _notebook(name: str, ran: tuple[int, ...], codes: tuple[str, ...], results: tuple[Cell, ...]) -> Table:
    """Return the notebook's cells, each with the number of its run and what its name holds."""
    rows = tuple(
        Row(cell, (f"[{nth}]", str(result), text))
        for cell, nth, text, result in zip(CELLS, ran, codes, results, strict=True)
    )
    return Table(name, "four cells of a notebook", "frame", NOTEBOOK, rows)


def _counts(results: Results) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    return (
        ("chosen", (f"rows that have {results.chosen}", results.number)),
        ("rest", ("all others", results.others)),
    )
