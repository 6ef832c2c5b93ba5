"""The steps of "Stale or fresh?": one sentence each, four cells on both sides."""

from fingerpost.walkthroughs.guesses import word_guess
from fingerpost.walkthroughs.said import Said, beside, marked
from fingerpost.walkthroughs.scene import Code, ExcelPane, Formula, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.stale import code
from fingerpost.walkthroughs.stale.told import Told

CELLS = ("cell-1", "cell-2", "cell-3", "cell-4")
_RESULT = "result"


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the eight steps in order."""
    return (
        _the_question(told),
        _excels_habit(told),
        _the_notebook(told),
        _change_one_cell(told),
        _out_of_date(told),
        _half_new(told),
        _run_all(told),
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    said = Said(
        "The question",
        f"Four cells of a sheet and four of a notebook do the same job: they count the rows of {told.table} "
        f"whose {told.column} is {told.before.chosen}, and the rest. "
        "What happens when the first cell changes?",
    )
    python = _python(code.whole(told, told.before.chosen), "ran_once")
    return _step(told, said, _excel(code.of_chosen(told.before.chosen), "sheet_before"), python)


def _excels_habit(told: Told) -> Step:
    said = Said(
        "Excel's habit",
        f"You type {told.after.chosen} into B2. Excel works out B3, B4 and B5 at once: "
        "every cell that depends on B2 follows.",
        ("You never have to ask whether a cell is up to date.",),
    )
    marks = marked("match", CELLS[1:], "worked out again")
    excel = _excel(code.of_chosen(told.after.chosen), "sheet_after", marks)
    return _step(told, said, excel, _python(code.whole(told, told.before.chosen), "ran_once"))


def _the_notebook(told: Told) -> Step:
    said = Said(
        "The notebook",
        "A notebook's cells wait until you run them. These four have run once, from the top: the numbers in "
        "brackets give the order.",
    )
    marks = marked("read", CELLS, "", "run")
    excel = _excel(code.of_chosen(told.after.chosen), "sheet_after")
    return _step(told, said, excel, _python(code.whole(told, told.before.chosen), "ran_once", marks))


def _change_one_cell(told: Told) -> Step:
    said = Said(
        "Change one cell",
        f"You write {told.after.chosen} in the first cell and run that cell alone. "
        "Which results are out of date now?",
    )
    marks = marked("result", CELLS[:1], "just run")
    excel = _excel(code.of_chosen(told.after.chosen), "sheet_after")
    python = _python(code.first_cell(told), "first_changed", marks)
    return _step(told, said, excel, python, asked=_which_are_stale())


def _out_of_date(told: Told) -> Step:
    same = told.before.number == told.after.number
    chance = ("The number happens to be the same; it still comes from the old value.",) if same else ()
    said = Said(
        "Out of date",
        f"Three results still belong to {told.before.chosen}, and nothing on the page tells you. "
        "Only the brackets give it away: 5 comes above 2, 3 and 4.",
        (
            *chance,
            "SQL, met later in the course, does the same: a table made by a query keeps the answer it had.",
        ),
    )
    marks = marked("error", CELLS[1:], "out of date")
    excel = _excel(code.of_line(told), "sheet_after")
    return _step(told, said, excel, _python(code.first_cell(told), "first_changed", marks))


def _half_new(told: Told) -> Step:
    said = Said("Run the last cell", "You want the line again, so you run the last cell, and only that one.")
    marks = marked("error", CELLS[1:3], "out of date")
    excel = _excel(code.of_line(told), "sheet_after")
    python = _python(code.last_cell(told), "first_changed", marks)
    return _step(told, said, excel, python, asked=_what_the_line_says(told))


def _run_all(told: Told) -> Step:
    said = Said(
        "Restart and run all",
        f"The line came out as “{told.half_new}”. Restart forgets every name; Run All then runs from the "
        f"top, and all four agree: {told.after.line}.",
        (
            "A line that is half new and half old is worse than an old one: it looks right.",
            "A cell that needs a name from a deleted cell stops here with NameError. Better now than later.",
        ),
    )
    excel = _excel(code.of_line(told), "sheet_after")
    marks = marked("match", CELLS, "fresh")
    python = _python(code.whole(told, told.after.chosen), "ran_again", marks)
    return _step(told, said, excel, python)


def _your_words(told: Told) -> Step:
    said = Said(
        "Your words",
        "A sheet keeps itself up to date; a notebook is up to date once it has run from the top, in order.",
        (
            "Before you read a number out or hand work in: Restart Kernel and Run All Cells.",
            "If the brackets do not count 1, 2, 3 down the page, do not trust it yet.",
            'Try it with another table of the course: walk.stale(table, column="…", live=True)',
        ),
    )
    excel = _excel(code.of_line(told), "sheet_meter")
    python = PythonPane(code.whole(told, told.after.chosen), (Shown("meter"),), to_take=True)
    return _step(told, said, excel, python)


def _which_are_stale() -> Prediction:
    why = "number is counted from chosen, others from number, and the line from all three."
    return word_guess(
        "which_stale",
        "Out of date are …",
        right="three",
        why=f"{why} A cell runs when you run it, and no sooner.",
        choices=(
            ("none", "none", "cells recalculate by themselves", f"That is how Excel works. Here {why}"),
            ("number", "number alone", "only the next cell is out of date", f"It does not stop there: {why}"),
            ("three", "number, others and the line", "", ""),
            (
                "all",
                "all four",
                "every cell is out of date",
                f"chosen has just been run, so it is new. But {why}",
            ),
        ),
    )


def _what_the_line_says(told: Told) -> Prediction:
    why = "chosen is new and the other two are old."
    says = f"The line says {told.half_new}, because {why}"
    lines = {
        told.after.line: "running a cell runs those before it",
        told.before.line: "a cell keeps the names it first read",
        told.half_new: "",
    }
    said = tuple(
        (f"line_{at}", line, belief, f"The cell runs on its own and uses what is there. {says}")
        for at, (line, belief) in enumerate(lines.items())
    )
    stop = f"Every name it needs is there, so nothing stops it. {says}"
    choices = (*said, ("error", "an error", "Python notices stale results", stop))
    right = f"line_{list(lines).index(told.half_new)}"
    return word_guess("line_says", "The line will say …", right=right, why=says, choices=choices)


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    rows = "The only row is" if told.rows == 1 else f"All {told.rows:,} rows are"
    return beside(said, excel, python, scope=f"{rows} counted; none is shown.", prediction=asked)


def _excel(formula: Formula, table: str, marks: tuple[Mark, ...] = ()) -> ExcelPane:
    return ExcelPane(formula, (Shown(table, marks),))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))
