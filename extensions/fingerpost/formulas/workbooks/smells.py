"""What is odd in a workbook, each with its place and what it does: what a colleague would point out."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from fingerpost.errors import FingerpostError
from fingerpost.formulas.book import Book, Sheet
from fingerpost.formulas.coercion import number_from_text
from fingerpost.formulas.interpreter import Scope, evaluate
from fingerpost.formulas.parser import parse
from fingerpost.formulas.serials import serial_from_text
from fingerpost.formulas.tree import Call, address, walk
from fingerpost.formulas.values import Array, ExcelError, Value
from fingerpost.formulas.workbooks.fills import Fill
from fingerpost.formulas.workbooks.loading import is_error, serial
from fingerpost.formulas.workbooks.opening import Page
from fingerpost.formulas.workbooks.regions import Region
from fingerpost.formulas.workbooks.work import Work

_VOLATILE = re.compile(r"\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|CELL|INFO)\(", re.IGNORECASE)
_LINKED = re.compile(r"\[\d+\]|\[[^\]]+\.xls[xmb]?\]", re.IGNORECASE)
_HIDES = ("IFERROR", "IFNA")
_MOST_ASKED = 5_000  # rows in which the errors that one IFERROR hides are looked for


class Smell(NamedTuple):
    """Something odd: its kind, where it is, and a sentence."""

    kind: str
    where: str
    sentence: str


def smells_of(work: Work) -> list[Smell]:
    """Return what is odd in a workbook, kind by kind."""
    return [smell for find in _FINDERS for smell in find(work)]


def _at(page: Page, cell: str) -> str:
    return f"{page.name}!{cell}"


def _typed_inside(work: Work) -> Iterator[Smell]:
    for broken in work.breaks:
        for row in broken.typed:
            value = broken.page.value(row, broken.column)
            yield Smell(
                "a value typed inside a fill",
                _at(broken.page, address(row, broken.column)),
                f"{value!r} was typed where the rows around it have a formula; it will not follow them.",
            )


def _broken_fills(work: Work) -> Iterator[Smell]:
    for broken in work.breaks:
        for row, text in broken.formulas:
            yield Smell(
                "a broken fill",
                _at(broken.page, address(row, broken.column)),
                f"has {text}, which is not the formula of the rows around it.",
            )


def _hidden_errors(work: Work) -> Iterator[Smell]:
    book: Book | None = None
    for fill in work.fills:
        if not any(f"{name}(" in fill.text.upper() for name in _HIDES):
            continue
        book = book or _book_of(work)
        hidden = _errors_in(fill, book)
        if hidden:
            row, code = hidden[0]
            yield Smell(
                "an error hidden by IFERROR",
                _at(fill.page, fill.where),
                f"hides {len(hidden)} errors in {len(fill.rows)} cells, the first {code} in"
                f" {address(row, fill.column)}: look at what finds no match before you trust the total.",
            )


def _book_of(work: Work) -> Book:
    """Return the saved values as the interpreter reads them."""
    book = Book(as_at=work.as_at)
    for page in work.workbook.pages:
        sheet = Sheet(page.name, height=len(page.lines), width=page.width)
        for column in range(1, page.width + 1):
            sheet.columns[column] = [_value(page.value(row, column)) for row in range(1, len(page.lines) + 1)]
        book.add(sheet)
    return book


def _value(saved: object) -> Value:
    if is_error(saved):
        return ExcelError(str(saved))
    plain = serial(saved)
    return float(plain) if isinstance(plain, (int, float)) and not isinstance(plain, bool) else plain


def _errors_in(fill: Fill, book: Book) -> list[tuple[int, str]]:
    """Return the rows in which what IFERROR guards is an error, with the error."""
    found: list[tuple[int, str]] = []
    try:
        formula = parse(fill.text)
        guarded = [
            node.arguments[0] for node in walk(formula.root) if isinstance(node, Call) and node.name in _HIDES
        ]
        for row in fill.rows[:_MOST_ASKED]:
            scope = Scope(book, fill.page.name, row, fill.column, spills=False, down=row - fill.row)
            values = [evaluate(formula._replace(root=node), scope) for node in guarded]
            errors = [
                value.code
                for value in values
                if not isinstance(value, Array) and isinstance(value, ExcelError)
            ]
            found += [(row, errors[0])] if errors else []
    except FingerpostError:
        return found
    return found


def _saved_errors(work: Work) -> Iterator[Smell]:
    for fill in work.fills:
        wrong = [row for row in fill.rows if is_error(fill.page.value(row, fill.column))]
        if wrong:
            first = wrong[0]
            yield Smell(
                "an error value",
                _at(fill.page, address(first, fill.column)),
                f"shows {fill.page.value(first, fill.column)}"
                + (f", as do {len(wrong) - 1} further cells of {fill.where}." if len(wrong) > 1 else "."),
            )


def _volatile(work: Work) -> Iterator[Smell]:
    for fill in work.fills:
        match = _VOLATILE.search(fill.text)
        if match:
            yield Smell(
                "a volatile function",
                _at(fill.page, fill.where),
                f"uses {match.group(1).upper()}, whose value changes without anybody changing the workbook.",
            )


def _links(work: Work) -> Iterator[Smell]:
    for target in work.workbook.links:
        yield Smell("an external link", target, "is another workbook that this one remembers values of.")
    for fill in work.fills:
        if _LINKED.search(fill.text):
            yield Smell(
                "an external link",
                _at(fill.page, fill.where),
                "reads another workbook; the saved values are those of the day it was last opened.",
            )


def _numbers_as_text(work: Work) -> Iterator[Smell]:
    for region in work.regions:
        for place, name in enumerate(region.names):
            yield from _in_column(region, region.left + place, name)


def _in_column(region: Region, column: int, name: str) -> Iterator[Smell]:
    texts = [(row, value) for row in region.rows if isinstance(value := region.page.value(row, column), str)]
    for kind, what, reads in _TEXT_KINDS:
        found = [row for row, text in texts if reads(text) and (row, column) not in region.page.formulas]
        if found:
            yield Smell(
                kind,
                _at(region.page, address(found[0], column)),
                f"column {name} holds {what} as text in {len(found)} of {len(region.rows)} rows:"
                " SUM passes over them, and a lookup does not find them.",
            )


def _is_number(text: str) -> bool:
    return number_from_text(text) is not None and not _is_day(text)


def _is_day(text: str) -> bool:
    found = serial_from_text(text)
    return found is not None and found > 60  # noqa: PLR2004 - Excel's days before March 1900 are not true


_TEXT_KINDS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("a number kept as text", "numbers", _is_number),
    ("a date kept as text", "dates", _is_day),
)


def _merged(work: Work) -> Iterator[Smell]:
    for region in work.regions:
        for block in region.page.merged:
            first = re.match(r"([A-Z]+)(\d+)", block)
            if first and region.header <= int(first.group(2)) <= region.last:
                yield Smell(
                    "merged cells",
                    _at(region.page, block),
                    "are merged: all but the first are blank to a formula.",
                )


def _hidden_sheets(work: Work) -> Iterator[Smell]:
    for page in work.workbook.pages:
        if page.is_hidden:
            yield Smell("a hidden sheet", page.name, "is hidden, and formulas may read it.")


_FINDERS = (
    _typed_inside,
    _broken_fills,
    _hidden_errors,
    _saved_errors,
    _volatile,
    _links,
    _numbers_as_text,
    _merged,
    _hidden_sheets,
)
