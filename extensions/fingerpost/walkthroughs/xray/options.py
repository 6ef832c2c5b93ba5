"""How a file is read: pandas' own arguments, run and shown from one place, and DuckDB's for the same."""

import io
import json
import warnings
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api import types

from fingerpost.walkthroughs.quoting import sql_literal
from fingerpost.walkthroughs.xray.opened import Opened

NOTHING_SAID = frozenset(
    {"NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "<NA>", "#N/A", "#NA", "-NaN", "-nan"}
)
"""The words that pandas takes for a blank unless told otherwise: its documented default `na_values`."""

_WIDEST = 80


@dataclass(frozen=True)
class Options:
    """What a read line says beside the file's name."""

    separator: str = ","
    encoding: str = "utf-8"
    skip: int = 0
    text: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    date_format: str = ""
    day_first: bool = False
    keep_words: bool = False

    def arguments(self) -> dict[str, Any]:
        """Return pandas' arguments that differ from its own choice."""
        said: dict[str, Any] = {}
        if self.separator != ",":
            said["sep"] = self.separator
        if self.encoding != "utf-8":
            said["encoding"] = self.encoding
        if self.skip:
            said["skiprows"] = self.skip
        if self.text:
            said["dtype"] = dict.fromkeys(self.text, "str")
        if self.dates:
            said["parse_dates"] = list(self.dates)
        if self.date_format:
            said["date_format"] = self.date_format
        if self.day_first:
            said["dayfirst"] = True
        if self.keep_words:
            said |= {"keep_default_na": False, "na_values": [""]}
        return said


def read(opened: Opened, options: Options) -> pd.DataFrame:
    """Return the file as pandas reads it with these options; it may raise what pandas raises."""
    said = options.arguments()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a guess at dates is warned of; the step says it in words
        if opened.file is not None:
            sheet: pd.DataFrame = pd.read_excel(
                opened.file, sheet_name=opened.sheet, engine="calamine", **said
            )
            return sheet
        said.pop("encoding", None)  # the text is decoded already
        table: pd.DataFrame = pd.read_csv(io.StringIO(opened.text), **said)
        return table


def read_line(opened: Opened, options: Options) -> str:
    """Return the line that reads the file so, broken where it is long."""
    said = [f"{name}={_written(value)}" for name, value in options.arguments().items()]
    function = "read_csv"
    if opened.file is not None:
        function = "read_excel"
        said = [f"sheet_name={_written(opened.sheet)}"] * bool(opened.sheet) + ['engine="calamine"', *said]
    name = _written(opened.name)
    if not said:
        return f"pd.{function}({name})"
    return f"pd.{function}(\n    " + ",\n    ".join([name, *said]) + ",\n)"


def sql_read(opened: Opened, options: Options, stored: pd.DataFrame | None = None) -> str:
    """Return DuckDB's way to the same: with `stored` every column's type is stated, as SQL would have it.

    DuckDB reads workbooks only with an extension from the internet: there it asks the DataFrame.
    """
    if opened.file is not None:
        return "FROM sheet"
    said = []
    if stored is not None:
        typed = [f"{sql_literal(str(name))}: '{_sql_type(stored[name])}'" for name in stored.columns]
        said = ["header = true", f"columns = {_in_brackets(typed)}"]
        said += [] if options.keep_words else _null_words(opened)
    else:
        stated = dict.fromkeys(options.text, "VARCHAR")
        stated |= dict.fromkeys(options.dates if options.date_format else (), "DATE")
        kinds = ", ".join(f"{sql_literal(name)}: '{kind}'" for name, kind in stated.items())
        said += [f"types = {{{kinds}}}"] if kinds else []
    said += [f"dateformat = {sql_literal(options.date_format)}"] if options.date_format else []
    said += [f"delim = {sql_literal(options.separator)}"] if options.separator != "," else []
    said += ["encoding = 'latin-1'"] if options.encoding != "utf-8" else []
    said += [f"skip = {options.skip}"] if options.skip else []
    said += ["null_padding = true"] if stored is not None and opened.has_short_rows else []
    inside = ",\n    ".join([sql_literal(opened.name), *said])
    return f"FROM read_csv(\n    {inside}\n)" if said else f"FROM read_csv({inside})"


def _in_brackets(pairs: list[str]) -> str:
    """Return a dictionary's pairs in curly brackets: on one line, or where that is long each on its own."""
    on_one_line = f"{{{', '.join(pairs)}}}"
    if len(on_one_line) <= _WIDEST:
        return on_one_line
    return "{\n        " + ",\n        ".join(pairs) + "\n    }"


def _null_words(opened: Opened) -> list[str]:
    """Return the words of this file that pandas took for blanks, said to DuckDB as well."""
    words = sorted({str(cell) for cells in opened.columns.values() for cell in cells if cell in NOTHING_SAID})
    return [f"nullstr = ['', {', '.join(map(sql_literal, words))}]"] if words else []


def _sql_type(values: "pd.Series[Any]") -> str:
    if types.is_datetime64_any_dtype(values):
        return "DATE"
    if types.is_bool_dtype(values):
        return "BOOLEAN"
    if types.is_integer_dtype(values):
        return "BIGINT"
    return "DOUBLE" if types.is_float_dtype(values) else "VARCHAR"


def _written(value: object) -> str:
    """Return a value as Python code has it, in double quotes."""
    if isinstance(value, bool | int):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)
