"""A TOML file read key by key, so that every refusal names file, line and key."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from fingerpost.timetable.troubles import CalendarFileError
from fingerpost.timetable.wording import listed

_HEADER = re.compile(r"^\s*\[\[?\s*(?P<name>[\w.\s\"'-]+?)\s*\]\]?\s*(#.*)?$")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # bank holidays are known for no later year
_AT_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True)
class Row:
    """One table of a TOML file: its values and where it stands. `name` is '' for the top of the file.

    `near` is the line of the key that holds it, for tables written inside a line.
    """

    path: Path
    text: str
    name: str
    nth: int
    values: dict[str, Any]
    near: int | None = None

    def refuse(self, key: str | None, said: str) -> CalendarFileError:
        """Return the refusal for `key` of this table; the caller raises it."""
        return CalendarFileError(self.path, line=self._line(key), key=key or self.name or None, said=said)

    def only(self, *known: str) -> None:
        """Refuse the first key that is not `known`, naming the one that was probably meant."""
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.5)
                advice = f"did you mean '{near[0]}'?" if near else f"known here: {listed(sorted(known))}."
                raise self.refuse(key, f"this key is not known; {advice}")

    def day(self, key: str) -> date:
        """Return a date; a text, a number or a date with a time is refused."""
        value = self._present(key, "a date such as 2026-09-01")
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(key, f"expected a date such as 2026-09-01 without quotes, found {value!r}.")
        if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            raise self.refuse(key, f"expected a year from {_FIRST_YEAR} to {_LAST_YEAR}, found {value.year}.")
        return value

    def words(self, key: str, default: str | None = None, *, one_of: tuple[str, ...] = ()) -> str:
        """Return a text; with `one_of`, only those are taken."""
        value = self.values.get(key, default)
        value = self._present(key, "a text in quotes") if value is None else value
        if not isinstance(value, str):
            raise self.refuse(key, f"expected a text in quotes, found {value!r}.")
        if one_of and value not in one_of:
            near = get_close_matches(value, one_of, n=1, cutoff=0.5)
            advice = f"; did you mean '{near[0]}'?" if near else "."
            raise self.refuse(key, f"expected one of {listed(one_of)}, found '{value}'{advice}")
        return value

    def number(self, key: str, default: float | None = None, *, least: float, most: float) -> float:
        """Return a number from `least` to `most`."""
        value = self.values.get(key, default)
        value = self._present(key, f"a number from {least:g} to {most:g}") if value is None else value
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.refuse(key, f"expected a number from {least:g} to {most:g}, found {value!r}.")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, f"expected true or false, found {value!r}.")
        return value

    def many(self, key: str, kind: type, said: str) -> tuple[Any, ...]:
        """Return a list whose every entry is a `kind`; a missing key is an empty list."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, kind) for entry in value):
            raise self.refuse(key, f"expected a list of {said}, found {value!r}.")
        return tuple(value)

    def table(self, key: str) -> "Row | None":
        """Return the table `[key]` of this one, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.refuse(key, f"expected a table headed [{key}], found {value!r}.")
        return Row(self.path, self.text, self._under(key), self.nth, value, self._line(key))

    def tables(self, key: str) -> tuple["Row", ...]:
        """Return the tables `[[key]]` of this one, in the order of the file."""
        value = self.many(key, dict, f"tables, each headed [[{key}]]")
        before = _tables_above(self.text, self._under(key), self._line(None)) if self.name else 0
        return tuple(
            Row(self.path, self.text, self._under(key), before + nth, entry, self._line(key))
            for nth, entry in enumerate(value)
        )

    def _under(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _present(self, key: str, said: str) -> Any:  # noqa: ANN401 - a TOML value may be anything
        if key not in self.values:
            raise self.refuse(key, f"this key is missing; expected {said}.")
        return self.values[key]

    def _line(self, key: str | None) -> int | None:
        return _line_of(self.text, name=self.name, nth=self.nth, key=key) or self.near


def read_toml(path: Path) -> Row:
    """Read a file; raises `CalendarFileError` if it is not there or not TOML."""
    try:
        text = path.read_text(encoding="utf-8")
        return Row(path, text, "", 0, tomllib.loads(text))
    except FileNotFoundError:
        raise CalendarFileError(path, line=None, key=None, said="this file is not there.") from None
    except UnicodeDecodeError:
        raise CalendarFileError(
            path, line=1, key=None, said="this is not a text file in UTF-8; expected TOML."
        ) from None
    except tomllib.TOMLDecodeError as trouble:
        at = _AT_LINE.search(str(trouble))
        line = int(at.group(1)) if at else text.count("\n") + 1
        what = str(trouble).split(" (at ")[0].lower()
        said = f"this is not TOML ({what}); expected lines such as start = 2026-09-01."
        raise CalendarFileError(path, line=line, key=_key_on(text, line), said=said) from None


def _key_on(text: str, line: int) -> str | None:
    lines = text.splitlines()
    found = re.match(r"\s*([\w.-]+)\s*=", lines[line - 1]) if line <= len(lines) else None
    return found.group(1) if found else None


def _headers(text: str) -> list[tuple[int, str]]:
    """Every table header of the text as (line number, dotted name)."""
    found = ((number, _HEADER.match(line)) for number, line in enumerate(text.splitlines(), start=1))
    return [(number, match.group("name").replace(" ", "")) for number, match in found if match]


def _tables_above(text: str, name: str, line: int | None) -> int:
    """How many tables called `name` stand above `line`."""
    return sum(1 for number, header in _headers(text) if header == name and number < (line or 0))


def _line_of(text: str, *, name: str, nth: int, key: str | None) -> int | None:
    """The line of `key` in the nth table called `name`; the table's header if the key is not there."""
    headers = _headers(text)
    starts = [number for number, header in headers if header == name]
    start = (starts[nth] if nth < len(starts) else None) if name else 0
    if start is None:
        return None
    stop = min((number for number, _ in headers if number > start), default=len(text.splitlines()) + 1)
    lines = text.splitlines()
    found = (number for number in range(start + 1, stop) if key and _holds_key(lines[number - 1], key))
    return next(found, start or None)


def _holds_key(line: str, key: str) -> bool:
    return re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line) is not None
