"""The plan file: a book written as JSON and read back, the same book."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from fingerpost.timetable.book import Book
from fingerpost.timetable.troubles import PlanFileError

PLAN_ENDING = ".plan.json"
_FORM = "fingerpost timetable 1"


def book_text(book: Book) -> str:
    """Return the book as JSON text: the same book, the same text."""
    told = {"form": _FORM} | asdict(book)
    return json.dumps(told, ensure_ascii=False, indent=1, default=_day_or_time) + "\n"


def read_book(path: Path) -> Book:
    """Return the book that `path` holds; raises `PlanFileError`."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PlanFileError(
            f"{path} is not there. Make a plan first: fingerpost timetable plan COHORT.toml --out DIR"
        ) from None
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise _unreadable(path) from None
    try:
        if told["form"] != _FORM:
            raise _unreadable(path)
        book: Book = _read(Book, told)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _unreadable(path) from None
    return book


def find_plan(where: Path) -> Path:
    """Return the plan file that `where` names, or the only one in the folder `where`."""
    if not where.is_dir():
        return where
    files = sorted(where.glob(f"*{PLAN_ENDING}"))
    if len(files) != 1:
        there = ", ".join(file.name for file in files) or "none"
        raise PlanFileError(
            f"{where} holds {len(files)} plan files ({there}); expected one. Name the file itself."
        )
    return files[0]


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file, each whole or not at all; the old ones stand until all new ones are on the disk."""
    written: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            written.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        for waiting, path in written:
            waiting.chmod(0o644)
            waiting.replace(path)
    except OSError as trouble:
        raise PlanFileError(
            f"{trouble.filename or next(iter(files))} cannot be written ({trouble.strerror}). Is it open in "
            "another program, or is the folder read-only? Close it, or choose another --out."
        ) from None
    finally:
        for waiting, _ in written:
            waiting.unlink(missing_ok=True)


def _unreadable(path: Path) -> PlanFileError:
    return PlanFileError(
        f"{path} is not a plan that this fingerpost can read. Make it anew: "
        "fingerpost timetable plan COHORT.toml --out DIR --start-over"
    )


def _day_or_time(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a plan file")


def _read(kind: Any, told: Any) -> Any:  # noqa: ANN401 - one reader for every field of the book
    """Return `told` as a `kind`: a dataclass, a tuple or mapping of them, a date, a time or a plain value."""
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], entry) for entry in told)
    if origin is Mapping:
        return {str(name): _read(get_args(kind)[1], entry) for name, entry in told.items()}
    if origin is UnionType:
        return None if told is None else _read(get_args(kind)[0], told)
    if is_dataclass(kind):
        make: Any = kind
        return make(**{name: _read(its_kind, told[name]) for name, its_kind in _fields(make) if name in told})
    if kind in (date, time):
        return kind.fromisoformat(told)
    if not isinstance(told, kind):
        raise TypeError(f"expected {kind}, found {told!r}")
    return told


@lru_cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401 - any dataclass of the book
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))
