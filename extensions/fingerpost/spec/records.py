"""The package's own data files read into frozen records: the one way facts enter the spec room."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Yield each row of `spec/data/<name>.csv` as text by column name."""
    text = files("fingerpost.spec").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def day_or_none(text: str) -> date | None:
    """Return the ISO date in `text`, or None where it is blank."""
    return date.fromisoformat(text) if text else None
