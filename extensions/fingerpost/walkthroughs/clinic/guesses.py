"""The clinic's questions, each tempting answer with the belief behind it."""

from fingerpost.walkthroughs.clinic.chart import Drawn, said
from fingerpost.walkthroughs.clinic.diagnoses import times_drawn, times_really
from fingerpost.walkthroughs.guesses import number_guess, word_guess
from fingerpost.walkthroughs.scene import Prediction


def how_many_times(cut: Drawn) -> Prediction:
    """Ask how much larger the largest really is, of a chart whose axis may be cut."""
    largest, smallest = cut.largest, cut.smallest
    if smallest.value <= 0:
        return _how_much_more(cut)
    really = f"{times_really(cut)} times"
    tempting = {
        f"{times_drawn(cut)} times": (
            "a column's length is its number",
            f"So long is the column. The axis starts at {said(cut.floor)}, and what is below is cut off.",
        ),
        f"{said(round(largest.value - smallest.value, 1))} times": (
            "a difference is a ratio",
            "That is the difference between the two, not how many times.",
        ),
        "The chart cannot say": (
            "a chart has no numbers",
            "The numbers stand under the chart, and on its axis.",
        ),
    }
    others = [(label, label, *why) for label, why in tempting.items() if label != really]
    return word_guess(
        "times",
        f"{largest.label} is how many times {smallest.label}, in numbers?",
        right="really",
        why=f"{said(round(largest.value, 1))} against {said(round(smallest.value, 1))}. A column shows only "
        "what stands above the axis' start.",
        choices=(("really", really, "", ""), *others),
    )


def where_the_longest_stands(excel: Drawn) -> Prediction:
    """Ask where a reader has to look for the longest column, of a chart in the order of its labels."""
    place, last = excel.groups.index(excel.largest) + 1, len(excel.groups)
    why = "The columns stand in the order of their labels, whatever their numbers are."
    by_chance = "" if 1 < place < last else " Here that is chance."
    tempting = (
        (1, "a chart begins with the largest", "Excel does not sort the columns by their numbers."),
        (last, "columns rise from left to right", "Only where somebody has sorted them so."),
    )
    return number_guess(
        "longest",
        f"{last} columns, left to right. At which place does the longest stand, {excel.largest.label}?",
        right=place,
        why=why + by_chance,
        tempting=tempting,
        spare=(last + 1, "the heading is a column", "The heading is no column."),
    )


def _how_much_more(cut: Drawn) -> Prediction:
    """Ask for a difference: nothing is so many times 0, or a number below it."""
    more, largest = said(round(cut.largest.value - cut.smallest.value, 1)), said(round(cut.largest.value, 1))
    choices = [
        ("more", more, "", ""),
        ("largest", f"{largest} alone", "the other is nothing", "That is the larger number by itself."),
        ("times", "So many times", "nothing can be multiplied", "Nothing is so many times 0 or less."),
    ]
    return word_guess(
        "times",
        f"{cut.largest.label} is how much more than {cut.smallest.label}?",
        right="more",
        why=f"{largest} less {said(round(cut.smallest.value, 1))}.",
        choices=tuple(choices),
    )


def rows_inside(drawn: Drawn, rows: int) -> Prediction:
    """Ask how many rows a chart carries that is given the whole table."""
    groups = len(drawn.groups)
    return number_guess(
        "rows_inside",
        f"alt.Chart({drawn.chart.table}) draws {groups} bars. How many rows does its file carry?",
        right=rows,
        why="Altair puts the table it is given into the chart, all columns of it.",
        tempting=(
            (groups, "a chart holds what it shows", "So many are seen."),
            (
                0,
                "a chart is a picture",
                "A screenshot would hold none; an Altair chart is data that is drawn.",
            ),
        ),
        spare=(rows + 1, "the heading is a row", "The heading is no row."),
    )
