"""The two questions a lookup asks before it goes on, with a reason for every answer one might choose."""

from fingerpost.walkthroughs.guesses import Tempting, number_guess
from fingerpost.walkthroughs.lookup.told import Told
from fingerpost.walkthroughs.scene import Prediction
from fingerpost.walkthroughs.words import number_of


def rows_after(told: Told) -> Prediction:
    """Ask how many rows a left merge gives."""
    sample = told.sample
    right = sample.after_left
    why = (
        f"{number_of(len(told.several), 'row')} met more than one row of {told.names.other}, "
        "and merge writes a row for each pair."
        if sample.grown
        else f"every row is kept once, as none met more than one row of {told.names.other}."
    )
    tempting = (
        (sample.rows, "merge is VLOOKUP", "VLOOKUP never adds a row; merge can."),
        (sample.after_inner, "merge drops what it cannot find", 'how="left" keeps rows that met nothing.'),
        (
            sample.rows + sample.other_rows,
            "merge stacks tables",
            "merge puts rows side by side; concat stacks them.",
        ),
    )
    question = f"The table has {number_of(sample.rows, 'row')}. After the merge it will have …"
    return number_guess(
        "rows_after", question, right=right, why=why, tempting=tempting, spare=_one_more(right)
    )


def rows_kept(told: Told) -> Prediction:
    """Ask how many rows an inner merge keeps."""
    sample = told.sample
    right, alone = sample.after_inner, len(told.alone)
    why = (
        f"{number_of(alone, 'row')} met nothing, and an inner merge keeps only pairs."
        if alone
        else "every row met one, so an inner merge keeps what a left merge keeps."
    )
    tempting = (
        (sample.after_left, "inner keeps every row", "That is what a left merge gives."),
        (
            sample.rows,
            "a merge keeps the row count",
            "Only VLOOKUP keeps the number of rows whatever it finds.",
        ),
        *(
            ()
            if alone
            else ((right - 1, "an inner merge always loses rows", "It loses only rows that meet nothing."),)
        ),
    )
    question = (
        'With how="inner" in place of how="left" the result will have …'
        if alone
        else 'Without validate, and with how="inner" in place of how="left", the result will have …'
    )
    return number_guess(
        "rows_kept", question, right=right, why=why, tempting=tempting, spare=_one_more(right)
    )


def _one_more(right: int) -> Tempting:
    return right + 1, "a merge adds a row of its own", "A row cannot come from nowhere."
