"""The two questions a filter asks before it goes on, with a reason for every answer one might give."""

from fingerpost.walkthroughs.autofilter.told import Told
from fingerpost.walkthroughs.drawn import row_id
from fingerpost.walkthroughs.scene import Choice, Prediction
from fingerpost.walkthroughs.words import capital, listed


def rows_that_survive(told: Told) -> Prediction:
    """Ask which rows the test keeps: to be picked in the DataFrame."""
    everyone = range(len(told.sample))
    kept = told.true
    value = f"“{told.first.value}”" if isinstance(told.first.value, str) else str(told.first.value)
    why = f"== asks each row whether it has {value} exactly, and nothing equals a blank."
    keeps = f"pandas keeps {_rows(told, kept)}."
    tempting = (
        (
            tuple(at for at in everyone if at not in told.hidden),
            "== ignores capitals",
            f"AutoFilter takes no notice of capitals, == does: {keeps}",
        ),
        (
            tuple(sorted({*kept, *told.blank})),
            "a blank matches",
            f"SQL would say NULL for a blank, pandas says False: {keeps}",
        ),
        (
            tuple(at for at in everyone if at not in kept),
            "a test takes rows away",
            f"A test says which rows stay, not which go: {keeps}",
        ),
    )
    named = {kept: Choice(_ids(kept), capital(_rows(told, kept)), f"Yes. {why}")}
    for rows, belief, reason in tempting:
        named.setdefault(rows, Choice(_ids(rows), capital(_rows(told, rows)), reason, misconception=belief))
    return Prediction(
        "survive",
        "Which rows will say True, and be kept?",
        tuple(named.values()),
        answer=_ids(kept),
        kind="rows",
        table="frame",
        otherwise=f"{keeps} {why}",
    )


def add_up_to(told: Told) -> Prediction:
    """Ask what the rows kept by == and by != come to: a number to be typed."""
    rows = told.kept.rows
    lost = rows - max(1, told.kept.blank)
    why = f"pandas answers True or False for every row, and != turns each answer round: {rows} in all."
    fewer = "SQL would lose the blank rows. " if told.blank else "No row here is blank. "
    return Prediction(
        "add_up",
        "How many rows do == and != keep between them?",
        (
            Choice(lost, f"{lost}", f"{fewer}But {why}", "!= leaves blanks out"),
            Choice(rows, f"{rows}", f"Yes: {why}"),
            Choice(rows + 1, f"{rows + 1}", f"No row is in both. {why}", "a row is in both parts"),
        ),
        answer=rows,
        kind="number",
        otherwise=f"Each row is in one part and no row is in both: {why}",
    )


def _ids(at: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(map(row_id, at))


def _rows(told: Told, at: tuple[int, ...]) -> str:
    """Return rows by their index: 'rows 0, 1 and 6', 'no row'."""
    if not at:
        return "no row"
    return f"{'row' if len(at) == 1 else 'rows'} {listed(str(told.labels[one]) for one in at)}"
