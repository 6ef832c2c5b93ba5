"""Files that call themselves workbooks and are none."""

import zipfile
from pathlib import Path


def encrypted(path: Path) -> None:
    """Write how a file begins that Excel has locked with a password."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def bomb(path: Path) -> None:
    """Write a small zip whose workbook unpacks to 6 MB."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as entry,
    ):
        for _ in range(6):
            entry.write(b"0" * 1_000_000)


def csv_renamed(path: Path) -> None:
    """Write lines of text under a workbook's name."""
    path.write_text("Place,Weeks\nLeeds,3\n", encoding="utf-8")
