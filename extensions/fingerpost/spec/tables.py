"""Every table and column of the warehouse: name, type, code set, plain label, sensitivity, source."""

from dataclasses import dataclass, replace
from functools import cache

from fingerpost.errors import WrongUseError
from fingerpost.spec.authorities import REGION
from fingerpost.spec.records import rows_of

SSDA903_TABLES = (
    "header",
    "episodes",
    "reviews",
    "uasc",
    "oc2",
    "oc3",
    "ad1",
    "placed_adoption",
    "prev_perm",
    "missing",
    "sw_episodes",
    "dolo",
)
"""Tables of the return, in the order of its files."""
FIRST_YEARS = {"sw_episodes": 2024, "dolo": 2027}
"""Tables that joined the return later, and the first year with them: csc-validator-be-903 rules SW01-SW14."""
NOT_IN_RETURN = ("YEAR",)
"""Columns that we add because one table holds several years."""

FIRST_TO_MEET = (
    "ssda903.episodes",
    "ssda903.header",
    "ssda903.reviews",
    "ssda903.missing",
    "cin.cin_details",
    "cin.assessments",
    "cin.child_identifiers",
    "annex_a.list_8",
    "ref.codes",
    "ref.calendar",
    "ref.published",
    "ref.authorities",
)
"""The tables of the first modules, and no more than a beginner can keep in sight; all others come after."""
SCHEMAS = {
    "ssda903": "SSDA903: children looked after",
    "cin": "Children in need census",
    "ref": "Code lists, calendar and published figures",
    "mart": "Plain names, ready for reports",
    "annex_a": "Annex A for inspections",
    "core": "The sector's standard dataset",
    "meta": "About this warehouse",
}
"""What the tables of each schema are, in the order in which they are read."""

OF_CHILDREN, OF_PLACES, SHARED = "children", "places", "shared"
"""In the region, rows of an authority's children name the authority; those of places only stand together."""

_FROM_LIST = "ENUM"
_VIEWS = ("core",)
"""Schemas that show what stands elsewhere, by other names; in the region, which adds a column, tables."""


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, the code set it draws on ("" if none) and what it means.

    `is_from_list` is True for text that the file keeps as the number of its place in a list (an ENUM),
    since few values fill many rows; whoever reads it through the door sees text.
    """

    name: str
    type: str
    codeset: str
    required: bool
    label: str
    sensitivity: str
    source: str
    is_from_list: bool = False

    @property
    def is_date(self) -> bool:
        """True where the column holds days: the returns write them dd/mm/yyyy."""
        return self.type == "DATE"


@dataclass(frozen=True)
class Table:
    """One table: what one row is, what it holds, and its columns in the order of the return."""

    schema: str
    name: str
    one_row_is: str
    label: str
    source: str
    columns: tuple[Column, ...]
    in_region: str = SHARED
    is_view: bool = False

    @property
    def full_name(self) -> str:
        """The name a query uses, such as `ssda903.episodes`."""
        return f"{self.schema}.{self.name}"

    @property
    def comment(self) -> str:
        """One sentence for COMMENT ON and the dictionary."""
        return f"{self.label}. One row is {self.one_row_is}."


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["column"],
        type="VARCHAR" if row["type"] == _FROM_LIST else row["type"],
        codeset=row["codeset"],
        required=row["required"] == "Y",
        label=row["label"],
        sensitivity=row["sensitivity"],
        source=row["source"],
        is_from_list=row["type"] == _FROM_LIST,
    )


@cache
def all_tables() -> tuple[Table, ...]:
    """Return every table of the warehouse in reading order: ssda903, cin, ref, mart, annex_a, core, meta."""
    columns: dict[tuple[str, str], list[Column]] = {}
    for row in rows_of("columns"):
        columns.setdefault((row["schema"], row["table"]), []).append(_column(row))
    return tuple(
        Table(
            schema=row["schema"],
            name=row["table"],
            one_row_is=row["one_row_is"],
            label=row["label"],
            source=row["source"],
            columns=tuple(columns[row["schema"], row["table"]]),
            in_region=row["in_region"],
            is_view=row["schema"] in _VIEWS,
        )
        for row in rows_of("tables")
    )


@cache
def identifying_columns() -> frozenset[str]:
    """Return the names of columns that point to one person: ids, pupil numbers, days of birth, postcodes."""
    return frozenset(
        column.name
        for table in all_tables()
        if table.schema != "meta"
        for column in table.columns
        if column.sensitivity == "identifying"
    )


LA_CODE = Column(
    name="la_code",
    type="VARCHAR",
    codeset="",
    required=True,
    label="code of the authority whose child this is; the key of ref.authorities",
    sensitivity="open",
    source="invented",
)
"""What every row of a child gains where several authorities stand in one table."""


@cache
def tables_of(warehouse: str) -> tuple[Table, ...]:
    """Return the tables of one authority's warehouse, by its letter, or of the region's."""
    if warehouse != REGION:
        return all_tables()
    return tuple(
        replace(table, columns=(LA_CODE, *table.columns), is_view=False)
        if table.in_region == OF_CHILDREN
        else table
        for table in all_tables()
    )


def table_named(full_name: str) -> Table:
    """Return the table a query calls `full_name`, such as "ssda903.episodes".

    Raises:
        WrongUseError: no table has that name.
    """
    for table in all_tables():
        if table.full_name == full_name:
            return table
    names = ", ".join(table.full_name for table in all_tables())
    raise WrongUseError(f"There is no table '{full_name}'; the tables are {names}.")
