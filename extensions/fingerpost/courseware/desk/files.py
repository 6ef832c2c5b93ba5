"""An extract chosen from a list of files, and read: by path, so that no copy lands in the notebook."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.errors import FingerpostError, WrongUseError
from fingerpost.warehouse.paths import authority, returns_folder

if TYPE_CHECKING:
    import pandas as pd

_CSV, _BOOKS = (".csv", ".txt"), (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_ENCODINGS = ("utf-8-sig", "cp1252")  # what exports come in: as Excel's "CSV UTF-8", or as Windows writes


class ExtractFaultError(FingerpostError):
    """The folder or the extract cannot be read; the message says what to try."""


@dataclass(frozen=True)
class Files:
    """The extracts of one folder, numbered from 1."""

    folder: Path
    paths: tuple[Path, ...]
    is_own: bool = True
    """Whether these are the learner's own extracts, and not the course's invented returns."""

    def __getitem__(self, number: int) -> Path:
        if not 1 <= number <= len(self.paths):
            raise WrongUseError(
                f"There is no file {number} in the list; it goes from 1 to {len(self.paths)}."
            )
        return self.paths[number - 1]

    def __repr__(self) -> str:
        rows = [
            f"{n:>3}  {path.relative_to(self.folder)}  ({_size(path)})"
            for n, path in enumerate(self.paths, 1)
        ]
        return "\n".join([f"Files in {self.folder.name}:", *rows])


def files(folder: str | Path = "") -> Files:
    """Return the CSV files in a folder and its subfolders by name, then the workbooks; nothing is opened.

    Without a folder these are the course's own invented returns, to practise on.
    Raises ExtractFaultError where the folder is not there or holds none.
    """
    is_own = bool(folder)
    folder = folder or returns_folder(authority())
    place = Path(str(folder).strip().strip("\"'")).expanduser()  # Windows' "Copy as path" adds quotes
    if not place.is_dir():
        raise ExtractFaultError(
            f"There is no folder {place}. Open it in the file explorer, click its address bar, copy "
            'what stands there and paste it between r" and ".'
        )
    found = sorted(
        (path for path in place.rglob("*") if path.suffix.lower() in _CSV + _BOOKS and path.is_file()),
        key=lambda path: (path.suffix.lower() in _BOOKS, path),
    )
    if not found:
        raise ExtractFaultError(f"{place} holds no CSV file and no workbook. Save your extract there first.")
    return Files(place, tuple(found), is_own)


def read(listed: Files, number: int, *, sheet: str | int = 0, skip: int = 0) -> "pd.DataFrame":
    """Return one extract as a table with every cell as text, blanks as missing: nothing is guessed at.

    `sheet` is a worksheet's name or place (0 is the first), `skip` the number of title rows above the header.
    An extract of one's own is marked, and no walkthrough takes it: its rows would stay in the notebook.
    Raises ExtractFaultError where it cannot be read.
    """
    import pandas as pd  # noqa: PLC0415 - only a page that reads an extract pays for it

    from fingerpost.walkthroughs.preflight import FROM_THE_DESK  # noqa: PLC0415 - as above

    path = listed[number]
    try:
        table = _table_in(path, sheet, skip)
    except (OSError, ValueError, LookupError, pd.errors.ParserError) as trouble:
        raise ExtractFaultError(
            f"{path.name} cannot be read as a table ({type(trouble).__name__}). Is it open in Excel? Is "
            "there a title above the header (skip=2)? Is the sheet's name right?"
        ) from None
    if listed.is_own:
        table.attrs[FROM_THE_DESK] = True
    return table


def _table_in(path: Path, sheet: str | int, skip: int) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - as in read

    if path.suffix.lower() in _BOOKS:
        return pd.read_excel(path, sheet_name=sheet, skiprows=skip, dtype=str, engine="calamine")
    return pd.read_csv(path, skiprows=skip, dtype=str, encoding=_encoding(path), sep=None, engine="python")


def _encoding(path: Path) -> str:
    """Return the first encoding that the whole file can be read in."""
    held = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            held.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"  # takes every byte


def _size(path: Path) -> str:
    told = path.stat()
    changed = datetime.fromtimestamp(told.st_mtime).astimezone()
    return f"{max(1, told.st_size // 1024):,} kB, changed {changed.day} {changed:%B %Y}"
