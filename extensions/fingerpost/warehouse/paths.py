"""Where built things live: one data root, and in it one file an authority."""

import os
import sys
from pathlib import Path

DATA_VARIABLE = "FINGERPOST_DATA"
AUTHORITY_VARIABLE = "FINGERPOST_AUTHORITY"


def data_root() -> Path:
    """Return the folder of the built edition: FINGERPOST_DATA, else share/fingerpost of this Python."""
    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen) if chosen else Path(sys.prefix) / "share" / "fingerpost"


def authority() -> str:
    """Return what this process reads: FINGERPOST_AUTHORITY, a letter or "region", else A."""
    return os.environ.get(AUTHORITY_VARIABLE) or "A"


def said(name: str) -> str:
    """Return a warehouse's name as a sentence says it: "authority A", "the region"."""
    return f"authority {name}" if len(name) == 1 else f"the {name}"


def warehouse_folder(root: Path | None = None) -> Path:
    """Return the folder that holds every authority's file."""
    return (root or data_root()) / "warehouse"


def warehouse_file(letter: str, root: Path | None = None) -> Path:
    """Return the DuckDB file of an authority, whether or not it exists."""
    return warehouse_folder(root) / f"{letter}.duckdb"


def being_built(name: str) -> str:
    """Return the pattern of the folders in which a warehouse is made before it is whole."""
    return f".{name}.building.*"


def manifest_file(letter: str, root: Path | None = None) -> Path:
    """Return the content manifest beside an authority's file."""
    return warehouse_folder(root) / f"{letter}.manifest.json"


def returns_folder(letter: str, root: Path | None = None) -> Path:
    """Return the folder of an authority's returns as delivered, one folder a year."""
    return warehouse_folder(root) / letter


def deliveries_folder(letter: str, root: Path | None = None) -> Path:
    """Return the folder of the files that notebooks of an authority open, one folder a module."""
    return warehouse_folder(root) / f"{letter}.files"


def delivery_folder(letter: str, module: str, root: Path | None = None) -> Path:
    """Return the folder of the files that one module's notebooks open."""
    return deliveries_folder(letter, root) / module


def year_folder(letter: str, ending: int, root: Path | None = None) -> Path:
    """Return the folder of one year's SSDA903 files."""
    return returns_folder(letter, root) / f"ssda903_{ending}"
