"""What a module's notebooks open: files as they come on a Monday morning, laid into the folder `data`.

A delivery is an extract, not yet a return: pupil numbers that are not known are blank in it, where a return
says UN1 to UN5. The files are those of the process's authority, so that a notebook which is run again on
another one opens that one's. On B, which only marking sees, they are harder to read (`difficulties.py`).
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fingerpost.errors import FingerpostError, WrongUseError
from fingerpost.spec.years import collection_year
from fingerpost.synth.world import World
from fingerpost.warehouse.paths import authority, delivery_folder, said
from fingerpost.warehouse.returns import write_ssda903
from fingerpost.warehouse.workbooks import ANNEX_A, write_annex_a

if TYPE_CHECKING:
    import duckdb

FOLDER = "data"
"""Where the files are laid, beside the notebook: what a learner types in front of a file's name."""


@dataclass(frozen=True)
class Delivery:
    """What one module gets: tables of one year's return as CSV, and whether Annex A comes with them."""

    year: int
    tables: tuple[str, ...]
    has_annex_a: bool = False
    harder: tuple[str, ...] = ()
    """What is planted for authorities with hard files, beside what an extract always has."""


DELIVERIES: Mapping[str, Delivery] = {
    "01": Delivery(2025, ("header", "episodes"), has_annex_a=True, harder=("days_up_to_12", "blank_column")),
}
"""What each module's notebooks open, by the module's number."""

_AN_EXTRACT = ("blank_upns",)


class DeliveryFaultError(FingerpostError):
    """The files of a module cannot be laid out; the message says what to do."""


@dataclass(frozen=True)
class Delivered:
    """The files that were laid out, in a notebook their names."""

    folder: Path
    names: tuple[str, ...]

    def __repr__(self) -> str:
        return f"In the folder {self.folder.name}: {', '.join(self.names)}"


def deliver(module: str) -> Delivered:
    """Return the files of a module, laid into the folder `data` beside the notebook.

    They are those of this process's authority. A file of ours that was changed, say by saving it in Excel,
    is put back as it came; other files in the folder stay as they are.

    Raises:
        WrongUseError: the module opens no files.
        DeliveryFaultError: the files are not built, or the folder cannot be written.
    """
    if module not in DELIVERIES:
        raise WrongUseError(f"Module '{module}' opens no files. These do: {', '.join(DELIVERIES)}.")
    letter = authority()
    held = delivery_folder(letter, module)
    if not held.is_dir():
        raise DeliveryFaultError(
            f"The files of module {module} for {said(letter)} are not in {held}. Build them with the course: "
            "fingerpost start, or `fingerpost course build`."
        )
    to = Path(FOLDER)
    sources = sorted(path for path in held.iterdir() if path.is_file())
    for source in sources:
        _lay(source, to / source.name)
    return Delivered(to, tuple(source.name for source in sources))


def _lay(source: Path, target: Path) -> None:
    """Copy one file whole, unless it is there as it came."""
    partly = target.with_name(f".{target.name}.part")
    try:
        if target.is_file() and not target.is_symlink() and target.read_bytes() == source.read_bytes():
            return
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, partly)  # contents only: the built files are read-only, the copies are not
        partly.replace(target)
    except OSError as trouble:
        raise DeliveryFaultError(
            f"{target} could not be written ({trouble.strerror}). Is it open in Excel? Close it and run "
            "this cell again."
        ) from None


def write_deliveries(connection: "duckdb.DuckDBPyConnection", world: World, out: Path) -> None:
    """Write what every module's notebooks open of one authority, below the data root `out`.

    The connection reads its warehouse as its default database and has the code changes registered.
    """
    for module, delivery in DELIVERIES.items():
        planted: Sequence[str] = (*_AN_EXTRACT, *(delivery.harder if world.has_hard_files else ()))
        folder = delivery_folder(world.authority.letter, module, out)
        year = collection_year(delivery.year)
        write_ssda903(connection, year, folder, difficulties=planted, tables=delivery.tables)
        if delivery.has_annex_a:
            write_annex_a(connection, world.authority.name, folder / ANNEX_A)
