"""The eight steps of a pivot: what both sides show, and what each step marks."""

from fingerpost.walkthroughs.drawn import LETTERS, row_id
from fingerpost.walkthroughs.pivot import code, sentences
from fingerpost.walkthroughs.pivot.predictions import adds_up_to_things, adds_up_to_total
from fingerpost.walkthroughs.pivot.tables import BLANK, SUM, first_number, pile_id
from fingerpost.walkthroughs.pivot.told import Told
from fingerpost.walkthroughs.said import Said, beside
from fingerpost.walkthroughs.scene import ExcelPane, Formula, Mark, Prediction, PythonPane, Shown, Step


def eight_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps of the walkthrough, in order: one more where labels look alike or numbers are text."""
    trap = (_labels_alike(told),) if told.tells_alike else ()
    return (
        _the_question(told),
        _excels_habit(told),
        _piles(told),
        _code_so_far(told),
        _count_rows(told),
        _the_blank_pile(told),
        _rows_or_things(told),
        *trap,
        _your_words(told),
        *((_numbers_as_text(told),) if told.total_as_numbers is not None else ()),
    )


def _the_question(told: Told) -> Step:
    excel = ExcelPane(code.of_heading(told.layout, told.words), (Shown("sheet"),))
    python = PythonPane(code.whole_table(code.names_of(told.words)), (Shown("frame"),))
    return _step(told, sentences.the_question(told), excel, python)


def _excels_habit(told: Told) -> Step:
    numbers = Mark("result", (*_line_ids(told), SUM), (f"Count of {told.words.count}",))
    excel = _excel(told, code.of_number(told.layout, told.counts.lines[0].count), pivot=(numbers,))
    python = PythonPane(code.whole_table(code.names_of(told.words)), (Shown("frame"),))
    return _step(told, sentences.excels_habit(told), excel, python)


def _piles(told: Told) -> Step:
    excel = _excel(told, code.of_count(told.layout, piles_only=True), sheet=_pile_marks(told))
    python = PythonPane(code.whole_table(code.names_of(told.words)), (_piles_shown(told),))
    return _step(told, sentences.piles(told), excel, python)


def _code_so_far(told: Told) -> Step:
    excel = _excel(told, code.of_count(told.layout, piles_only=True), sheet=_pile_marks(told))
    python = PythonPane(code.piles_only(code.names_of(told.words)), (_piles_shown(told),))
    return _step(told, sentences.code_so_far(told), excel, python, prediction=adds_up_to_total(told))


def _count_rows(told: Told) -> Step:
    total = Mark("read" if told.counts.blanks else "match", (SUM,))
    left_out = tuple(Mark("drop", (row_id(at),), word="left out") for at in told.waiting)
    excel = _excel(told, code.of_count(told.layout), sheet=left_out, pivot=(total,))
    shown = Shown("size", (total, *left_out), waiting=_ids(told.waiting), waiting_word=told.words.piled.blank)
    python = PythonPane(code.count_rows(code.names_of(told.words)), (shown,))
    return _step(told, sentences.count_rows(told), excel, python)


def _the_blank_pile(told: Told) -> Step:
    total = Mark("match", (SUM,))
    blank = tuple(Mark("group", (BLANK,), letter=_blank_letter(told)) for _ in told.waiting[:1])
    on_sheet = tuple(Mark("group", (row_id(at),), letter=_blank_letter(told)) for at in told.waiting)
    excel = _excel(told, code.of_blanks(told.layout), sheet=on_sheet, pivot=(total,))
    python = PythonPane(
        code.count_rows_with_blank(code.names_of(told.words)),
        (Shown("size_with_blank", (*blank, total)),),
        together=True,
    )
    return _step(told, sentences.the_blank_pile(told), excel, python)


def _rows_or_things(told: Told) -> Step:
    words = told.words
    star = told.star.members if told.star else ()
    word = f"same {words.counted.one}"
    on_sheet = tuple(Mark("duplicate", _ids(star), (words.count,), word=word) for _ in star[:1])
    same = tuple(Mark("duplicate", _ids(star), word=word) for _ in star[:1])
    fell = tuple(pile_id(at, pile) for at, pile in enumerate(told.counts.piles) if pile.distinct < pile.rows)
    numbers = tuple(Mark("result", fell, (words.counted.heading,)) for _ in fell[:1])
    excel = _excel(told, code.of_distinct(told.layout), sheet=on_sheet)
    python = PythonPane(
        code.count_distinct(code.names_of(words)), (Shown("piles_counted", (*same, *numbers)),)
    )
    return _step(told, sentences.rows_or_things(told), excel, python, prediction=adds_up_to_things(told))


def _labels_alike(told: Told) -> Step:
    number = code.of_number(told.layout, first_number(told.everything))
    marks = tuple(Mark("coerce", (f"alike-{at}",)) for at in range(len(told.alike[:1])))
    excel = ExcelPane(number, (Shown("pivot_over_all"),), fields=_fields(told))
    python = PythonPane(code.count_alike(code.names_of(told.words)), (Shown("alike", marks),))
    return _step(told, sentences.labels_alike(told), excel, python, last=True)


def _numbers_as_text(told: Told) -> Step:
    marks = (
        Mark("coerce", _ids(tuple(range(told.counts.rows))), (told.words.count,), word="becomes a number"),
    )
    excel = ExcelPane(
        code.of_heading(told.layout, told.words),
        (Shown("sheet", marks),),
        fields=(("Rows", told.words.rows), ("Values", f"Sum of {told.words.count}: 0")),
    )
    python = PythonPane(code.text_to_numbers(told.words), (Shown("frame", marks),))
    return _step(told, sentences.numbers_as_text(told), excel, python)


def _your_words(told: Told) -> Step:
    fields = (("Rows", told.words.rows), ("Values", f"Count, Distinct Count of {told.words.count}"))
    number = code.of_number(told.layout, first_number(told.everything))
    excel = ExcelPane(number, (Shown("pivot_over_all"),), fields=fields)
    python = PythonPane(code.take_away(code.names_of(told.words)), (Shown("result"),), to_take=True)
    return _step(told, sentences.your_words(told), excel, python, last=True)


def _step(
    told: Told,
    said: Said,
    excel: ExcelPane,
    python: PythonPane,
    *,
    prediction: Prediction | None = None,
    last: bool = False,
) -> Step:
    return beside(said, excel, python, scope=sentences.scope(told, last=last), prediction=prediction)


def _excel(
    told: Told, formula: Formula, *, sheet: tuple[Mark, ...] = (), pivot: tuple[Mark, ...] = ()
) -> ExcelPane:
    return ExcelPane(formula, (Shown("sheet", sheet), Shown("pivot", pivot)), fields=_fields(told))


def _fields(told: Told) -> tuple[tuple[str, str], ...]:
    return (("Rows", told.words.rows), ("Values", f"Count of {told.words.count}"))


def _piles_shown(told: Told) -> Shown:
    """Return the piles with their letters, and the rows that wait at the side."""
    marks = tuple(
        Mark("group", (pile_id(at, pile),), letter=LETTERS[at]) for at, pile in enumerate(told.counts.named)
    )
    wait = tuple(Mark("read", (row_id(at),), word="waiting") for at in told.waiting)
    return Shown("piles", (*marks, *wait), waiting=_ids(told.waiting), waiting_word=told.words.piled.blank)


def _pile_marks(told: Told) -> tuple[Mark, ...]:
    """Return the same letters on the sheet's rows."""
    marks = tuple(
        Mark("group", _ids(pile.members), letter=LETTERS[at]) for at, pile in enumerate(told.counts.named)
    )
    return (*marks, *(Mark("read", (row_id(at),), word="waiting") for at in told.waiting))


def _blank_letter(told: Told) -> str:
    return LETTERS[len(told.counts.named)]


def _line_ids(told: Told) -> tuple[str, ...]:
    return tuple(f"line-{at}" for at in range(len(told.counts.lines)))


def _ids(members: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(row_id(at) for at in members)
