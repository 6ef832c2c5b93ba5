"""A learner's own file as a DataFrame in which nothing was lost: leading zeros, 'NA' and long ids stay.

Files are read here, in the learner's own Python; nothing of them goes anywhere else.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pandas as pd

from fingerpost.walkthroughs.preflight import CannotShowError

_ENCODINGS = ("utf-8-sig", "cp1252")  # Excel in Britain writes both
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_Read = TypeVar("_Read")
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_source(source: object) -> object:
    """Return the table in a CSV file or in a workbook's first sheet; anything that is no path as it is.

    Raises:
        CannotShowError: the file is not there, is empty, or is not what its name says.
    """
    if not isinstance(source, str | Path):
        return source
    file, is_workbook = checked_file(source)
    if is_workbook:
        return open_workbook(file, lambda: pd.read_excel(file, engine="calamine"))
    return _with_numbers(_as_text(file))


def checked_file(source: str | Path) -> tuple[Path, bool]:
    """Return the file and whether it is a workbook; it is there, is not empty, and is what its name says.

    Raises:
        CannotShowError: it is not.
    """
    file = Path(source)
    if not file.is_file():
        raise CannotShowError(f"There is no file '{source}'. Check its name and the folder it is in.")
    if file.suffix.lower() in _WORKBOOKS:
        _check_workbook(file)
        return file, True
    if file.suffix.lower() in {".csv", ".txt", ".tsv"}:
        _check_text(file)
        return file, False
    raise CannotShowError(f"'{file.name}' is no CSV file and no workbook. Save the table as one of these.")


def text_of(file: Path) -> tuple[str, str]:
    """Return a file's text and its coding: UTF-8, or the one that Excel in Britain writes otherwise."""
    for encoding in _ENCODINGS:
        try:
            return file.read_text(encoding=encoding), encoding
        except UnicodeDecodeError:
            continue
    raise CannotShowError(f"'{file.name}' is not text in a coding we know. Save it as CSV UTF-8 from Excel.")


def open_workbook(file: Path, read: Callable[[], _Read]) -> _Read:
    """Return what `read` reads from a workbook, or say in one sentence why it cannot be opened."""
    try:
        return read()
    except Exception as trouble:  # noqa: BLE001 - the reader raises a class of its own for each format
        raise CannotShowError(
            f"'{file.name}' cannot be opened as a workbook ({trouble}). "
            "If it has a password, take it off; then save it as .xlsx."
        ) from None


def _check_workbook(file: Path) -> None:
    if not file.read_bytes()[:4].startswith((_ZIP, _OLD_EXCEL)):
        raise CannotShowError(
            f"'{file.name}' is no workbook, though its name says so. Open it in Excel and save it as .xlsx, "
            "or end its name in .csv if it is text."
        )


def _check_text(file: Path) -> None:
    start = file.read_bytes()[:4]
    if start.startswith((_ZIP, _OLD_EXCEL)):
        raise CannotShowError(
            f"'{file.name}' is a workbook, though its name says text. End its name in .xlsx and try again."
        )
    if not start.strip():
        raise CannotShowError(f"'{file.name}' is empty. Check the program that wrote it.")


def _as_text(file: Path) -> pd.DataFrame:
    """Return the file's cells as they are written; an empty cell is blank, 'NA' is text."""
    for encoding in _ENCODINGS:
        try:
            return pd.read_csv(
                file,
                dtype="str",
                encoding=encoding,
                keep_default_na=False,
                na_values=[""],
                sep=_separator(file, encoding),
            )
        except UnicodeDecodeError:
            continue
        except (pd.errors.ParserError, ValueError) as trouble:
            raise CannotShowError(
                f"'{file.name}' cannot be read as a table ({trouble}). Is there a title above the headings?"
            ) from None
    raise CannotShowError(f"'{file.name}' is not text in a coding we know. Save it as CSV UTF-8 from Excel.")


def separator_of(*lines: str) -> str:
    """Return the separator that stands in most of the lines; of several the commonest."""

    def met(mark: str) -> tuple[int, int]:
        return sum(mark in line for line in lines), sum(line.count(mark) for line in lines)

    return max(",;\t|", key=met)


def _separator(file: Path, encoding: str) -> str:
    """Return what stands between the headings most often: Excel takes it from the computer's settings."""
    with file.open(encoding=encoding) as lines:
        return separator_of(lines.readline())


def _with_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the columns as numbers whose every cell is written just as a number is."""
    numbers = {str(name): number for name in table if (number := _numbers(table[name])) is not None}
    return table.assign(**numbers)


def _numbers(column: "pd.Series[str]") -> "pd.Series[float] | pd.Series[int] | None":
    """Return a column as numbers, or nothing if one of its cells would read differently afterwards."""
    filled = column.dropna()
    if filled.empty or not filled.str.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?").all():
        return None
    return pd.to_numeric(column)
