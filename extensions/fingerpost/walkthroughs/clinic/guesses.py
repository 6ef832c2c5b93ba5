"""The clinic's questions, each tempting answer with the belief behind it."""

from fingerpost.walkthroughs.clinic.chart import Drawn, said, said_on_axis
from fingerpost.walkthroughs.clinic.diagnoses import times_drawn, times_really
from fingerpost.walkthroughs.guesses import number_guess, word_guess
from fingerpost.walkthroughs.scene import Prediction


def how_many_times(cut: Drawn) -> Prediction:
    """Ask how much larger the largest really is, of a chart whose axis may be cut."""
    largest, smallest = cut.largest, cut.smallest
    if smallest.value <= 0:
        return _how_much_more(cut)
    really, long = f"{times_really(cut)} times", f"{times_drawn(cut)} times"
    apart = f"{said(round(largest.value - smallest.value, 1))} times"
    begins = said_on_axis(cut.floor)
    differs = ("a difference is a ratio", "That is the difference between the two, not how many times.")
    tempting = {
        long: (
            "a column's length is its number",
            f"So long is the column. The axis starts at {begins}, and what is below is cut off.",
        ),
        **({apart: differs} if apart != long else {}),
        "The chart cannot say": (
            "a chart has no numbers",
            "The numbers are under the chart, and on its axis.",
        ),
    }
    others = [(label, label, *why) for label, why in tempting.items() if label != really]
    return word_guess(
        "times",
        f"{largest.label} is how many times {smallest.label}, in numbers?",
        right="really",
        why=f"{said(round(largest.value, 1))} against {said(round(smallest.value, 1))}. A column shows only "
        "what is above the start of the axis.",
        choices=(("really", really, "", ""), *others),
    )


def where_the_longest_would_stand(excel: Drawn) -> Prediction:
    """Ask where a column would stand if it were the longest, of a chart in the order of its labels.

    A column between the ends is asked about, where there is one: its place is then no chance.
    """
    inner = [group for group in excel.groups[1:-1] if group is not excel.largest] or [excel.smallest]
    risen = min(inner, key=lambda group: group.value)
    place, last = excel.groups.index(risen) + 1, len(excel.groups)
    tempting = (
        (1, "a chart begins with the largest", "A PivotTable does not put the largest first by itself."),
        (last, "columns rise from left to right", "They do so only where somebody has sorted them."),
        (
            excel.groups.index(excel.largest) + 1,
            "the longest column has a place of its own",
            f"That place belongs to the label {excel.largest.label}, not to the largest number.",
        ),
    )
    return number_guess(
        "longest",
        f"Suppose {risen.label} had the most. Counting from the left, which column would it be?",
        right=place,
        why="Labels decide the order here, and no label has changed. So the column grows where it stands.",
        tempting=tempting,
        spare=(last + 1, "the heading is a column", "The heading is no column."),
    )


def _how_much_more(cut: Drawn) -> Prediction:
    """Ask for a difference: nothing is so many times 0, or a number below it."""
    more, largest = said(round(cut.largest.value - cut.smallest.value, 1)), said(round(cut.largest.value, 1))
    choices = [
        ("more", more, "", ""),
        ("largest", f"{largest} alone", "the other is nothing", "That is the larger number by itself."),
        ("times", "That many times", "nothing can be multiplied", "No number is a multiple of 0 or less."),
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
        why="Altair puts the table it is given into the chart, every row of it.",
        tempting=(
            (groups, "a chart holds what it shows", "So many are seen."),
            (
                0,
                "a chart is a picture",
                "A screenshot would hold none; an Altair chart is data that is drawn.",
            ),
        ),
        spare=(rows + 1, "the heading is a row", "The heading is not a row."),
    )
