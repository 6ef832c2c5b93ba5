"""The steps of the blanks: what each says, and what both sides show."""

from fingerpost.walkthroughs.blanks import code
from fingerpost.walkthroughs.blanks.told import EMPTY, FILLED, NOTHING, SPACES, WORD, ZERO, Told
from fingerpost.walkthroughs.guesses import number_guess
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import Code, ExcelPane, Formula, Mark, Prediction, PythonPane, Shown, Step
from fingerpost.walkthroughs.words import capital, number_of

_BLANKS = (EMPTY, NOTHING, SPACES, WORD)


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: seven for numbers; six for text, and one for each kind of blank it has."""
    counts = told.everything
    traps = [_looks_empty(told)] if counts[NOTHING] + counts[SPACES] else []
    traps += [_words(told)] if counts[WORD] else []
    ends = (_one_kind(told),) if told.is_text else (_zero(told), _made_zero(told))
    return (
        _the_question(told),
        _excels_habit(told),
        _is_missing(told),
        _nothing_equals(told),
        *traps,
        *ends,
        _your_words(told),
    )


def _the_question(told: Told) -> Step:
    said = Said(
        "The question",
        f"How many rows have no {told.column}? You have {number_of(len(told.sample), 'row')} of "
        f"{told.table}.",
        ("Text of nothing and spaces are drawn in quotes here; on a real sheet they look empty.",)
        if told.is_text
        else (),
    )
    excel = ExcelPane(code.of_count(told), (Shown("sheet"),))
    return _step(told, said, excel, _python(code.whole_table(told), "frame"))


def _excels_habit(told: Told) -> Step:
    counts = told.counts
    said = Said(
        "Excel's habit",
        f"COUNTBLANK gives {counts[EMPTY] + counts[NOTHING]}: empty cells, and cells whose formula "
        "gives text of "
        "nothing. COUNTA calls those filled.",
        ("The two do not add up to the number of rows.",) if counts[NOTHING] else (),
    )
    blank = marked("read", told.rows(EMPTY, NOTHING), "counted", told.column)
    excel = ExcelPane(code.of_count(told), (Shown("sheet", blank),))
    python = _python(code.whole_table(told), "frame")
    return _step(told, said, excel, python, asked=_how_many_missing(told))


def _is_missing(told: Told) -> Step:
    number = number_of(told.counts[EMPTY], "cell")
    said = Said(
        "Missing",
        f"isna() asks: is nothing there at all? {capital(number)} "
        f"{'says' if told.counts[EMPTY] == 1 else 'say'} "
        "yes. SQL calls them NULL.",
    )
    marks = marked("read", told.rows(EMPTY), "missing", told.column)
    python = _python(code.is_missing(told), "frame", marks)
    return _step(told, said, _excel(told), python, asked=_how_many_equal(told))


def _nothing_equals(told: Told) -> Step:
    said = Said(
        "Nothing equals a blank",
        "== None finds no row, and = NULL finds none in SQL: a blank is not known, and what is not known "
        "equals nothing, not even another blank.",
        ("No error tells you. Ask isna(), or IS NULL.",),
    )
    marks = marked("drop", told.rows(EMPTY), "not found", told.column)
    return _step(told, said, _excel(told), _python(code.equals_none(told), "frame", marks))


def _looks_empty(told: Told) -> Step:
    counts = told.everything
    number = number_of(counts[NOTHING] + counts[SPACES], "cell")
    said = Said(
        "Looks empty",
        f"Over all rows {number} {'holds' if counts[NOTHING] + counts[SPACES] == 1 else 'hold'} text of "
        "nothing, or "
        "spaces. They look empty, and isna() says they are not.",
        (f"COUNTBLANK sees {counts[NOTHING]} of them. strip takes the spaces off first.",),
    )
    marks = marked("coerce", told.rows(NOTHING, SPACES), "looks empty", told.column)
    return _step(told, said, _excel(told, marks), _python(code.looks_empty(told), "frame", marks))


def _words(told: Told) -> Step:
    count = told.everything[WORD]
    said = Said(
        "Words for nothing",
        f"{', '.join(told.words)}: over all rows {number_of(count, 'cell')} "
        f"{'says' if count == 1 else 'say'} in "
        "words that there is nothing to say. To every program that is text like any other.",
        ("Only you know which words mean nothing here: list them.",),
    )
    marks = marked("coerce", told.rows(WORD), "a word", told.column)
    return _step(told, said, _excel(told, marks), _python(code.words_for_nothing(told), "frame", marks))


def _one_kind(told: Told) -> Step:
    number = number_of(sum(told.counts[kind] for kind in _BLANKS), "cell")
    zero = ("0 stays as it is: an answer, not a blank.",) if told.counts[ZERO] else ()
    said = Said(
        "One kind",
        f"Make all of them one kind, once, at the top: {number} here "
        f"{'is' if number == 'one cell' else 'are'} "
        "missing now, and every later step counts them alike.",
        zero,
    )
    marks = marked("match", told.rows(*_BLANKS), "missing", "clean")
    return _step(told, said, _excel(told), _python(code.one_kind(told), "cleaned", marks))


def _zero(told: Told) -> Step:
    count = told.counts[ZERO]
    zeros = f"{capital(number_of(count, 'cell'))} {'holds' if count == 1 else 'hold'} 0: that is"
    said = Said(
        "Zero",
        f"{zeros if count else '0 would be'} an answer. AVERAGE and mean() count a 0 and leave a blank out.",
    )
    marks = marked("match", told.rows(ZERO, FILLED), "counted", told.column)
    excel = ExcelPane(code.of_count(told, "AVERAGE"), (Shown("sheet", marks),))
    return _step(told, said, excel, _python(code.averages(told, zeros=False), "frame", marks))


def _made_zero(told: Told) -> Step:
    said = Said(
        "Blanks made 0",
        f"fillna(0) says that every blank is none. Over all rows the mean goes from {told.mean:,.1f} to "
        f"{told.mean_with_zeros:,.1f}.",
        ("Fill with 0 only where a blank means none, and write down that you did.",),
    )
    marks = marked("coerce", told.rows(EMPTY), "made 0", told.column)
    return _step(told, said, _excel(told), _python(code.averages(told, zeros=True), "frame", marks))


def _your_words(told: Told) -> Step:
    counts = told.everything
    blank = sum(counts[kind] for kind in _BLANKS)
    said = Said(
        "Your words",
        f"Now over all rows: {blank:,} {'says' if blank == 1 else 'say'} nothing, and isna() alone "
        "would find "
        f"{counts[EMPTY]:,}.",
        (
            "Ask isna(), never == None. Strip, list the words, make one kind of blank.",
            "Ask whoever fills the form in what an empty box means: none, not known, or not asked.",
            'Try it with another table of the course: walk.blanks(table, column="…")',
        ),
    )
    excel = ExcelPane(code.of_count(told), (Shown("excel_meter"),))
    python = PythonPane(code.take_away(told), (Shown("meter"),), to_take=True)
    return _step(told, said, excel, python)


def _how_many_missing(told: Told) -> Prediction:
    counts = told.counts
    return number_guess(
        "missing",
        f"How many cells of {told.column} does pandas call missing?",
        right=counts[EMPTY],
        why="missing is a cell with nothing in it, and empty text is text.",
        tempting=(
            (counts[EMPTY] + counts[NOTHING], "isna is COUNTBLANK", "That is COUNTBLANK."),
            (
                sum(counts[kind] for kind in _BLANKS),
                "pandas knows what looks blank",
                "That is what a person sees.",
            ),
            (counts[EMPTY] + counts[ZERO], "0 is a blank", "0 is an answer."),
        ),
        spare=(counts[EMPTY] + 1, "headings are a row", "No heading is counted."),
    )


def _how_many_equal(told: Told) -> Prediction:
    empty = told.counts[EMPTY]
    return number_guess(
        "equal_none",
        f"How many rows does {told.table}[…] == None find?",
        right=0,
        why="nothing equals a blank.",
        tempting=((empty, "a blank equals a blank", "So many are blank, but"),),
        spare=(1, "a blank equals a blank", "None here is blank, and"),
    )


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    scope = rows_shown(len(told.sample), sum(told.everything.values()))
    return beside(said, excel, python, scope=scope, prediction=asked)


def _excel(told: Told, marks: tuple[Mark, ...] = (), formula: Formula | None = None) -> ExcelPane:
    return ExcelPane(formula or code.of_count(told), (Shown("sheet", marks),))


def _python(codes: tuple[Code, ...], table: str, marks: tuple[Mark, ...] = ()) -> PythonPane:
    return PythonPane(codes, (Shown(table, marks),))
