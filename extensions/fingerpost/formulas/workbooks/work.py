"""A workbook under translation: its tables as frames, and the names that its notebook will have."""

import io
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from fingerpost.formulas.tables import Table
from fingerpost.formulas.workbooks import loading
from fingerpost.formulas.workbooks.fills import Breaks, Fill, fills_of
from fingerpost.formulas.workbooks.loading import is_error, table_from
from fingerpost.formulas.workbooks.opening import Workbook
from fingerpost.formulas.workbooks.regions import Region, regions_of
from fingerpost.formulas.workbooks.windows import Window


@dataclass(frozen=True)
class Line:
    """One formula translated: its code, whose last line sets a column or a cell, or why there is none.

    `saved_rows` are rows of its column that keep what is saved there; `cells` the cells it names; `rules`
    the text by which the rules it needs are found; `sql` asks DuckDB the same, where that is natural.
    """

    fill: Fill
    code: str = ""
    rules: str = ""
    refusal: str = ""
    saved_rows: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()
    sql: str = ""
    sql_rules: str = ""


@dataclass
class Room:
    """The names that the notebook will have: its functions, its sheets, its tables, its single cells."""

    names: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)
    columns: set[tuple[str, str]] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    con: duckdb.DuckDBPyConnection = field(default_factory=lambda: duckdb.connect(config={"threads": 1}))

    def __post_init__(self) -> None:
        functions = {name: getattr(loading, name) for name in vars(loading) if not name.startswith("_")}
        self.names |= {**functions, "pd": pd, "cells": self.cells, "con": self.con}

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table as it stands now."""
        found: pd.DataFrame = self.names[name]
        return found

    def run(self, code: str, rules: str) -> None:
        """Run a piece of the notebook."""
        if rules and rules not in self.rules:
            exec(rules, self.names)  # noqa: S102 - our own rules
            self.rules.add(rules)
        exec(code, self.names)  # noqa: S102 - code written by the translator from a checked tree

    def ask(self, code: str, rules: str) -> None:
        """Run a piece that asks DuckDB; what it prints is of no use here."""
        if rules and rules not in self.rules:
            self.con.execute(rules)
            self.rules.add(rules)
        with redirect_stdout(io.StringIO()):
            exec(code, self.names)  # noqa: S102 - code written by the translator from a checked tree


@dataclass
class Work:
    """A workbook under translation: its tables as frames, columns worked out replaced as they come."""

    workbook: Workbook
    regions: list[Region]
    fills: list[Fill]
    breaks: list[Breaks]
    as_at: date | None
    errors: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    room: Room = field(default_factory=Room)

    def table(self, region: Region | None, windows: Iterable[Region] = (), name: str = "") -> Table:
        """Return a table as it stands now, the others and some windows beside it.

        `name` is that of a wider frame to take in its place; without a region it is a table of no cells.
        """
        others = {one.name: self._alone(one) for one in (*self.regions, *windows)}
        if region is None:
            return Table(pd.DataFrame(index=range(1)), self.as_at, "", "table", others, {}, self.room.cells)
        own, name = self._alone(region), name or region.name
        return Table(self.room.frame(name), self.as_at, "", name, others, own.errors, self.room.cells)

    def cut(self, window: Window) -> None:
        """Put a window into the room, as the notebook cuts it out."""
        self.room.run(window.code, "")
        self.errors.setdefault(window.region.name, dict(_saved_errors(window.region)))

    def _alone(self, region: Region) -> Table:
        return Table(self.room.frame(region.name), self.as_at, "", region.name, {}, self.errors[region.name])


def begin(workbook: Workbook, as_at: date | None = None) -> Work:
    """Return a workbook's tables loaded as the notebook loads them, its formulas collapsed."""
    regions = regions_of(workbook)
    fills, breaks = fills_of(workbook, regions)
    work = Work(workbook, regions, fills, breaks, as_at or workbook.saved_on)
    work.room.names["sheets"] = {page.name: page.lines for page in workbook.pages}
    for region in regions:
        frame = table_from(region.page.lines, region.header, region.last, region.letters)
        work.room.names[region.name] = frame
        work.errors[region.name] = dict(_saved_errors(region))
    return work


def _saved_errors(region: Region) -> Iterator[tuple[str, frozenset[str]]]:
    for place, name in enumerate(region.names):
        values = (region.page.value(row, region.left + place) for row in region.rows)
        codes = frozenset(value for value in values if is_error(value))
        if codes:
            yield name, codes
