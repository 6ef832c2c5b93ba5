"""A learner's value as JSON of at most 1 MB a task, so that it can cross a process. Never pickle.

scalar      {"kind": "scalar", "type": "int", "value": cell}
table       {"kind": "table", "type": "DataFrame", "index": [column…], "columns": [column…],
"plain_index": true, "columns_name": "PLACE"}, column = {"name", "dtype", "values"}
list        {"kind": "list", "type": "set", "values": [cell…]}
chart       {"kind": "chart", "type": "LayerChart", "spec": …as its to_dict…}
function    {"kind": "function", "type": "method", "name": "size"}; results are added by who sends inputs
file        {"kind": "file", "size": bytes, "rows": [[cell…]…]}
missing     {"kind": "missing"}
unreadable  {"kind": "unreadable", "type": "DataFrameGroupBy", "why": sentence}
"""

import json
import sys
from collections.abc import Callable, ItemsView, Iterable, KeysView, Mapping, ValuesView
from csv import reader
from itertools import islice
from pathlib import Path
from typing import Any

from fingerpost.grading.cells import Json, Unreadable, to_json
from fingerpost.grading.message import with_article

MOST_BYTES = 1_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 60
_MOST_CELLS = 400_000
_SEQUENCES = (list, tuple, set, frozenset, KeysView, ValuesView, ItemsView)

Wire = dict[str, Json]
"""A value on its way between processes."""


class _TooLarge(Exception):  # noqa: N818 - never leaves this module: it becomes a sentence
    """A value with more rows, columns or bytes than a task's answer may have."""


def capture_all(names: Iterable[str], namespace: Mapping[str, object]) -> dict[str, Wire]:
    """Return what each name holds, at most 1 MB together; never raises, never changes a value."""
    taken: dict[str, Wire] = {}
    left = MOST_BYTES
    for name in names:
        wire: Wire = capture(namespace[name]) if name in namespace else {"kind": "missing"}
        size = len(json.dumps(wire))
        if size > left:
            wire = _too_large(type(namespace[name]).__name__, f"it takes {size:,} bytes")
            size = 0
        left -= size
        taken[name] = wire
    return taken


def capture(value: object) -> Wire:
    """Return a value as JSON; what cannot be read becomes a sentence. Never raises but on an interrupt."""
    called = type(value).__name__
    try:
        return _capture(value, called)
    except _TooLarge as large:
        return _too_large(called, str(large))
    except Unreadable as odd:
        inside = "" if str(odd) == called else f" with {with_article(str(odd))} inside"
        return {"kind": "unreadable", "type": called, "why": f"it holds {with_article(called)}{inside}"}
    except (Exception, SystemExit) as trouble:  # noqa: BLE001 - a learner's own object may raise anything when read
        why = f"it holds {with_article(called)} that stops with {type(trouble).__name__} when it is read"
        return {"kind": "unreadable", "type": called, "why": why}


def _too_large(called: str, how: str) -> Wire:
    why = f"{how}; an answer has at most {MOST_ROWS:,} rows, {MOST_COLUMNS} columns and 1 MB"
    return {"kind": "unreadable", "type": called, "why": why}


def _capture(value: object, called: str) -> Wire:
    for is_this, read in _READERS:
        if is_this(value):
            return read(value, called)
    return {"kind": "scalar", "type": called, "value": to_json(value)}


def _is_of(library: str, kind: str, value: object) -> bool:
    """Return whether a value is of a library's class, without importing the library for it."""
    loaded = sys.modules.get(library)
    return loaded is not None and isinstance(value, getattr(loaded, kind))


def _sized(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise _TooLarge(f"it has {rows:,} rows and {columns:,} columns")


def _column(name: object, dtype: object, cells: Iterable[object]) -> Wire:
    return {"name": _name(name), "dtype": str(dtype), "values": [to_json(cell) for cell in cells]}


def _name(name: object) -> Json:
    if isinstance(name, tuple):
        return [_name(part) for part in name]
    try:
        return to_json(name)
    except Unreadable:
        return str(name)[:100]


def _index(index: Any) -> tuple[list[Json], bool]:  # noqa: ANN401 - any pandas index
    """Return an index as columns, and whether it is only pandas' row numbers."""
    levels = [index.get_level_values(level) for level in range(index.nlevels)]
    columns: list[Json] = [_column(level.name, level.dtype, level.tolist()) for level in levels]
    plain = (
        type(index).__name__ == "RangeIndex" and index.start == 0 and index.step == 1 and index.name is None
    )
    return columns, plain


def _series(value: Any, called: str) -> Wire:  # noqa: ANN401 - a pandas Series
    _sized(len(value), 1)
    index, plain = _index(value.index)
    column = _column(value.name, value.dtype, value.tolist())
    return {"kind": "table", "type": called, "index": index, "columns": [column], "plain_index": plain}


def _frame(value: Any, called: str) -> Wire:  # noqa: ANN401 - a pandas DataFrame
    _sized(len(value), value.shape[1])
    index, plain = _index(value.index)
    names, axis = _column_names(value.columns)
    columns: list[Json] = [
        _column(name, value.iloc[:, place].dtype, value.iloc[:, place].tolist())
        for place, name in enumerate(names)
    ]
    told: Wire = {"index": index, "columns": columns, "plain_index": plain, "columns_name": axis}
    return {"kind": "table", "type": called, **told}


def _column_names(columns: Any) -> tuple[list[object], Json]:  # noqa: ANN401 - any pandas index
    """Return the column names and the name over them; levels that say one thing only are left out."""
    if columns.nlevels == 1:
        return columns.tolist(), _name(columns.name)
    telling = [level for level in range(columns.nlevels) if columns.get_level_values(level).nunique() > 1]
    levels = [columns.get_level_values(level) for level in telling] or [columns.get_level_values(-1)]
    if len(levels) == 1:
        return levels[0].tolist(), _name(levels[0].name)
    joined = [" ".join(str(part) for part in parts if part != "") for parts in zip(*levels, strict=True)]
    return list(joined), None


def _array(value: Any, called: str) -> Wire:  # noqa: ANN401 - a numpy array or pandas index
    _sized(len(value), 1)
    return _sequence(value.tolist(), called)


def _relation(value: Any, called: str) -> Wire:  # noqa: ANN401 - a DuckDB relation
    rows = value.limit(MOST_ROWS + 1).fetchall()
    _sized(len(rows), len(value.columns))
    cells = zip(*rows, strict=True) if rows else ([] for _ in value.columns)
    columns: list[Json] = [
        _column(name, dtype, column)
        for name, dtype, column in zip(value.columns, value.types, cells, strict=True)
    ]
    return {"kind": "table", "type": called, "index": [], "columns": columns, "plain_index": False}


def _mapping(value: Mapping[Any, Any], called: str) -> Wire:
    _sized(len(value), 1)
    keys, entries = list(value), list(value.values())
    if entries and all(isinstance(entry, Mapping) for entry in entries):
        inner = list(dict.fromkeys(name for entry in entries for name in entry))
        return _keyed(keys, [(name, [entry.get(name) for entry in entries]) for name in inner], called)
    lists = [_listed(entry) for entry in entries]
    if lists and all(cells is not None for cells in lists):
        columns = [(key, cells or []) for key, cells in zip(keys, lists, strict=True)]
        if len({len(cells) for _, cells in columns}) == 1:
            _sized(len(columns[0][1]), len(columns))
            return _keyed([], columns, called)
    return _keyed(keys, [(None, entries)], called)


def _listed(entry: object) -> list[object] | None:
    if isinstance(entry, list | tuple):
        return list(entry)
    if _is_of("pandas", "Series", entry) or _is_of("numpy", "ndarray", entry):
        return list(entry.tolist())  # type: ignore[attr-defined]  # both have it
    return None


def _keyed(keys: list[Any], columns: Iterable[tuple[object, list[Any]]], called: str) -> Wire:
    """Return a table of columns, with the keys as its index; keys that are tuples become several levels."""
    index: list[Json] = []
    if keys and all(isinstance(key, tuple) and len(key) == len(keys[0]) for key in keys):
        index = [_column(None, "object", level) for level in zip(*keys, strict=True)]
    elif keys:
        index = [_column(None, "object", keys)]
    told: list[Json] = [_column(name, "object", cells) for name, cells in columns]
    return {"kind": "table", "type": called, "index": index, "columns": told, "plain_index": False}


def _sequence(value: Iterable[Any], called: str) -> Wire:
    rows = list(islice(value, MOST_ROWS + 1))
    _sized(len(rows), 1)
    if rows and all(isinstance(row, Mapping) for row in rows):
        names = list(dict.fromkeys(name for row in rows for name in row))
        return _keyed([], [(name, [row.get(name) for row in rows]) for name in names], called)
    if rows and all(isinstance(row, tuple | list) and len(row) == len(rows[0]) for row in rows):
        columns = [(None, list(column)) for column in zip(*rows, strict=True)]
        _sized(len(rows), len(columns))
        return _keyed([], columns, called)
    return {"kind": "list", "type": called, "values": [to_json(row) for row in rows]}


def _spec(value: Any) -> Json:  # noqa: ANN401 - an Altair chart
    """Return a chart's description, proved against Vega-Lite's schema where Altair proves what it makes."""
    import altair as alt  # noqa: PLC0415 - heavy, and loaded already where there is a chart to read
    from altair.utils import schemapi  # noqa: PLC0415 - as above

    with alt.data_transformers.enable("default", max_rows=MOST_ROWS):
        spec: Json = json.loads(json.dumps(value.to_dict(validate=schemapi.DEBUG_MODE), default=str))
    return spec


def _file(value: Path, called: str) -> Wire:
    """Return a file's size and, where it is a CSV file, its cells."""
    size = value.stat().st_size
    if size > MOST_BYTES:
        raise _TooLarge(f"the file {value.name} has {size:,} bytes")
    rows: list[Json] = []
    if value.suffix.lower() == ".csv":
        with value.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            rows = [list(row) for row in islice(reader(lines), MOST_ROWS)]
    return {"kind": "file", "type": called, "name": value.name, "size": size, "rows": rows}


def _chart(value: Any, called: str) -> Wire:  # noqa: ANN401 - an Altair chart
    return {"kind": "chart", "type": called, "spec": _spec(value)}


def _function(value: object, called: str) -> Wire:
    return {"kind": "function", "type": called, "name": str(getattr(value, "__name__", called))[:100]}


_READERS: tuple[tuple[Callable[[Any], bool], Callable[[Any, str], Wire]], ...] = (
    (lambda value: _is_of("pandas", "Series", value), _series),
    (lambda value: _is_of("pandas", "DataFrame", value), _frame),
    (lambda value: _is_of("pandas", "Index", value), _array),
    (lambda value: _is_of("numpy", "ndarray", value) and value.ndim > 0, _array),
    (lambda value: type(value).__name__ == "DuckDBPyRelation", _relation),
    (lambda value: type(value).__module__.startswith("altair.") and hasattr(value, "to_dict"), _chart),
    (lambda value: isinstance(value, Mapping), _mapping),
    (lambda value: isinstance(value, _SEQUENCES), _sequence),
    (lambda value: isinstance(value, Path), _file),
    (callable, _function),
)


def read_wire(text: str | bytes) -> dict[str, Wire]:
    """Return the values another process sent, by name; raises ValueError where they are something else."""
    if len(text) > 2 * MOST_BYTES:
        raise ValueError(f"{len(text):,} bytes; at most {2 * MOST_BYTES:,}")
    sent = json.loads(text)
    if not isinstance(sent, dict) or not all(
        isinstance(wire, dict) and "kind" in wire for wire in sent.values()
    ):
        raise ValueError("not values by name")
    return sent
