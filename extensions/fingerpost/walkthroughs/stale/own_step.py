"""The last step of "Stale or fresh?": the reader changes the first cell, runs others, sees what holds."""

from fingerpost.walkthroughs.drawn import on_sheet
from fingerpost.walkthroughs.quoting import both
from fingerpost.walkthroughs.said import marked
from fingerpost.walkthroughs.scene import (
    Cell,
    Code,
    Column,
    ExcelPane,
    MarkKind,
    PythonPane,
    Row,
    Shown,
    Step,
    Table,
)
from fingerpost.walkthroughs.stale import code
from fingerpost.walkthroughs.stale.own_runs import NAMES, Held, Runs, State, controls
from fingerpost.walkthroughs.stale.steps import CELLS
from fingerpost.walkthroughs.stale.told import Results, Told, shown
from fingerpost.walkthroughs.words import listed

NOTEBOOK = (Column("run"), Column("result"), Column("cell"))
"""The columns of a notebook's cells: what a narrow pane cuts off is the code, which stands above as well."""
_MARKS: dict[State, tuple[MarkKind, str]] = {
    "fresh": ("match", "fresh"),
    "stale": ("error", "out of date"),
    "stopped": ("error", "stops"),
    "waiting": ("read", "not run"),
}
_SAID: tuple[tuple[State, str], ...] = (
    ("stale", "Out of date"),
    ("waiting", "Not there yet"),
)
_NO_RESULT = "(none)"
_NOTHING_RUN = "nothing has run since the restart"


def own_tables(told: Told, runs: Runs, held: tuple[Held, ...], in_excel: Results) -> tuple[Table, Table]:
    """Return the sheet and the notebook after what the reader did."""
    formulas = (str(runs.chosen), *code.on_sheet(told)[1:])
    lines = zip(CELLS, zip(NAMES, map(shown, in_excel.cells), formulas, strict=True), strict=True)
    sheet = on_sheet("own_sheet", "your sheet", ("name", "value", "typed in"), lines)
    cells = zip(CELLS, held, code.cells_in_pandas(told, runs.chosen), strict=True)
    rows = tuple(Row(name, (_nth(one), one.result or _NO_RESULT, text)) for name, one, text in cells)
    return sheet, Table("own_cells", "your notebook", "frame", NOTEBOOK, rows)


def run_your_own(told: Told, values: tuple[Cell, ...], runs: Runs, held: tuple[Held, ...]) -> Step:
    """Return the step in which the reader writes in the first cell and says which cells are run."""
    marks = tuple(
        mark
        for state, (kind, word) in _MARKS.items()
        for mark in marked(kind, _in_state(held, state, CELLS), word)
    )
    excel = ExcelPane(code.of_chosen(runs.chosen), (Shown("own_sheet"),))
    python = PythonPane(_codes(told, runs), (Shown("own_cells", marks),), to_take=True)
    return Step(
        "Your own runs",
        _sentence(runs, held),
        excel,
        python,
        scope=f"All {told.rows:,} rows are counted; none is shown."
        if told.rows > 1
        else "The only row is counted.",
        notes=_notes(runs, held),
        controls=controls(values, runs),
    )


def _codes(told: Told, runs: Runs) -> tuple[Code, ...]:
    """Return what the kernel has run since it was started, in order."""
    pandas, sql = (
        _ran(runs, write(told, told.before.chosen), write(told, runs.chosen), comment)
        for write, comment in ((code.cells_in_pandas, "# "), (code.cells_in_sql, "-- "))
    )
    return both(pandas, sql)


def _ran(runs: Runs, before: tuple[str, ...], after: tuple[str, ...], comment: str) -> str:
    first = [] if runs.restarted else [*before, f"{comment}then you change cell 1, and run"]
    lines = [*first, *(after[at - 1] for at in runs.order)]
    return "\n".join(lines) if lines else f"{comment}{_NOTHING_RUN}"


def _sentence(runs: Runs, held: tuple[Held, ...]) -> str:
    ran = listed([f"cell {at}" for at in runs.order]) or "no cell"
    first = " the kernel is restarted," if runs.restarted else ""
    did = f"The first cell says {runs.chosen},{first} and you run {ran}."
    if all(one.state == "fresh" for one in held):
        return f"{did} All four results are fresh."
    stops = [
        f"{name} stops: name '{one.lacks}' is not defined."
        for name, one in zip(NAMES, held, strict=True)
        if one.state == "stopped"
    ]
    named = [(words, listed(_in_state(held, state))) for state, words in _SAID]
    return " ".join([did, *stops, *(f"{words}: {names}." for words, names in named if names)])


def _in_state(held: tuple[Held, ...], state: State, names: tuple[str, ...] = NAMES) -> list[str]:
    return [name for name, one in zip(names, held, strict=True) if one.state == state]


def _notes(runs: Runs, held: tuple[Held, ...]) -> tuple[str, ...]:
    states = [one.state for one in held]
    notes = []
    if "stale" in states:
        notes.append(
            "Which runs would put it right? Change the list, and see which rows are still out of date."
        )
    if "stopped" in states:
        notes.append("A NameError is the better outcome: after a restart nothing old is left to mislead you.")
    if held[1].state == "stopped" and 2 in runs.order:  # noqa: PLR2004 - the second cell, as the reader counts
        notes.append("SQL does not stop there: a variable that is not set is NULL, and the count is 0.")
    if states == ["fresh"] * len(states) and runs.typed != "1 2 3 4":
        notes.append("Fresh this time. With Run All you need not think about the order.")
    return (*notes, 'Try it with another table of the course: walk.stale(table, column="…", live=True)')


def _nth(one: Held) -> str:
    return f"[{one.nth}]" if one.nth else "[ ]"
