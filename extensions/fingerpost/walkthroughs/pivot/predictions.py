"""The two questions a pivot asks before it goes on, with a reason for every answer one might choose."""

from fingerpost.walkthroughs.pivot.told import Told
from fingerpost.walkthroughs.scene import Choice, Prediction
from fingerpost.walkthroughs.words import number_of


def adds_up_to_total(told: Told) -> Prediction:
    """Ask what the piles' numbers add up to once they are counted."""
    rows, blanks = told.counts.rows, told.counts.blanks
    heading = Choice(
        rows + 1,
        f"{rows + 1}",
        f"{rows + 1} would count the row of headings too, as COUNTA over a whole column does. "
        "In a DataFrame the headings are not a row.",
        misconception="headings are a row",
    )
    choices = (
        (*_with_blanks(told, rows, blanks), heading) if blanks else (*_without_blanks(told, rows), heading)
    )
    return Prediction(
        "total", "When each pile is counted, the numbers will add up to …", choices, answer=rows - blanks
    )


def adds_up_to_things(told: Told) -> Prediction:
    """Ask whether the counts of things add up to the number of things."""
    words, there_are, added = told.words, told.counts.distinct, told.counts.distinct_added_up
    things = number_of(there_are, words.counted.one, words.counted.several)
    why = _why_they_add_up_to(told, added)
    same = added == there_are
    return Prediction(
        "adds_up",
        f"There {'is' if there_are == 1 else 'are'} {things} in these rows. "
        f"Will the column “{words.counted.heading}” add up to {there_are}?",
        (
            Choice(
                "yes", f"Yes, to {there_are}", why, misconception="" if same else "distinct counts add up"
            ),
            Choice("more", "No, to more", why, misconception="every group overlaps" if same else ""),
            Choice(
                "fewer",
                "No, to fewer",
                f"No {words.counted.one} goes missing. {why}",
                misconception="a distinct count loses some",
            ),
        ),
        answer="yes" if same else "more",
    )


def _with_blanks(told: Told, rows: int, blanks: int) -> tuple[Choice, Choice]:
    words = told.words
    row = (
        f"the row with {words.piled.blank} is"
        if blanks == 1
        else f"{blanks} rows with {words.piled.blank} are"
    )
    return (
        Choice(
            rows - blanks,
            f"{rows - blanks}",
            f"Yes: groupby makes no pile for a blank, so {row} not counted.",
        ),
        Choice(
            rows,
            f"{rows}",
            f"{rows} is Excel's Grand Total, which has the (blank) line in it. groupby makes no pile for "
            f"a blank unless you ask for it, so {row} not counted.",
            misconception="groupby keeps blanks",
        ),
    )


def _without_blanks(told: Told, rows: int) -> tuple[Choice, Choice]:
    one = told.words.piled.one
    return (
        Choice(
            rows - 1,
            f"{rows - 1}",
            f"A row is left out if its {one} is blank, and here every row has one. All {rows} are counted.",
            misconception="groupby always loses a row",
        ),
        Choice(rows, f"{rows}", f"Yes: every row has its {one}, so every row is in a pile."),
    )


def _why_they_add_up_to(told: Told, added: int) -> str:
    words, crossing = told.words, told.crossing
    if added == told.counts.distinct:
        return f"It adds up to {added}: no {words.counted.one} is in two piles."
    if crossing == 1 and told.star:
        who = f"{words.counted.one} {told.star.value} is in {number_of(told.star.piles, 'pile')}"
    else:
        who = f"{number_of(crossing, words.counted.one, words.counted.several)} are in more than one pile"
    return f"It adds up to {added}, as {who}, counted once in each."
