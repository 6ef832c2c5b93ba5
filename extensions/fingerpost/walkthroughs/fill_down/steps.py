"""The steps of a fill-down: what each says, and what both sides show."""

from fingerpost.walkthroughs.fill_down import code
from fingerpost.walkthroughs.fill_down.told import Told
from fingerpost.walkthroughs.guesses import number_guess, word_guess
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import Code, ExcelPane, Formula, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.words import capital, number_of


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: eight, or seven where no row is blank."""
    trap = (_a_blank(told),) if told.blank else ()
    return (
        _the_question(told),
        _excels_habit(told),
        _the_gap(told),
        _one_line(told),
        _what_stays(told),
        _what_moves(told),
        *trap,
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    work = told.work
    asked = (
        f"How many days is it from each {work.column} to {work.fixed_said}?"
        if work.on_dates
        else f"How far is each {work.column} above or below {work.fixed_said}?"
    )
    said = Said("The question", f"{asked} You have {number_of(told.sums.rows, 'row')} of {told.table}.")
    excel = ExcelPane(Formula(f"{code.fixed_letter(told)}2", work.fixed_said), (Shown("sheet"), _fixed()))
    return _step(told, said, excel, _python(code.whole_table(told), "frame"))


def _excels_habit(told: Told) -> Step:
    fixed = code.fixed_address(told)
    pasted = number_of(told.sums.added, "row")
    later = (
        f" Then {pasted} {'was' if told.sums.added == 1 else 'were'} pasted below." if told.sums.added else ""
    )
    said = Said(
        "Excel's habit",
        f"You type a formula into the first row and drag it down. The dollars hold {fixed} still "
        f"while the other cell moves on.{later}",
    )
    excel = _excel(code.of_row(told, 0), marked("result", range(told.dragged), "", told.work.made))
    return _step(told, said, excel, _python(code.whole_table(told), "frame"), asked=_sum_will_be(told))


def _the_gap(told: Told) -> Step:
    gap = told.sums.added
    short = "has" if gap == 1 else "have"
    said = Said(
        "The gap",
        f"{capital(number_of(gap, 'row'))} {short} no formula. SUM treats an empty cell as nothing: "
        f"it gives {_n(told.sums.dragged)} and leaves out {_left_out(told)}.",
        ("No error, no colour. A number typed over a formula goes just as unnoticed.",),
    )
    if not gap:
        said = Said(
            "The gap",
            "One row, one formula: nothing to miss. When a row is pasted below, it will have none, "
            "and nothing will say so.",
        )
    gaps = marked("error", range(told.dragged, told.sums.rows), "no formula")
    formula = code.of_empty(told) if gap else code.of_sum(told)
    python = _python(code.whole_table(told), "frame")
    return _step(told, said, _excel(formula, gaps), python, asked=_a_blank_gives(told))


def _one_line(told: Told) -> Step:
    said = Said(
        "One line",
        f"In Python a column is one thing. One line works out {told.work.made} for every row, "
        "so none can be missed.",
        ("There is no first cell to copy from, and no cell half-way down that differs.",),
    )
    filled = marked("match", range(told.dragged, told.sums.rows), "filled too")
    excel = _excel(code.of_row(told, 0), marked("read", range(told.dragged, told.sums.rows), "no formula"))
    return _step(told, said, excel, _python(code.whole_column(told), "made", filled))


def _what_stays(told: Told) -> Step:
    work = told.work
    said = Said(
        "What stays",
        f"{code.fixed_address(told)} has become a name: {work.fixed_name}. It is one value, and pandas "
        "uses it for every row.",
        ("Change it at the top and run again: there is no formula to drag.",),
    )
    excel = ExcelPane(code.of_row(told, 0, said="fixed"), (Shown("dragged"), _fixed("read")))
    return _step(told, said, excel, _python(code.whole_column(told, said="fixed"), "made"))


def _what_moves(told: Told) -> Step:
    work = told.work
    moving = code.of_row(told, 0, said="column")
    said = Said(
        "What moves",
        f"The cell that moved down the sheet has become the whole column {work.column}. pandas works it out "
        "row by row for you.",
        ("A column is worked out once. Rows added later have no value until you run the line again.",),
    )
    read = marked("read", range(told.sums.rows), "", work.column)
    python = _python(code.whole_column(told, said="column"), "made", read)
    return _step(told, said, _excel(moving, read), python)


def _a_blank(told: Told) -> Step:
    work, at = told.work, told.blank[0]
    in_excel = work.in_excel(told.sample).iloc[at]
    all_rows = told.everything
    change = in_excel * all_rows.blank
    whole, are = number_of(all_rows.blank, "row"), "is" if all_rows.blank == 1 else "are"
    differs = "Excel's sum would differ by"
    why = "treats a blank as 0, and as a date 0 is in 1900" if work.on_dates else "treats a blank as 0"
    said = Said(
        "A blank",
        f"Excel {why}: the formula gives {_n(in_excel)}. pandas and SQL say not known, and leave it "
        "out of the sum.",
        (f"Over all rows, {whole} {are} blank. With every formula in place {differs} {_n(change)}.",),
    )
    on_sheet = [row for row in told.blank if row < told.dragged]
    excel = _excel(code.of_row(told, at), marked("error", on_sheet, "blank treated as 0"))
    python = _python(code.blank_rows(told), "made", marked("read", told.blank, "not known"))
    return _step(told, said, excel, python)


def _your_words(told: Told) -> Step:
    all_rows = told.everything
    said = Said(
        "Your words",
        f"Now over all rows: {told.work.made} adds up to {_n(all_rows.whole)}.",
        (
            "Name what stays, write one line for what moves, and run it again when rows are added.",
            "Count the blank rows before you add up: .isna().sum().",
            'Try it with another table of the course: walk.fill_down(table, column="…")',
        ),
    )
    excel = ExcelPane(code.of_sum(told, rows=all_rows.rows), (Shown("excel_meter"),))
    codes = tuple(Code(one.language, one.text) for one in code.add_up(told))
    return _step(told, said, excel, PythonPane(codes, (Shown("meter"),), to_take=True))


def _sum_will_be(told: Told) -> Prediction:
    sums = told.sums
    missed = number_of(sums.added, "row")
    why = (
        f"SUM adds what is there, and {missed} {'has' if sums.added == 1 else 'have'} nothing to add."
        if sums.short
        else "every number that counts is there."
    )
    dragged, full = _whole(sums.dragged), _whole(sums.dragged) + _whole(sums.missed)
    return number_guess(
        "sum_is",
        f"SUM below the column {told.work.made} will give …",
        right=dragged,
        why=why,
        tempting=((full, "formulas follow new rows", "It would be, if every row had the formula."),),
        spare=(dragged + 1, "SUM counts the heading", "The heading is text, and SUM leaves text out."),
    )


def _a_blank_gives(told: Told) -> Prediction:
    work = told.work
    why = "nothing can be worked out from a blank, so the answer is blank as well: NaN."
    zero = "as a date that is in 1900" if work.on_dates else "so the fixed value alone is left"
    return word_guess(
        "blank_gives",
        f"A row whose {work.column} is blank gives in pandas …"
        if told.blank
        else f"If a row had a blank {work.column}, pandas would give …",
        right="nan",
        why=why,
        choices=(
            ("zero", "0", "a blank gives 0", f"Nobody knows that it is 0. In pandas {why}"),
            ("nan", "NaN", "", ""),
            (
                "fixed",
                "a number",
                "a blank counts as 0",
                f"That is what Excel does: 0, {zero}. But {why}",
            ),
            ("error", "an error", "a blank stops the column", f"A blank does not stop it: {why}"),
        ),
    )


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    scope = rows_shown(told.sums.rows, told.everything.rows)
    return beside(said, excel, python, scope=scope, prediction=asked)


def _excel(formula: Formula, marks: tuple[Mark, ...] = ()) -> ExcelPane:
    return ExcelPane(formula, (Shown("dragged", marks), _fixed()))


def _fixed(mark: str = "") -> Shown:
    return Shown("fixed", marked("read", ("fixed",), "") if mark else ())


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))


def _left_out(told: Told) -> str:
    missed = _n(told.sums.missed)
    return f"{missed} days" if told.work.on_dates else f"{missed} of {told.work.made}"


def _whole(number: object) -> int:
    return round(float(str(number)))


def _n(number: object) -> str:
    """Return a number with commas, and decimals only if it has them."""
    value = float(str(number))
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.1f}"
