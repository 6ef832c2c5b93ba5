"""Events and spec facts as columns that DuckDB can read, registered as `incoming_…` tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.authorities import Authority, neighbours_of
from fingerpost.spec.codes import all_codes, code_changes
from fingerpost.spec.published import (
    published_by_authority,
    published_figures,
    published_for_england,
    statistical_neighbours,
)
from fingerpost.spec.tables import tables_of
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


def _authorities(ours: Authority, beside: Iterable[Authority]) -> list[dict[str, object]]:
    """Return one row an authority: ours, and those that stand beside it."""
    return [
        {**asdict(one), "authority": one.name, "is_ours": one.la_code == ours.la_code}
        for one in [ours, *beside]
    ]


def _dictionary(warehouse: str) -> Iterable[dict[str, object]]:
    for table in tables_of(warehouse):
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


def register_events(connection: "duckdb.DuckDBPyConnection", events: Events) -> None:
    """Make what happened readable as `incoming_…` tables."""
    connection.register("incoming_children", columns_of(events.children))
    for name, records in events.tables.items():
        if name != "header":
            connection.register(f"incoming_{name}", columns_of(records))


def register_facts(
    connection: "duckdb.DuckDBPyConnection",
    *,
    ours: Authority,
    facts: Mapping[str, str],
    beside: Sequence[Authority] | None = None,
    warehouse: str | None = None,
) -> None:
    """Make what holds of a whole warehouse readable as `incoming_…` tables.

    Args:
        connection: what the SQL files will run on.
        ours: the authority that reports.
        facts: what is said of the build, by what it is about.
        beside: the other authorities; ours' neighbours by default.
        warehouse: "region", or the letter of one authority; ours by default.
    """
    listed = _dictionary(ours.letter if warehouse is None else warehouse)
    numbered = [{**row, "place_in_list": f"{place:04d}"} for place, row in enumerate(listed)]
    others = neighbours_of(ours) if beside is None else beside
    incoming = {
        "authorities": columns_of_rows(_authorities(ours, others)),
        "published": columns_of_rows([asdict(figure) for figure in published_figures()]),
        "published_england": columns_of_rows([asdict(figure) for figure in published_for_england()]),
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
