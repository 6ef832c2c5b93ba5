"""The steps of an explained formula: its parts in one row, every row, both languages, proof, traps."""

from collections.abc import Iterator

from fingerpost.formulas.explaining import Translation
from fingerpost.formulas.interpreter import Step as Traced
from fingerpost.formulas.values import ExcelError
from fingerpost.walkthroughs.explain import sentences
from fingerpost.walkthroughs.explain.tables import column_name, row_id
from fingerpost.walkthroughs.explain.told import RESULT, Told
from fingerpost.walkthroughs.said import Said
from fingerpost.walkthroughs.scene import (
    Code,
    ExcelPane,
    Formula,
    Mark,
    MarkKind,
    PythonPane,
    Shown,
    Span,
    Step,
)

_MOST_PARTS = 14  # steps told of one row; a longer formula's first ones
_WHOLE = (Code("pandas", "table"), Code("sql", "FROM data"))
_MARKS: dict[str, MarkKind] = {
    "read": "read",
    "match": "match",
    "coerce": "coerce",
    "error": "error",
    "result": "result",
}


def all_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order."""
    return (
        _question(told),
        *_parts(told),
        *_rows(told),
        _in_code(told),
        *_plain(told),
        _proof(told),
        _traps(told),
        _take_away(told),
    )


def _step(told: Told, said: Said, excel: ExcelPane, python: PythonPane) -> Step:
    return Step(said.name, said.sentence, excel, python, sentences.scope(told), notes=said.notes)


def _bar(told: Told, row: int, *spans: Span) -> Formula:
    return Formula(told.where(row), told.text_in(row), spans)


def _first(told: Told) -> int:
    return told.explanation.filled.first_row


def _question(told: Told) -> Step:
    excel = ExcelPane(_bar(told, _first(told)), (Shown("sheet"),))
    return _step(told, sentences.question(told), excel, PythonPane(_WHOLE, (Shown("frame"),)))


def _parts(told: Told) -> Iterator[Step]:
    """Give one step for each thing that happened in the first row."""
    row = _first(told)
    traced = told.explanation.traces.get(row, ())[:_MOST_PARTS]
    for one in traced:
        span = (one.start + told.shift, one.stop + told.shift)
        marks = _marks(told, one)
        excel = ExcelPane(_bar(told, row, span), (Shown("sheet", marks),))
        said = sentences.part(told, one, row)
        yield _step(told, said, excel, PythonPane(_WHOLE, (Shown("frame", _same_rows(marks)),)))


def _marks(told: Told, one: Traced) -> tuple[Mark, ...]:
    """Return marks on the cells of a step that are on screen."""
    names = {place: column_name(told, place) for place in told.columns}
    held: dict[str, list[str]] = {}
    for cell in one.cells:
        if cell.left in names and cell.top in told.rows:
            held.setdefault(names[cell.left], []).append(row_id(cell.top))
    kind = _MARKS[one.kind]
    return tuple(Mark(kind, tuple(rows), (name,)) for name, rows in held.items())


def _same_rows(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return marks for the DataFrame's side: the same rows, whole, as its columns may be called otherwise."""
    rows = tuple(dict.fromkeys(row for mark in marks for row in mark.rows))
    return (Mark(marks[0].kind, rows),) if rows else ()


def _rows(told: Told) -> Iterator[Step]:
    """Give one step for each further row on screen."""
    if not told.fills:
        return
    for row in told.rows:
        if row == _first(told) or row < told.explanation.filled.first_row:
            continue
        kind: MarkKind = "error" if isinstance(told.result(row), ExcelError) else "result"
        marks = (Mark(kind, (row_id(row),), (RESULT,)),)
        excel = ExcelPane(_bar(told, row), (Shown("answered", marks),))
        yield _step(told, sentences.row(told, row), excel, PythonPane(_WHOLE, (Shown("worked", marks),)))


def _in_code(told: Told) -> Step:
    excel = ExcelPane(_bar(told, _first(told)), (Shown("answered"),))
    codes = _codes(told)
    return _step(told, sentences.in_code(told), excel, PythonPane(codes, (Shown("worked"),), together=True))


def _codes(told: Told) -> tuple[Code, ...]:
    pandas, sql = told.explanation.translations
    found = []
    for language, translation in (("pandas", pandas), ("sql", sql)):
        if translation.code is not None:
            found.append(Code(language, translation.code.expression))  # type: ignore[arg-type]  # the two languages
    return tuple(found) or _WHOLE


def _plain(told: Told) -> Iterator[Step]:
    """Give what a colleague would write, where it differs from the faithful form."""
    plains = [one for one in _plain_forms(told) if one.code is not None]
    if not plains:
        return
    codes = tuple(
        Code("sql" if one.language.endswith("SQL") else "pandas", one.code.expression)
        for one in plains
        if one.code is not None
    )
    excel = ExcelPane(_bar(told, _first(told)), (Shown("answered"),))
    yield _step(told, sentences.plain(told), excel, PythonPane(codes, (Shown("worked"),), together=True))


def _plain_forms(told: Told) -> tuple[Translation, ...]:
    return (told.explanation.plain, told.explanation.plain_sql)


def _proof(told: Told) -> Step:
    excel = ExcelPane(_bar(told, _first(told)), (Shown("answered"),))
    return _step(
        told, sentences.proof(told), excel, PythonPane(_codes(told), (Shown("worked"),), together=True)
    )


def _traps(told: Told) -> Step:
    spans = tuple(
        dict.fromkeys(
            (trap.start + told.shift, trap.stop + told.shift)
            for trap in told.explanation.traps
            if trap.stop > trap.start
        )
    )
    excel = ExcelPane(_bar(told, _first(told), *_apart(spans)), (Shown("answered"),))
    return _step(told, sentences.traps(told), excel, PythonPane(_codes(told), (Shown("worked"),)))


def _apart(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans that do not overlap: of two that do, the first."""
    kept: list[Span] = []
    for start, stop in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, stop))
    return tuple(kept)


def _take_away(told: Told) -> Step:
    excel = ExcelPane(_bar(told, _first(told)), (Shown("answered"),))
    pandas, sql = told.explanation.translations
    whole = tuple(
        Code(language, one.code.whole)  # type: ignore[arg-type]  # the two languages
        for language, one in (("pandas", pandas), ("sql", sql))
        if one.code is not None
    )
    return _step(
        told, sentences.take_away(told), excel, PythonPane(whole or _WHOLE, (Shown("worked"),), to_take=True)
    )
