"""The kitchen's two questions, each tempting answer with the belief behind it."""

from fingerpost.walkthroughs.guesses import Tempting, number_guess, word_guess
from fingerpost.walkthroughs.query.code import measure
from fingerpost.walkthroughs.query.told import Told
from fingerpost.walkthroughs.scene import Prediction
from fingerpost.walkthroughs.words import number_of


def rows_that_pass(told: Told) -> Prediction:
    """Ask how many rows WHERE lets past."""
    yes, neither = told.answers.count(True), told.answers.count(None)
    tempting: list[Tempting] = [
        (yes + neither, "a blank differs from every value", "That keeps the blank cells too."),
        (told.answers.count(False), "WHERE says what goes", "Those are the rows it leaves out."),
    ]
    if told.grown:
        before = len({left for left, _ in told.kept})
        tempting.append(
            (before, "a join keeps the number of rows", "That leaves out the rows that the join added.")
        )
    return number_guess(
        "rows_pass",
        f"WHERE asks each row: {told.asked}? How many get past it?",
        right=yes,
        why="a row gets past WHERE only if the answer is true.",
        tempting=tuple(tempting),
        spare=(yes + 1, "the heading is a row", "The heading is not a row."),
    )


def where_on_a_count(told: Told) -> Prediction:
    """Ask what a WHERE does that asks for a count."""
    asked = f"WHERE {measure(told.query)} >= {told.query.having}"
    groups = number_of(len(told.lines("GROUP BY")), "group")
    return word_guess(
        "where_count",
        f"You want only groups of {told.query.having} or more. What does {asked} give?",
        right="error",
        why="WHERE runs before GROUP BY, when no group is there to be counted.",
        choices=(
            ("error", "An error", "", ""),
            (
                "groups",
                "Those groups",
                "WHERE sees groups",
                "WHERE asks rows, one by one; the groups come after it. The database refuses.",
            ),
            (
                "all",
                f"All {groups}",
                "what cannot be asked is ignored",
                "A database ignores no clause: it stops and says which one it cannot run.",
            ),
        ),
    )
