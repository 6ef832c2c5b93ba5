"""The two questions a lookup asks before it goes on, with a reason for every answer one might choose."""

from fingerpost.walkthroughs.lookup.told import Told
from fingerpost.walkthroughs.scene import Choice, Prediction
from fingerpost.walkthroughs.words import number_of


def rows_after(told: Told) -> Prediction:
    """Ask how many rows a left merge gives."""
    sample = told.sample
    right = sample.after_left
    why = (
        f"{number_of(len(told.several), 'row')} met more than one row of {told.names.other}, "
        "and merge writes a row for each pair."
        if sample.grown
        else f"Every row is kept once: none met more than one row of {told.names.other}."
    )
    tempting = (
        (sample.rows, "merge is VLOOKUP", "VLOOKUP never adds a row; merge can."),
        (sample.after_inner, "merge drops what it cannot find", 'how="left" keeps rows that met nothing.'),
        (
            sample.rows + sample.other_rows,
            "merge stacks tables",
            "merge sets rows side by side; concat stacks them.",
        ),
        (right + 1, "a merge adds a row of its own", "No row comes from nowhere."),
    )
    question = f"The table has {number_of(sample.rows, 'row')}. After the merge it will have …"
    return Prediction("rows_after", question, _choices(right, why, tempting), answer=right)


def rows_kept(told: Told) -> Prediction:
    """Ask how many rows an inner merge keeps."""
    sample = told.sample
    right, alone = sample.after_inner, len(told.alone)
    why = (
        f"{number_of(alone, 'row')} met nothing, and an inner merge keeps pairs alone."
        if alone
        else "Every row met one, so an inner merge keeps what a left merge keeps."
    )
    tempting = (
        (sample.after_left, "inner keeps every row", "That is what a left merge gives."),
        (
            sample.rows,
            "a merge keeps the row count",
            "Only VLOOKUP keeps the number of rows whatever it finds.",
        ),
        (right + 1, "a merge adds a row of its own", "No row comes from nowhere."),
    )
    question = 'With how="inner" in place of how="left" the result will have …'
    return Prediction("rows_kept", question, _choices(right, why, tempting), answer=right)


def _choices(right: int, why: str, tempting: tuple[tuple[int, str, str], ...]) -> tuple[Choice, ...]:
    """Return up to four different numbers in order: the one that is so, and those that tempt."""
    known = {right: Choice(right, f"{right}", f"Yes: {why}")}
    for number, belief, reason in tempting[:-1]:
        known.setdefault(
            number, Choice(number, f"{number}", f"{reason} {right}: {why}", misconception=belief)
        )
    if len(known) == 1:
        number, belief, reason = tempting[-1]
        known[number] = Choice(number, f"{number}", f"{reason} {right}: {why}", misconception=belief)
    return tuple(choice for _, choice in sorted(known.items()))
