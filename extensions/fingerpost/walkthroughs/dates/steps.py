"""The steps of the dates: what each says, and what both sides show."""

from fingerpost.walkthroughs.dates import code
from fingerpost.walkthroughs.dates.told import Told
from fingerpost.walkthroughs.days import in_words, serial
from fingerpost.walkthroughs.guesses import number_guess
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import Code, ExcelPane, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.words import number_of


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: seven, and one where the dates are text."""
    return (
        _the_question(told),
        _a_number(told),
        *((_text(told),) if told.written else ()),
        _days(told),
        _year_less_year(told),
        _by_length(told),
        _whole_years(told),
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    said = Said(
        "The question",
        f"How many whole years is it from each {told.column} to {in_words(told.on)}? "
        f"You have {number_of(len(told.sample), 'row')} of {told.table}.",
    )
    excel = ExcelPane(code.of_date(told, _first_shown(told)), (Shown("sheet"), Shown("fixed")))
    return _step(told, said, excel, _python(code.whole_table(told), "frame"))


def _a_number(told: Told) -> Step:
    first = told.ways.born.dropna().iloc[0]
    said = Said(
        "A number",
        f"Give the cells the format General, and dates turn into numbers: {in_words(first)} is "
        f"{serial(first):,}. "
        "Excel counts days, and draws them as dates.",
        (
            (
                "A date that stays as it is under General is text: it is left-aligned, and nothing can be "
                "counted from it."
            ),
        ),
    )
    excel = ExcelPane(code.of_date(told, str(serial(first))), (Shown("serials"), Shown("fixed_serial")))
    return _step(told, said, excel, _python(code.whole_table(told), "frame"))


def _text(told: Told) -> Step:
    said = Said(
        "Text or dates",
        f"Here {told.column} is text in pandas, and text sorts by its first figures. to_datetime makes "
        "dates of "
        f"it; the format {told.written} says what comes first.",
        ("Without a format pandas would guess, and may take the month first.",),
    )
    return _step(told, said, _excel(told, "days"), _python(code.as_dates(told), "born"))


def _days(told: Told) -> Step:
    said = Said(
        "Days",
        "So a difference is a subtraction, in Excel as in Python: the days between.",
        ("In pandas the answer is a length of time; .dt.days gives the number in it.",),
    )
    return _step(
        told, said, _excel(told, "days"), _python(code.days(told), "days"), asked=_one_too_many(told)
    )


def _year_less_year(told: Told) -> Step:
    ways = told.ways
    wrong = ways.wrong(ways.year_less_year)
    said = Said(
        "Year minus year",
        f"Year minus year is one too many in {number_of(len(wrong), 'row')}: that year's day is still "
        "to come.",
        ("It is right for all only on 31 December.",),
    )
    marks = marked("error", wrong, "one too many", code.AGE)
    python = _python(code.year_less_year(told), "year_less_year", marks)
    return _step(told, said, _excel(told, "year_less_year"), python, asked=_by_length_wrong(told))


def _by_length(told: Told) -> Step:
    ways, everything = told.ways, told.everything
    wrong = ways.wrong(ways.by_length)
    all_wrong = len(everything.wrong(everything.by_length))
    said = Said(
        "Days by 365.25",
        f"No year has 365.25 days. Here {number_of(len(wrong), 'row')} "
        f"{'comes' if len(wrong) == 1 else 'come'} out "
        f"wrong, over all rows {number_of(all_wrong, 'row')}: those whose day is near "
        f"{in_words(told.on)[:-5]}.",
        ("Near a birthday is exactly where it matters: 16 or 17, 17 or 18.",),
    )
    marks = marked("error", wrong, "wrong", code.AGE)
    python = _python(code.by_length(told), "by_length", marks)
    return _step(told, said, _excel(told, "by_length"), python)


def _whole_years(told: Told) -> Step:
    said = Said(
        "Whole years",
        "Take year minus year, and one less where the day is still to come. month * 100 + day puts "
        "the days of a year in order.",
        (
            (
                "It is what DATEDIF with “y” gives. Someone born on 29 February is a year older on 1 March, "
                "where there is no 29th; DuckDB's datesub says 28 February."
            ),
        ),
    )
    born = told.ways.born
    later = [
        at
        for at, day in enumerate(born)
        if day.month * 100 + day.day > told.on.month * 100 + told.on.day  # a blank day compares as False
    ]
    marks = marked("match", later, "still to come", code.AGE)
    return _step(told, said, _excel(told, "age"), _python(code.whole_years(told), "age", marks))


def _your_words(told: Told) -> Step:
    everything = told.everything
    said = Said(
        "Your words",
        "Now over all rows: year minus year is wrong for "
        f"{len(everything.wrong(everything.year_less_year)):,} of "
        f"{len(everything.born):,}.",
        (
            "Say the day you count to, and write it at the top; TODAY() gives another answer tomorrow.",
            "Make dates when you read the file, with their format; then count in days or in whole years.",
            'Try it with another table of the course: walk.dates(table, column="…")',
        ),
    )
    excel = ExcelPane(code.of_way(told, "age"), (Shown("excel_meter"),))
    python = PythonPane(code.whole_years(told, said=False), (Shown("meter"),), to_take=True)
    return _step(told, said, excel, python)


def _one_too_many(told: Told) -> Prediction:
    wrong = len(told.ways.wrong(told.ways.year_less_year))
    filled = int(told.ways.born.notna().sum())
    return number_guess(
        "one_too_many",
        f"YEAR minus YEAR, on {in_words(told.on)}: in how many rows is it one too many?",
        right=wrong,
        why=f"those whose day comes after {in_words(told.on)[:-5]}.",
        tempting=(
            (0, "years are whole", "A year is not over before its day has come."),
            (filled - wrong, "the birthday has to be past", "Past is right; still to come is too many."),
        ),
        spare=(wrong + 1, "years are whole", "Count those whose day is still to come."),
    )


def _by_length_wrong(told: Told) -> Prediction:
    ways = told.ways
    wrong = len(ways.wrong(ways.by_length))
    return number_guess(
        "by_length_wrong",
        "Days by 365.25, rounded down: how many rows are wrong?",
        right=wrong,
        why="years have 365 or 366 days, so only a day close to the one counted to can tip over.",
        tempting=(
            (0, "a year has 365.25 days", "No year has."),
            (len(ways.wrong(ways.year_less_year)), "every short cut fails alike", "That is year minus year."),
        ),
        spare=(wrong + 1, "a mean length is always wrong", "For most days it comes out right."),
    )


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    scope = rows_shown(len(told.sample), len(told.everything.born))
    return beside(said, excel, python, scope=scope, prediction=asked)


def _excel(told: Told, way: str) -> ExcelPane:
    return ExcelPane(code.of_way(told, way), (Shown("sheet"), Shown("fixed")))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))


def _first_shown(told: Told) -> str:
    return f"{told.ways.born.dropna().iloc[0]:%d/%m/%Y}"
