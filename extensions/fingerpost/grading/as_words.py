"""A value that crossed from a learner's process as plain words for a person: few lines, no sign that acts.

Whoever sent it ran beside a learner's code, so nothing here trusts its form.
"""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from fingerpost.grading.cells import as_text, from_json
from fingerpost.grading.values import Wire

MOST_ROWS, MOST_COLUMNS, MOST_ENTRIES = 20, 12, 40
_MOST_WIDTH = 30
MOST_CHARACTERS = 8_000
_NOT_SHOWN = "What it holds cannot be shown."
_LINES = ("Zl", "Zp")


def value_as_words(wire: Wire) -> str:
    """Return what a name holds as plain text, a table as at most 20 rows and 12 columns; never raises."""
    try:
        return _WORDS.get(str(wire["kind"]), _nothing)(wire)[:MOST_CHARACTERS]
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
        return _NOT_SHOWN


def _nothing(_wire: Wire) -> str:
    return _NOT_SHOWN


def _scalar(wire: Wire) -> str:
    return f"{_cell(wire['value'], MOST_CHARACTERS)} ({_plain(wire['type'])})"


def _list(wire: Wire) -> str:
    values = _all(wire["values"])
    shown = ", ".join(_cell(value) for value in values[:MOST_ENTRIES])
    more = f", and {len(values) - MOST_ENTRIES:,} more" if len(values) > MOST_ENTRIES else ""
    return f"{_plain(wire['type'])} of {len(values):,}: {shown}{more}"


def _table(wire: Wire) -> str:
    index = [] if wire.get("plain_index") is True else _all(wire["index"])
    columns = [column for column in (*index, *_all(wire["columns"])) if isinstance(column, Mapping)]
    height = max((len(_all(column["values"])) for column in columns), default=0)
    width = len(columns)
    shown = [_texts(column) for column in columns[:MOST_COLUMNS]]
    widths = [max(map(len, texts)) for texts in shown]
    lines = (
        "  ".join(text.rjust(wide) for text, wide in zip(row, widths, strict=True)).rstrip()
        for row in zip(*shown, strict=True)
    )
    counted = f"{_plain(wire['type'])}: {height:,} rows, {width:,} columns"
    if height > MOST_ROWS or width > MOST_COLUMNS:
        counted += f"; the first {min(height, MOST_ROWS)} rows and {min(width, MOST_COLUMNS)} columns"
    return "\n".join((counted, *lines))


def _texts(column: Mapping[str, Any]) -> list[str]:
    """Return a column's head and first cells, as many for every column."""
    cells = [_cell(value) for value in _all(column["values"])[:MOST_ROWS]]
    return [_cell(column["name"]), *cells]


def _chart(wire: Wire) -> str:
    spec = wire["spec"]
    names = ", ".join(sorted(map(_plain, spec))[:MOST_ENTRIES]) if isinstance(spec, Mapping) else ""
    return f"A chart ({_plain(wire['type'])}) with {names or 'nothing in it'}."


def _file(wire: Wire) -> str:
    rows = [", ".join(_cell(cell) for cell in _all(row)[:MOST_COLUMNS]) for row in _all(wire["rows"])]
    return "\n".join((f"The file {_cell(wire['name'])}, {_cell(wire['size'])} bytes", *rows[:MOST_ROWS]))


def _cell(value: Any, most: int = _MOST_WIDTH) -> str:  # noqa: ANN401 - any JSON
    if isinstance(value, list) and not _is_tagged(value):
        return _plain(" ".join(_cell(part) for part in value[:MOST_COLUMNS]), most)
    told = from_json(value)
    return "" if told is None else _plain(as_text(told), most)


def _is_tagged(value: list[Any]) -> bool:
    return len(value) == 2 and value[0] in ("decimal", "float", "date", "timestamp")  # noqa: PLR2004 - [kind, text]


def _all(told: Any) -> list[Any]:  # noqa: ANN401 - as above
    if not isinstance(told, list):
        raise TypeError
    return told


def _plain(text: object, most: int = _MOST_WIDTH) -> str:
    """Return text without line breaks and without signs that turn, hide or end what stands around them."""
    kept = str(text)[: 4 * most]
    if not kept.isprintable():  # nearly every text is, and has no such sign
        signs = (" " if sign in "\n\r\t" or unicodedata.category(sign) in _LINES else sign for sign in kept)
        kept = "".join(sign for sign in signs if unicodedata.category(sign)[0] != "C")
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"


_WORDS: Mapping[str, Callable[[Wire], str]] = {
    "scalar": _scalar,
    "table": _table,
    "list": _list,
    "chart": _chart,
    "function": lambda wire: f"A function called {_cell(wire['name'])}.",
    "file": _file,
    "missing": lambda _wire: "There is nothing under this name.",
    "unreadable": lambda wire: f"It could not be read: {_plain(wire['why'], 300)}.",
}
