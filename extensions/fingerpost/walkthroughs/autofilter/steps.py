"""The steps of a filter: what both sides show, and what each step marks."""

from fingerpost.walkthroughs.asked import Test
from fingerpost.walkthroughs.autofilter import code, sentences
from fingerpost.walkthroughs.autofilter.predictions import add_up_to, rows_that_survive
from fingerpost.walkthroughs.autofilter.tables import ANSWER
from fingerpost.walkthroughs.autofilter.told import AsText, Told
from fingerpost.walkthroughs.said import Said, beside, marked
from fingerpost.walkthroughs.scene import (
    Code,
    ExcelPane,
    Mark,
    Prediction,
    PythonPane,
    Shown,
    Step,
)


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: seven, one for a second test, one for a trap: text or another spelling."""
    second = (_two_tests(told, told.second),) if told.second else ()
    trap = (_written_otherwise(told),) if told.everything.otherwise else ()
    trap = (_numbers_as_text(told, told.as_text),) if told.as_text else trap
    return (
        _the_question(told),
        _excels_habit(told),
        _the_test(told),
        _true_or_false(told),
        _keep(told),
        _others(told),
        *second,
        *trap,
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    excel = ExcelPane(code.of_heading(told), (Shown("sheet"),))
    return _step(told, sentences.the_question(told), excel, _python(code.whole_table(told), "frame"))


def _excels_habit(told: Told) -> Step:
    python = _python(code.whole_table(told), "frame")
    return _step(told, sentences.excels_habit(told), _filtered(told), python)


def _the_test(told: Told) -> Step:
    asked = marked("read", range(len(told.sample)), "", told.first.column)
    python = _python(code.the_test(told), "frame", asked)
    said = sentences.the_test(told)
    return _step(told, said, _filtered(told), python, prediction=rows_that_survive(told))


def _true_or_false(told: Told) -> Step:
    marks = (*marked("match", told.true, "True", ANSWER), *marked("read", told.blank, "blank", ANSWER))
    return _step(
        told, sentences.true_or_false(told), _filtered(told), _python(code.the_test(told), "answers", marks)
    )


def _keep(told: Told) -> Step:
    python = _python(code.keep(told), "kept")
    return _step(told, sentences.keep(told), _filtered(told), python, prediction=add_up_to(told))


def _others(told: Told) -> Step:
    blank = marked("read", told.blank, "blank")
    return _step(
        told, sentences.others(told), _filtered(told), _python(code.keep_others(told), "others", blank)
    )


def _two_tests(told: Told, second: Test) -> Step:
    both = marked("match", told.both, "passes both")
    excel = ExcelPane(code.of_seen(told), (Shown("sheet", both),))
    return _step(
        told, sentences.two_tests(told, second), excel, _python(code.keep_both(told, second), "both")
    )


def _written_otherwise(told: Told) -> Step:
    marks = marked("coerce", told.otherwise, "spelt differently", told.first.column)
    excel = ExcelPane(code.of_seen(told), (Shown("sheet", marks),))
    python = _python(code.keep_otherwise(told), "otherwise", marks)
    return _step(told, sentences.written_otherwise(told), excel, python)


def _numbers_as_text(told: Told, as_text: AsText) -> Step:
    said = sentences.numbers_as_text(told, as_text)
    if as_text.more:
        more = marked("match", told.more, f"more than {told.first.value}", told.first.column)
        excel = ExcelPane(code.of_seen(told), (Shown("in_text_order", more),))
        return _step(told, said, excel, _python(code.more_than(told), "more"))
    found = marked("match", told.true, "found", told.first.column)
    excel = ExcelPane(code.of_seen(told), (Shown("sheet", found),))
    return _step(told, said, excel, _python(code.keep(told), "frame", found))


def _your_words(told: Told) -> Step:
    excel = ExcelPane(code.of_seen(told, rows=told.everything.rows), (Shown("excel_meter"),))
    python = PythonPane(code.take_away(told), (Shown("meter"),), to_take=True)
    return _step(told, sentences.your_words(told), excel, python)


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, prediction: Prediction | None = None
) -> Step:
    return beside(said, excel, python, scope=sentences.scope(told), prediction=prediction)


def _filtered(told: Told) -> ExcelPane:
    """Return the sheet under its filter."""
    return ExcelPane(code.of_seen(told), (Shown("sheet", marked("drop", told.hidden, "hidden")),))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))
