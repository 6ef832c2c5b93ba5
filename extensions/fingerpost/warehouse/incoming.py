"""Events and spec facts as columns that DuckDB can read, registered as `incoming_…` tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.authorities import Authority, all_authorities
from fingerpost.spec.codes import all_codes, code_changes
from fingerpost.spec.published import published_by_authority, published_figures, statistical_neighbours
from fingerpost.spec.tables import all_tables
from fingerpost.spec.years import CALENDAR_END, CALENDAR_START
from fingerpost.synth.events import Events, Records

if TYPE_CHECKING:
    import duckdb

Columns = Mapping[str, NDArray[Any]]


def columns_of(records: Records) -> Columns:
    """Return each field of structured records as an array that DuckDB reads, blanks as NULL."""
    return {name: _readable(records[name]) for name in records.dtype.names or ()}


def _readable(values: NDArray[Any]) -> NDArray[Any]:
    if values.dtype.kind == "M":
        return values.astype("datetime64[s]")
    if values.dtype.kind == "i":
        return values.astype(np.int32)
    text = values.astype(object)
    text[values == ""] = None
    return text


def columns_of_rows(rows: Sequence[Mapping[str, object]]) -> Columns:
    """Return rows of plain values as columns of text (booleans kept), None as NULL."""
    return {name: np.array([_plain(row[name]) for row in rows], dtype=object) for name in rows[0]}


def _with_nulls(rows: Sequence[Mapping[str, str]]) -> Columns:
    """Return rows of text as columns, blanks as NULL."""
    return {name: np.array([row[name] or None for row in rows], dtype=object) for name in rows[0]}


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool) else str(value)


def _authorities(ours: Authority) -> list[dict[str, object]]:
    """Return one row an authority: ours, and those that stand beside every one."""
    beside = [one for one in all_authorities() if not one.letter]
    return [
        {**asdict(one), "authority": one.name, "is_ours": one.la_code == ours.la_code}
        for one in [ours, *beside]
    ]


def _dictionary() -> Iterable[dict[str, object]]:
    for table in all_tables():
        for column in table.columns:
            yield {
                "schema_name": table.schema,
                "table_name": table.name,
                "column_name": column.name,
                "data_type": column.type,
                "label": column.label,
                "codeset": column.codeset or None,
                "may_be_blank": not column.required,
                "sensitivity": column.sensitivity,
                "one_row_is": table.one_row_is,
                "source": column.source,
            }


def _bank_holidays(first: date, last: date) -> list[dict[str, object]]:
    """Return England's bank holidays between two days."""
    import holidays  # noqa: PLC0415 - a tenth of a second that only builds pay

    england = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [{"day": day, "holiday": england[day]} for day in days if day in england]


def register_code_changes(connection: "duckdb.DuckDBPyConnection") -> None:
    """Make `incoming_code_changes` readable: what a return before a change wrote instead."""
    connection.register(
        "incoming_code_changes", columns_of_rows([asdict(change) for change in code_changes()])
    )


def register_all(
    connection: "duckdb.DuckDBPyConnection", *, events: Events, ours: Authority, facts: Mapping[str, str]
) -> None:
    """Make every `incoming_…` table readable that the SQL files build from."""
    numbered = [{**row, "place_in_list": f"{place:04d}"} for place, row in enumerate(_dictionary())]
    incoming = {
        "children": columns_of(events.children),
        **{name: columns_of(records) for name, records in events.tables.items() if name != "header"},
        "authorities": columns_of_rows(_authorities(ours)),
        "published": columns_of_rows([asdict(figure) for figure in published_figures()]),
        "published_la": _with_nulls(published_by_authority()),
        "neighbours": _with_nulls(statistical_neighbours()),
        "codes": columns_of_rows([asdict(code) for code in all_codes()]),
        "bank_holidays": columns_of_rows(_bank_holidays(CALENDAR_START, CALENDAR_END)),
        "dictionary": columns_of_rows(numbered),
        "build": columns_of_rows([{"fact": fact, "value": value} for fact, value in facts.items()]),
    }
    for name, columns in incoming.items():
        connection.register(f"incoming_{name}", columns)
    register_code_changes(connection)
