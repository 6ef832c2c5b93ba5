"""The two questions a filter asks before it goes on, with a reason for every answer one might choose."""

from fingerpost.walkthroughs.autofilter.told import Told
from fingerpost.walkthroughs.scene import Choice, Prediction


def says_of_blank(told: Told) -> Prediction:
    """Ask what the test says of a row with no value."""
    why = "nothing is equal to a blank, so the answer is False."
    row = "The blank row" if told.blank else "If a row were blank, it"
    return Prediction(
        "blank_row",
        f"{row} would get the answer …",
        (
            Choice("true", "True", f"No value is there to be {told.first.value}: {why}", "a blank matches"),
            Choice("false", "False", f"Yes: {why}"),
            Choice(
                "blank",
                "blank",
                f"So it is in SQL, which says NULL. In pandas {why}",
                "pandas says not known",
            ),
        ),
        answer="false",
    )


def add_up_to(told: Told) -> Prediction:
    """Ask whether the rows kept by == and by != are all there are."""
    rows = told.kept.rows
    lost = rows - max(1, told.kept.blank)
    why = f"pandas answers True or False for every row, and != turns each answer round: {rows} in all."
    fewer = "SQL would lose the blank rows. " if told.blank else "No row here is blank. "
    return Prediction(
        "add_up",
        "The rows kept by == and those kept by != add up to …",
        (
            Choice(lost, f"{lost}", f"{fewer}But {why}", "!= leaves blanks out"),
            Choice(rows, f"{rows}", f"Yes: {why}"),
            Choice(rows + 1, f"{rows + 1}", f"No row is in both. {why}", "a row is in both parts"),
        ),
        answer=rows,
    )
