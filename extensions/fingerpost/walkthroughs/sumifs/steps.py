"""The steps of a SUMIFS: what each says, and what both sides show."""

from fingerpost.walkthroughs.guesses import number_guess
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import (
    Cell,
    Code,
    ExcelPane,
    Mark,
    Prediction,
    PythonPane,
    Shown,
    Step,
)
from fingerpost.walkthroughs.sumifs import code
from fingerpost.walkthroughs.sumifs.told import Stored, Told, positions
from fingerpost.walkthroughs.words import capital, number_of


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: eight, and one for each trap that would change a number."""
    traps = [_capitals(told)] if told.by_case else []
    traps += [_blanks(told)] if told.everything.blank else []
    return (
        _the_question(told),
        _numbers_as_text(told, told.stored) if told.stored else _excels_habit(told),
        _one_strip(told),
        _all_strips(told),
        _add_up(told),
        _one_each(told),
        _every_group(told),
        *traps,
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    asked = f"How many {told.unit} have {_tests(told)}?"
    if told.adding.add:
        asked = f"What does {told.adding.add} add up to where {_tests(told, ' is ')}?"
    said = Said("The question", f"{asked} You have {number_of(told.came.rows, 'row')} of {told.table}.")
    at = "_as_stored" if told.stored else ""
    excel = ExcelPane(code.of_total(told), (Shown(f"sheet{at}"),))
    return _step(told, said, excel, _python(code.whole_table(told), f"frame{at}"))


def _numbers_as_text(told: Told, stored: Stored) -> Step:
    """Excel's habit where the numbers are text: what it adds up, and what they come to as numbers."""
    add = str(told.adding.add)
    lost = f"{capital(number_of(stored.lost, 'cell'))} that hold no number become blank: count them first."
    said = Said(
        "Numbers as text",
        f"You write SUMIFS, but {add} is text, which it leaves out: over all rows it gives "
        f"{_n(stored.in_excel)}. pandas' sum() would join text end to end. As numbers it is "
        f"{_n(told.everything.in_excel)}.",
        ((lost.replace("hold", "holds").replace("become", "becomes") if stored.lost == 1 else lost),)
        if stored.lost
        else ("Read the file with its numbers as numbers, and there is nothing to mend here.",),
    )
    marks = marked("coerce", range(told.came.rows), "becomes a number", add)
    excel = ExcelPane(code.of_total(told, said="all"), (Shown("sheet_as_stored", marks),))
    return _step(told, said, excel, _python(code.text_to_numbers(told), "frame_as_stored", marks))


def _excels_habit(told: Told) -> Step:
    name = "SUMIFS" if told.adding.add else "COUNTIFS"
    said = Said(
        "Excel's habit",
        f"You write {name}, a range and a word for each test. It gives {_n(told.came.in_excel)}.",
        ("The formula does not show which rows went into it.",),
    )
    seen = marked("match", positions(told.adding.seen(told.sample)), "added")
    excel = ExcelPane(code.of_total(told, said="all"), (Shown("sheet", seen),))
    return _step(told, said, excel, _python(code.whole_table(told), "frame"))


def _one_strip(told: Told) -> Step:
    test = told.adding.first
    rows = positions(test.of(told.sample))
    said = Said(
        "One strip",
        f"A range and its word ask each row a question: is your {test.column} {test.value}? "
        f"{capital(number_of(len(rows), 'row'))} {'says' if len(rows) == 1 else 'say'} True.",
    )
    python = _python(code.first_test(told), "first", marked("match", rows, "True"))
    excel = ExcelPane(code.of_total(told, said="first"), (Shown("sheet"),))
    return _step(told, said, excel, python, asked=_how_many_pass(told))


def _all_strips(told: Told) -> Step:
    count = number_of(told.came.passed, "row")
    if len(told.adding.tests) == 1:
        said = Said(
            "The strip",
            f"There is one test, so the strip is all: {count}. A second would be laid over it with &.",
        )
    else:
        said = Said(
            "Both strips",
            f"& lays one strip over the other: True where both are. {capital(count)} "
            f"{'passes' if told.came.passed == 1 else 'pass'}.",
            ("Each test has its brackets. SUMIFS always means and; for or, Python has |.",),
        )
    python = _python(code.all_tests(told), "answers", marked("match", told.true, "True"))
    return _step(told, said, _excel(told), python)


def _add_up(told: Told) -> Step:
    said = Said(
        "Add up",
        f"loc keeps the True rows of {told.adding.add}, and sum() adds them: {_n(told.came.total)}."
        if told.adding.add
        else f"True counts as 1, so sum() counts the rows: {_n(told.came.total)}.",
        ("Give the strip a name, and you can look at the rows it chose.",),
    )
    python = _python(code.add_up(told), "kept")
    return _step(told, said, _excel(told), python)


def _one_each(told: Told) -> Step:
    labels = len(told.labels)
    said = Said(
        "One formula each",
        f"Next you want it for every {told.adding.first.column}. In Excel you list "
        f"{number_of(labels, 'label')} and drag the formula down beside them.",
        ("A label that is not on your list is not in your table, and nothing tells you.",),
    )
    python = _python(code.whole_table(told), "frame")
    return _step(told, said, _listed(told), python, asked=_groups_add_up(told))


def _every_group(told: Told) -> Step:
    said = Said(
        "Every group at once",
        f"groupby makes the list itself: a group for each {told.adding.first.column} there is. "
        f"Together they come to {_n(told.came.groups)}.",
    )
    return _step(told, said, _listed(told), _python(code.every_group(told), "groups"))


def _capitals(told: Told) -> Step:
    all_rows = told.everything
    said = Said(
        "Capitals",
        f"{'SUMIFS' if told.adding.add else 'COUNTIFS'} takes no notice of capitals, pandas and SQL do: "
        f"over all rows it gives {_n(all_rows.in_excel)}, where they give {_n(all_rows.total)}.",
        (f"Write {told.adding.first.column} in capitals first, if both spellings mean the same.",),
    )
    marks = marked("coerce", told.by_case, "capitals differ", told.adding.first.column)
    excel = ExcelPane(code.of_total(told), (Shown("sheet", marks),))
    return _step(told, said, excel, _python(code.add_up(told), "frame", marks))


def _blanks(told: Told) -> Step:
    all_rows, column = told.everything, told.adding.first.column
    lost = _difference(all_rows.everything, all_rows.groups)
    blank = number_of(all_rows.blank, "row")
    said = Said(
        "Blanks",
        f"{capital(blank)} {'has' if all_rows.blank == 1 else 'have'} no {column}: groupby leaves out {lost} "
        f"of {_n(all_rows.everything)}. dropna=False keeps a group for them.",
        ("Your dragged list has no label for a blank either. In SQL, GROUP BY keeps it anyway.",),
    )
    no_group = positions(told.sample[column].isna().to_numpy())
    excel = ExcelPane(
        code.of_label(told), (Shown("sheet", marked("read", no_group, "in no group")), Shown("list"))
    )
    return _step(told, said, excel, _python(code.every_group(told, keep_blank=True), "groups_with_blank"))


def _your_words(told: Told) -> Step:
    said = Said(
        "Your words",
        f"Now over all rows: {_tests(told, ' is ')} comes to {_n(told.everything.total)}.",
        (
            "For one number: a test in brackets for each criterion, & between them, then sum().",
            "For a table: groupby, and no list to keep up to date.",
            'Try it with another table of the course: walk.sumifs(table, where="…", add="…")',
        ),
    )
    excel = ExcelPane(code.of_total(told), (Shown("excel_meter"),))
    codes = tuple(Code(one.language, one.text) for one in code.add_up(told))
    return _step(told, said, excel, PythonPane(codes, (Shown("meter"),), to_take=True))


def _how_many_pass(told: Told) -> Prediction:
    counts = [len(positions(test.of(told.sample))) for test in told.adding.tests]
    right = told.came.passed
    why = "a row stays if every test says True."
    return number_guess(
        "rows_pass",
        "Rows that pass every test: …" if len(counts) > 1 else "Rows that are added up: …",
        right=right,
        why=why,
        tempting=(
            (counts[0], "only the first test counts", "That is the first test alone."),
            (
                sum(counts) - right if len(counts) > 1 else told.came.rows,
                "and means or",
                "That is or, not and.",
            ),
        ),
        spare=(right + 1, "the heading is counted", "The heading is not a row."),
    )


def _groups_add_up(told: Told) -> Prediction:
    came = told.came
    right, whole = _whole(came.groups), _whole(came.everything)
    why = (
        f"groupby has no group for a blank {told.adding.first.column}, unless you ask for it."
        if came.blank
        else f"every row here has its {told.adding.first.column}."
    )
    return number_guess(
        "groups_add_up",
        "With groupby, the groups will add up to …",
        right=right,
        why=why,
        tempting=(
            (whole, "groupby keeps blanks", "That is the whole table, blanks and all."),
            (_whole(came.total), "groupby keeps the tests", "groupby knows nothing of the tests above."),
        ),
        spare=(right + 1, "groupby adds a total", "groupby adds no row of its own."),
    )


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    scope = rows_shown(told.came.rows, told.everything.rows)
    return beside(said, excel, python, scope=scope, prediction=asked)


def _excel(told: Told) -> ExcelPane:
    marks = marked("match", told.true, "added")
    return ExcelPane(code.of_total(told, said="all"), (Shown("sheet", marks),))


def _listed(told: Told) -> ExcelPane:
    return ExcelPane(code.of_label(told), (Shown("sheet"), Shown("list")))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))


def _tests(told: Told, verb: str = " ") -> str:
    return " and ".join(f"{test.column}{verb}{test.value}" for test in told.adding.tests)


def _difference(whole: Cell, part: Cell) -> str:
    return _n(float(str(whole)) - float(str(part)))


def _whole(number: Cell) -> int:
    return round(float(str(number)))


def _n(number: object) -> str:
    """Return a number with commas, and one decimal only if it has any."""
    value = float(str(number))
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.1f}"
