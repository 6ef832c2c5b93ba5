"""A table as columns, and which of them are the keys and which the values."""

from dataclasses import dataclass
from typing import cast

from fingerpost.grading.asked import TableAsked
from fingerpost.grading.cells import Cell, as_month, as_number, as_text, from_json
from fingerpost.grading.keyed import month_keys
from fingerpost.grading.values import Wire


@dataclass(frozen=True)
class Column:
    """One column or index level of a table: `name` '' where it has none."""

    name: str
    cells: tuple[Cell, ...]
    is_index: bool = False

    @property
    def is_numeric(self) -> bool:
        """Return whether it holds numbers and, maybe, blanks."""
        told = [cell for cell in self.cells if cell is not None]
        return bool(told) and all(as_number(cell) is not None for cell in told)

    @property
    def is_monthly(self) -> bool:
        """Return whether each cell that is not blank says a month."""
        told = [cell for cell in self.cells if cell is not None]
        return bool(told) and all(as_month(cell) is not None for cell in told)


Columns = list[Column]


@dataclass(frozen=True)
class Grid:
    """A table as columns, row numbers left out; `across` is the name over the column names, if any."""

    columns: tuple[Column, ...]
    across: str
    called: str

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.columns[0].cells) if self.columns else 0


def as_grid(wire: Wire, asked: TableAsked) -> Grid:
    """Return the columns of a captured table, row numbers left out."""
    called = str(wire.get("type", ""))
    index = [_column(column, is_index=True) for column in cast("list[Wire]", wire.get("index") or [])]
    columns = [_column(column) for column in cast("list[Wire]", wire.get("columns") or [])]
    if wire.get("plain_index") and (called != "Series" or len(asked.keys) + len(asked.values) == 1):
        index = []
    if _are_row_labels(index, columns, asked):
        index = []
    if len(index) == 1 and columns and {column.name.casefold() for column in index} == {""}:
        index, columns = _upright(index, columns, asked)
    return Grid((*index, *columns), _told(wire.get("columns_name")), called)


def _are_row_labels(index: list[Column], columns: list[Column], asked: TableAsked) -> bool:
    """Return whether an index holds the row numbers that sorting or filtering has shuffled."""
    if len(index) != 1 or index[0].name or not index[0].is_numeric:
        return False
    keys = {name for column in columns if (name := same_name(column.name, *asked.keys))}
    return len(keys) == len(asked.keys) and len(columns) >= len(asked.keys) + len(asked.values)


def _upright(
    index: list[Column], columns: list[Column], asked: TableAsked
) -> tuple[list[Column], list[Column]]:
    """Turn a dict of columns that came as a dict of rows, as `frame.to_dict()` gives it."""
    labels = [as_text(cell) for cell in index[0].cells]
    if not labels or any(same_name(label, *asked.values) is None for label in labels):
        return index, columns
    keys = Column("", tuple(column.name for column in columns), is_index=True)
    turned = [
        Column(label, tuple(column.cells[row] for column in columns)) for row, label in enumerate(labels)
    ]
    return [keys], turned


def _column(sent: Wire, *, is_index: bool = False) -> Column:
    cells = tuple(from_json(cell) for cell in cast("list[Cell]", sent["values"]))  # type: ignore[arg-type]  # JSON cells
    return Column(_told(sent.get("name")), cells, is_index)


def _told(name: object) -> str:
    if isinstance(name, list) and name and name[0] in {"date", "timestamp", "decimal", "float"}:
        return as_text(from_json(name))
    if isinstance(name, list):
        return " ".join(_told(part) for part in name if part not in {None, ""})
    return "" if name is None else as_text(cast("Cell", name))


def same_name(name: str, *asked: str) -> str | None:
    """Return which of the asked names this is, capitals, spaces and underscores aside."""
    told = name.casefold().replace(" ", "_")
    return next((one for one in asked if one.casefold().replace(" ", "_") == told), None)


def choose(grid: Grid, asked: TableAsked) -> tuple[Columns, Columns] | None:
    """Return the columns that are the keys and those that are the values, or None where it is unclear."""
    months = month_keys(asked.keys)
    columns = _with_whole_months(grid.columns, months)
    names = (*asked.keys, *asked.values)
    named = {name: one for one in reversed(columns) if (name := same_name(one.name, *names))}
    if not named and not months and _stand_as_asked(columns, asked):
        return columns[: len(asked.keys)], columns[len(asked.keys) :]
    left = [one for one in columns if one not in named.values()]
    keys: Columns = []
    for name in asked.keys:
        if (chosen := named.get(name) or _likeliest_key(left, is_month=name in months)) is None:
            return None
        keys.append(chosen)
        left = [one for one in left if one is not chosen]
    values: Columns = []
    for name in asked.values:
        if (chosen := named.get(name) or _likeliest_value(left)) is None:
            return None
        values.append(chosen)
        left = [one for one in left if one is not chosen]
    by_name = all(name in named for name in asked.values)
    return (keys, values) if by_name or not left else None


def _stand_as_asked(columns: Columns, asked: TableAsked) -> bool:
    """Return whether columns without names, two keys or more and then numbers, are in the order asked.

    A year is a number too, so what holds none cannot tell which column is which key.
    """
    values = columns[len(asked.keys) :]
    return (
        len(asked.keys) > 1
        and len(values) == len(asked.values)
        and all(column.is_numeric for column in values)
    )


def _likeliest_key(left: Columns, *, is_month: bool) -> Column | None:
    """Return a key not found by name: months where asked, then an index, then what holds no numbers."""
    monthly = [one for one in left if is_month and one.is_monthly and not one.is_numeric]
    index = [one for one in left if one.is_index]
    wordy = [one for one in left if not one.is_numeric]
    return next(iter([*monthly, *index, *wordy, *left]), None)


def _likeliest_value(left: Columns) -> Column | None:
    return next(iter([*(one for one in left if one.is_numeric), *left]), None)


def _with_whole_months(columns: tuple[Column, ...], months: tuple[str, ...]) -> Columns:
    """Return the columns with year and month numbers joined where a month is asked."""
    parts = {part: one for one in columns if (part := same_name(one.name, "year", "month"))}
    if not months or len(parts) < 2 or parts["month"].is_monthly:  # noqa: PLR2004 - a year and a month
        return list(columns)
    pairs = zip(parts["year"].cells, parts["month"].cells, strict=True)
    whole = Column(months[0], tuple(f"{as_text(year)}-{as_text(month)}" for year, month in pairs))
    return [whole, *(one for one in columns if one not in parts.values())]
