"""The steps of the working days: what each says, and what both sides show."""

from fingerpost.walkthroughs.days import in_words
from fingerpost.walkthroughs.guesses import number_guess
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import Code, ExcelPane, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.words import number_of
from fingerpost.walkthroughs.working_days import code
from fingerpost.walkthroughs.working_days.told import Told


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: seven, and one where a row has no end or ends before it begins."""
    trap = (_cannot_be_counted(told),) if told.everything.blank + told.everything.reversed else ()
    return (
        _the_question(told),
        _excels_habit(told),
        *trap,
        _calendar_days(told),
        _weekdays(told),
        _both_ends(told),
        _bank_holidays(told),
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    columns = told.columns
    said = Said(
        "The question",
        f"How many took more than {columns.limit} working days from {columns.start} to {columns.end}? "
        f"You have {number_of(len(told.sample), 'row')} of {told.table}.",
    )
    excel = ExcelPane(code.of_networkdays(told), (Shown("sheet"),))
    python = _python(code.whole_table(told), "frame")
    return _step(told, said, excel, python, asked=_over_in_calendar_days(told))


def _excels_habit(told: Told) -> Step:
    said = Said(
        "Excel's habit",
        "NETWORKDAYS counts Monday to Friday, the first and last days included, and leaves out the bank "
        "holidays on a list that you keep.",
        ("A list that ends last year leaves out none of this year's, without a warning.",),
    )
    return _step(told, said, _excel(told), _python(code.whole_table(told), "frame"))


def _cannot_be_counted(told: Told) -> Step:
    all_rows = told.everything
    parts = []
    if all_rows.blank:
        parts.append(f"{number_of(all_rows.blank, 'row')} {_has(all_rows.blank)} no first or last day")
    if all_rows.reversed:
        ends = "ends before it begins" if all_rows.reversed == 1 else "end before they begin"
        parts.append(f"{number_of(all_rows.reversed, 'row')} {ends}")
    said = Said(
        "Cannot be counted",
        f"Over all rows {' and '.join(parts)}. first <= last keeps the others: a blank is neither "
        "before nor after.",
        (
            (
                "NETWORKDAYS takes a blank last day for day 0 of 1900, and gives a large negative number. "
                "numpy stops with an error, which is kinder."
            ),
        ),
    )
    others = [at for at in range(len(told.sample)) if at not in told.spans.done]
    marks = marked("drop", others, "not counted")
    python = _python(code.calendar(told), "frame", marks)
    return _step(told, said, _excel(told, marks), python)


def _calendar_days(told: Told) -> Step:
    spans, limit = told.spans, told.columns.limit
    said = Said(
        "Calendar days",
        f"Last less first gives calendar days: {number_of(told.over(spans.calendar), 'row')} over {limit}. "
        f"{limit} working days are about {limit / 5:.0f} weeks, not {limit / 7:.0f}.",
    )
    over = spans.done[spans.calendar > limit].tolist()
    marks = marked("error", over, f"over {limit}", code.WORKING)
    return _step(told, said, _excel(told), _python(code.calendar(told), "calendar", marks))


def _weekdays(told: Told) -> Step:
    said = Said(
        "Weekdays",
        "busday_count leaves weekends out. It counts from the first day up to the last, and the last is not "
        "counted: so Python counts everywhere.",
    )
    python = _python(code.without_end(told), "without_end")
    return _step(told, said, _excel(told), python, asked=_first_row_by_numpy(told))


def _both_ends(told: Told) -> Step:
    spans = told.spans
    differ = spans.done[spans.without_end != spans.weekdays].tolist()
    said = Said(
        "Both ends",
        "last + 1 counts the last day too, as NETWORKDAYS does. "
        f"It changes {number_of(len(differ), 'row')}: those that end on a weekday.",
        ("Ask which your indicator means: “within 45 working days” may count the first day as 0 or as 1.",),
    )
    marks = marked("match", differ, "one more", code.WORKING)
    return _step(told, said, _excel(told), _python(code.weekdays(told), "weekdays", marks))


def _bank_holidays(told: Told) -> Step:
    changed = told.by_holidays
    all_rows = told.everything
    moved = told.over(all_rows.weekdays) - told.over(all_rows.working)
    listed = told.holidays
    which = f", from {in_words(listed[0])}" if listed else ""
    said = Said(
        "Bank holidays",
        f"England has {number_of(len(listed), 'bank holiday')} in these days{which}: "
        f"{number_of(len(changed), 'row')} {'counts' if len(changed) == 1 else 'count'} fewer days. "
        "Over all rows "
        f"{number_of(moved, 'row')} {'is' if moved == 1 else 'are'} no longer over {told.columns.limit}.",
        ("Wales, Scotland and Northern Ireland have others. The warehouse has England's in ref.calendar.",),
    )
    marks = marked("match", changed, "fewer", code.WORKING)
    return _step(told, said, _excel(told), _python(code.working(told), "working", marks))


def _your_words(told: Told) -> Step:
    all_rows = told.everything
    said = Said(
        "Your words",
        f"Now over all rows: {told.over(all_rows.working):,} of {len(all_rows.done):,} that can be "
        "counted took more "
        f"than {told.columns.limit} working days.",
        (
            "Say which days count, both ends or one, and whose bank holidays; write it beside the number.",
            "Count the rows that cannot be counted. An open one is not in time: it is open.",
            'Try it with another table of the course: walk.working_days(table, start="…", end="…")',
        ),
    )
    excel = ExcelPane(code.of_networkdays(told), (Shown("excel_meter"),))
    python = PythonPane(code.working(told, said=False), (Shown("meter"),), to_take=True)
    return _step(told, said, excel, python)


def _over_in_calendar_days(told: Told) -> Prediction:
    spans, limit = told.spans, told.columns.limit
    right, tempting = told.over(spans.working), told.over(spans.calendar)
    return number_guess(
        "over_limit",
        f"How many of these rows are over {limit} working days?",
        right=right,
        why="weekends, and bank holidays, are not counted.",
        tempting=(
            (tempting, "working days are days", f"That many are over {limit} calendar days."),
            (len(told.sample) - right, "open rows are late", "Rows that cannot be counted are neither."),
        ),
        spare=(right + 1, "open rows are late", "A row without a last day is not late: it is open."),
    )


def _first_row_by_numpy(told: Told) -> Prediction:
    spans = told.spans
    first, weekdays = int(spans.without_end[0]), int(spans.weekdays[0])
    row = spans.done[0]
    span = f"{in_words(spans.start.iloc[row])} to {in_words(spans.end.iloc[row])}"
    return number_guess(
        "by_numpy",
        f"{span}: NETWORKDAYS without a list gives {weekdays}. busday_count gives …",
        right=first,
        why="the last day is not counted."
        if first != weekdays
        else "the last day is on a weekend, so leaving it out changes nothing.",
        tempting=(
            (weekdays, "numpy counts both ends", "Both ends would be counted, but"),
            (int(spans.calendar[0]), "busday_count counts days", "Those are calendar days, but"),
        ),
        spare=(first + 1, "numpy counts a day more", "No day is counted twice:"),
    )


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    scope = rows_shown(len(told.sample), len(told.everything.start))
    return beside(said, excel, python, scope=scope, prediction=asked)


def _excel(told: Told, marks: tuple[Mark, ...] = ()) -> ExcelPane:
    return ExcelPane(code.of_networkdays(told), (Shown("networkdays", marks), Shown("holidays")))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))
