"""What a notebook made of a workbook needs to read it, and to compare with it.

Each function stands by itself, so that its source can be written into the notebook, which then runs without
fingerpost.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pandas as pd


def read_sheets(book: Any) -> dict[str, list[list[Any]]]:  # noqa: ANN401 - a path or a name
    """Return the values saved in a workbook: for each sheet its lines, for each line its cells, A first."""
    opened = openpyxl.load_workbook(book, data_only=True, read_only=True)
    return {sheet.title: [cells_of(line) for line in sheet.iter_rows()] for sheet in opened.worksheets}


def cells_of(line: Any) -> list[Any]:  # noqa: ANN401 - openpyxl's cells
    """Return a line's values; an empty text, as ="" gives, is a text and no blank."""
    return ["" if cell.value is None and cell.data_type == "str" else cell.value for cell in line]


def column_place(letters: str) -> int:
    """Return a column's place, from 0: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def saved_value(lines: list[list[Any]], row: int, place: int) -> Any:  # noqa: ANN401 - whatever the cell holds
    """Return what is saved in a row (from 1) and a column's place (from 0), None where the cell is blank."""
    line = lines[row - 1] if row <= len(lines) else []
    return line[place] if place < len(line) else None


def serial(value: Any) -> Any:  # noqa: ANN401 - whatever the cell holds
    """Return a day or a time as the number Excel keeps for it, anything else as it is."""
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - Excel's days have no zone
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - Excel's days have no zone
        return days if days > 60 else days - 1  # noqa: PLR2004 - Excel has a 29 February 1900
    return value


def is_error(value: Any) -> bool:  # noqa: ANN401 - whatever the cell holds
    """Tell whether a saved value is one of Excel's errors."""
    return isinstance(value, str) and re.fullmatch(r"#(N/A|[A-Z_/0-9]+[!?])", value) is not None


def saved_cell(lines: list[list[Any]], row: int, place: int) -> Any:  # noqa: ANN401 - whatever the cell holds
    """Return a single cell as formulas read it: a day as its number, an error as missing."""
    value = saved_value(lines, row, place)
    return float("nan") if is_error(value) else serial(value)


def as_column(values: list[Any], rows: list[int]) -> "pd.Series[Any]":
    """Return cells as a column of one kind where they are of one; blanks and errors are missing."""
    plain = [None if value is None or is_error(value) else value for value in values]
    if not any(isinstance(value, str) and value for value in plain):
        plain = [None if value == "" else value for value in plain]  # an empty text among numbers is missing
    known = [value for value in plain if value is not None]
    if known and all(isinstance(value, datetime) for value in known):
        return pd.Series(pd.to_datetime(pd.Series(plain)).to_numpy(), index=rows)
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in known):
        return pd.Series(plain, index=rows, dtype="float64")
    if all(isinstance(value, bool) for value in known):
        return pd.Series(plain, index=rows, dtype="boolean" if len(known) < len(plain) else "bool")
    if all(isinstance(value, str) for value in known):
        return pd.Series(plain, index=rows, dtype="str")
    numbers = [serial(value) for value in plain]
    mixed = [
        float(value) if isinstance(value, int) and not isinstance(value, bool) else value for value in numbers
    ]
    return pd.Series(mixed, index=rows, dtype="object")


def headings(found: list[Any], first: int) -> list[str]:
    """Return a name for each column: its heading, or its letter; a number is added where two agree."""
    names: list[str] = []
    for place, value in enumerate(found):
        letters, rest = "", first + place + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        plain = value.date().isoformat() if isinstance(value, datetime) else " ".join(str(value).split())
        name = f"Column {letters}" if value is None or not plain else plain
        taken = sum(one == name or one.startswith(f"{name} (") for one in names)
        names.append(f"{name} ({taken + 1})" if taken else name)
    return names


def table_from(lines: list[list[Any]], header: int, last: int, columns: str) -> pd.DataFrame:
    """Return a table of a sheet: headings in row `header` (0: none), data below it to row `last`.

    The index is Excel's row number, so that `table.loc[7]` is row 7 of the sheet.
    """
    first, final = (column_place(letters) for letters in columns.split(":"))
    places, rows = range(first, final + 1), list(range(max(header, 0) + 1, last + 1))
    names = headings([saved_value(lines, header, place) if header else None for place in places], first)
    made = [as_column([saved_value(lines, row, place) for row in rows], rows) for place in places]
    return pd.DataFrame(dict(zip(names, made, strict=True)), index=rows)


def block_from(lines: list[list[Any]], first: int, last: int, columns: str) -> pd.DataFrame:
    """Return cells without headings, rows `first` to `last`, their columns named by their letters."""
    start, final = (column_place(letters) for letters in columns.split(":"))
    places, rows = range(start, final + 1), list(range(first, last + 1))
    made = [as_column([saved_value(lines, row, place) for row in rows], rows) for place in places]
    return pd.DataFrame(dict(zip(headings([None] * len(places), start), made, strict=True)), index=rows)


def beside(lines: list[list[Any]], letters: str, rows: Any, offset: int) -> "pd.Series[Any]":  # noqa: ANN401 - row numbers
    """Return what is saved in a column, for each of `rows` the cell so many rows further down."""
    place = column_place(letters)
    return as_column([saved_value(lines, row + offset, place) for row in rows], list(rows))


def row_by_row(table: Any, name: str, back: int, work: Any, kept: Any) -> "pd.Series[Any]":  # noqa: ANN401 - a table, a function, a column
    """Return a column whose formula reads its own rows above, worked out from the top, a row at a time.

    `work` gives the column of a few rows of the table, `back` says how many rows up it looks; `kept` is the
    column with what is typed in, missing where the formula stands.
    """
    values = [None if pd.isna(value) else value for value in kept]
    for place, row in enumerate(table.index):
        if values[place] is None:
            first = max(0, place - back)
            rows = list(table.index[first : place + 1])
            few = table.loc[rows].assign(**{name: as_column(values[first : place + 1], rows)})
            found = work(few)
            found = found.loc[row] if isinstance(found, pd.Series) else found
            values[place] = None if pd.isna(found) else found
    return as_column(values, list(table.index))


def as_saved(column: Any, lines: list[list[Any]], letters: str, rows: list[int]) -> "pd.Series[Any]":  # noqa: ANN401 - a column, or one value for all
    """Return a column with some rows as they are saved: those where no formula or another one stands."""
    place = column_place(letters)
    values = column.astype("object").to_dict()
    for row in rows:
        saved = saved_value(lines, row, place)
        values[row] = float(saved) if isinstance(saved, int) and not isinstance(saved, bool) else saved
    return as_column([None if pd.isna(value) else value for value in values.values()], list(values))


def as_days(column: Any) -> "pd.Series[Any]":  # noqa: ANN401 - a column of numbers
    """Return Excel's numbers of days as dates."""
    days: pd.Series[Any] = pd.Timestamp("1899-12-30") + pd.to_timedelta(pd.to_numeric(column), unit="D")
    return days


def same(found: Any, saved: Any) -> bool:  # noqa: ANN401 - whatever a cell may hold
    """Tell whether a value is the saved one: numbers to nine digits; a missing one is an error or nothing."""
    if isinstance(found, pd.Timestamp):
        found = found.to_pydatetime()
    found, saved = serial(found), serial(saved)
    if found is None or found is pd.NaT or (not isinstance(found, str) and pd.isna(found)):
        return saved is None or saved == "" or is_error(saved)
    if isinstance(saved, str) or isinstance(found, str) or saved is None:
        return isinstance(found, str) and found == (saved or "")
    if isinstance(saved, bool) or type(found).__name__ in {"bool", "bool_"}:
        return isinstance(saved, bool) and bool(found) == saved
    return bool(abs(found - saved) <= 1e-9 * max(abs(found), abs(saved), 1.0))


def count_same(found: Any, lines: list[list[Any]], where: str, but: Any = ()) -> int:  # noqa: ANN401 - a column or a value; row numbers
    """Return how many values equal those saved in a column (its letters) or a cell; stop at a difference."""
    letters = where.rstrip("0123456789")
    place = column_place(letters)
    one = {int(where[len(letters) :]): found} if letters != where else None
    values = found.to_dict() if one is None else one
    compared = {row: value for row, value in values.items() if row not in but}
    for row, value in compared.items():
        saved = saved_value(lines, row, place)
        if not same(value, saved):
            raise AssertionError(f"{letters}{row} is {value!r} here; the workbook has {saved!r} saved.")
    return len(compared)
