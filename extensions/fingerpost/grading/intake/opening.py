"""Opening what a learner handed in: no link followed, no device waited for, any usual encoding read."""

import codecs
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_BYTES = 64_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = ((stat.S_ISLNK, "a link"), (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"))


class NotANotebookError(Exception):
    """The file cannot be marked; the text says what it is instead, to go after 'the file'."""


@dataclass(frozen=True)
class Opened:
    """A notebook's JSON as it was handed in, its bytes, and what had to be done to read it."""

    held: dict[str, Any]
    raw: bytes
    notes: tuple[str, ...] = ()


def plain_kind(path: Path) -> str:
    """Return '' for an ordinary file that no other name leads to, else what the path is, in words."""
    try:
        seen = path.lstat()
    except OSError as trouble:
        return f"something that cannot be looked at ({trouble.strerror or type(trouble).__name__})"
    for is_kind, said in _KINDS:
        if is_kind(seen.st_mode):
            return said
    if not stat.S_ISREG(seen.st_mode):
        return "a device"
    return "a second name of another file (a hard link)" if seen.st_nlink > 1 else ""


def read_plain(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of an ordinary file; raises NotANotebookError for anything else or for too many."""
    if said := plain_kind(path):
        raise NotANotebookError(f"is {said}, not a file of its own")
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise NotANotebookError("is no file of its own")
            raw = file.read(most + 1)
    except OSError as trouble:
        raise NotANotebookError(f"cannot be opened ({trouble.strerror or type(trouble).__name__})") from None
    if len(raw) > most:
        raise NotANotebookError(f"is larger than {most // 1_000_000} MB")
    return raw


def open_notebook(path: Path) -> Opened:
    """Return a notebook of format 4 as JSON; raises NotANotebookError."""
    raw = read_plain(path)
    text, notes = _decoded(raw)
    try:
        held = json.loads(text, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        raise NotANotebookError("does not hold the JSON text that Jupyter writes") from None
    if not isinstance(held, dict):
        raise NotANotebookError("holds JSON, but no notebook")
    major = held.get("nbformat")
    if isinstance(major, int) and major in (1, 2, 3):
        held, notes = _upgraded(held), (*notes, "It was saved in an old format and has been converted.")
    if not isinstance(held.get("cells"), list):
        raise NotANotebookError("holds JSON, but no notebook: there are no cells in it")
    return Opened(held, raw, notes)


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, whichever encoding an editor chose for it."""
    if not raw.strip():
        raise NotANotebookError("is empty")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            said = f"It was saved as {encoding.removesuffix('-sig').upper()} with a byte-order mark."
            return raw.decode(encoding, "replace"), (said,)
    if raw[:1] == b"\x00" or raw[1:2] == b"\x00":
        encoding = "utf-16-be" if raw[:1] == b"\x00" else "utf-16-le"
        return raw.decode(encoding, "replace"), ("It was saved as UTF-16.",)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), ("It was saved in the Windows encoding.",)


def _upgraded(held: dict[str, Any]) -> dict[str, Any]:
    from nbformat import convert, from_dict  # noqa: PLC0415 - only where a notebook is old

    try:
        made: dict[str, Any] = json.loads(json.dumps(convert(from_dict(held), 4)))
    except Exception:  # noqa: BLE001 - a converter of old formats may raise anything over a broken one
        raise NotANotebookError("is of an old notebook format, and not whole enough to convert") from None
    return made
