"""The scene of "Duplicates and episodes" for any table with an id and a day."""

import numpy as np

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.days import as_days, date_columns, written_as
from fingerpost.walkthroughs.drawn import as_frame, meter, sheet
from fingerpost.walkthroughs.duplicates.steps import all_steps
from fingerpost.walkthroughs.duplicates.told import Kept, Told, positions
from fingerpost.walkthroughs.focus import FOCUS_ROWS, some_of_each
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Cell, Scene, Table
from fingerpost.walkthroughs.words import words_for

_ASK = 'Name them: walk.duplicates(table, column="…", day="…").'
_COLUMNS = 3


def tell_duplicates(frame: object, *, column: str, day: str | None, name: str) -> Scene:
    """Return the scene that counts the ids of `column` and keeps the latest row of each by `day`.

    Raises:
        CannotShowError: a column is missing, holds what cannot be compared, or `day` holds no dates.
    """
    table = check_frame(frame).reset_index(drop=True)
    check_columns(table, column, *([day] if day else []), ask=_ASK)
    chosen = day or next((found for found in date_columns(table) if found != column), None)
    days = None if chosen is None else as_days(table[chosen])
    if chosen is None or days is None or chosen == column:
        raise CannotShowError(
            f"The latest row is told by a column of dates, and '{chosen or ''}' is none. {_ASK}"
        )
    everything = Kept(table[column], days)
    try:
        different = everything.different
    except TypeError:
        raise CannotShowError(
            f"Column '{column}' holds values that cannot be compared, such as lists. Turn it into text first."
        ) from None
    if not different:
        raise CannotShowError(f"Column '{column}' is blank in every row, so there is nothing to count.")
    others = [other for other in table.columns if other not in {column, chosen}]
    shown = {column, chosen, *others[: _COLUMNS - 2]}
    lean = table[[other for other in table.columns if other in shown]].assign(**{chosen: days})
    sample = lean.iloc[_choose(everything)].reset_index(drop=True)
    words = words_for(rows=column, count=column, table=name).counted
    told = Told(
        name,
        column,
        chosen,
        written_as(table[chosen]),
        sample,
        Kept(sample[column], sample[chosen]),
        everything,
        words.one,
        words.several,
    )
    return Scene("duplicates", "Duplicates and episodes", _tables(told), all_steps(told))


def _choose(kept: Kept) -> list[int]:
    """Return which rows to show: all rows of ids whose first row is not the latest, a blank, and others."""
    blank = kept.codes == -1
    odd = kept.codes[kept.first & ~kept.latest & ~blank][: FOCUS_ROWS // 4]
    of_odd = np.isin(kept.codes, odd)
    return some_of_each(kept.rows, [(of_odd, FOCUS_ROWS // 2), (blank, 2), (kept.latest, 4)])


def _tables(told: Told) -> tuple[Table, ...]:
    days = told.kept.days.to_numpy().astype("int64")  # a blank is the least of them
    in_order = np.lexsort((np.arange(told.kept.rows), days))
    latest = [int(at) for at in in_order if told.kept.latest[at]]
    return (
        sheet("sheet", told.table, told.sample),
        as_frame("frame", f"{told.table}, as a DataFrame", told.sample),
        as_frame("first", "the first row of each", told.sample, keep=positions(told.kept.first)),
        as_frame("latest", "the latest row of each", told.sample, keep=latest),
        _meter(told),
        _excel_meter(told),
    )


def _meter(told: Told) -> Table:
    kept = told.everything
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("rows", ("rows", kept.rows)),
        ("different", (f"different {told.several}", kept.different)),
        ("blank", (f"{told.column} blank", kept.blank)),
        ("latest", ("latest rows kept", to_cell(kept.latest.sum()))),
        ("other", ("first is not the latest", kept.other_row)),
        ("ties", ("two rows on the latest day", kept.ties)),
    )
    return meter("meter", "rows and ids", ("over all rows", "pandas"), lines)


def _excel_meter(told: Told) -> Table:
    lines: tuple[tuple[str, tuple[Cell, ...]], ...] = (
        ("before", ("rows before", told.everything.rows)),
        ("after", ("after Remove Duplicates", to_cell(told.everything.first.sum()))),
    )
    return meter("excel_meter", "Remove Duplicates", ("over all rows", "Excel"), lines, in_excel=True)
