"""Receipts as a course root makes and keeps them: one for each hand-in, none is ever taken out."""

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from fingerpost.grading.engine.stage import FEEDBACK_KEY, STAMP
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.intake.opening import NotANotebookError, plain_kind, read_plain
from fingerpost.grading.intake.stamps import moment_of
from fingerpost.grading.receipts.receipt import Receipt, hashes_of
from fingerpost.grading.run.records import RECEIPT_KEY, RECEIPTS, append_line, folder_of

_KEY_BYTES = 32
_MOST_BYTES = 1_000


def receipt_key(root: Path, *, make: bool = False) -> bytes | None:
    """Return the key with which a course root seals receipts, made once; None where there is none."""
    file = root / RECEIPT_KEY
    if make:
        _make_key(file)
    try:
        return bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def _make_key(file: Path) -> None:
    with held(file.with_suffix(".lock")):
        if file.exists():
            return
        part = file.with_name(f".{file.name}.{os.getpid()}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as written:
            written.write(secrets.token_hex(_KEY_BYTES))
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)


def make_receipt(
    root: Path, course: str, assignment: str, learner: str, folder: Path, *, arrived: str = ""
) -> Receipt:
    """Return the receipt for what stands in a learner's folder; the same one where it has been given before.

    `folder` is the collected one, `submitted/<learner>/<assignment>`. Links and devices in it are not read.
    `arrived` is when it was written into the exchange, by the exchange's own clock.
    """
    kept = folder_of(root, assignment) / RECEIPTS
    with held(kept.with_suffix(".lock")):
        files, texts = contents_of(folder)
        handed_in = handed_in_at(folder)
        given = [one for one in receipts_of(root, assignment) if one.learner == learner]
        if given and (given[-1].files, given[-1].handed_in) == (files, handed_in):
            return given[-1]
        key = receipt_key(root, make=True) or b""
        receipt = Receipt(
            course=course,
            assignment=assignment,
            learner=learner,
            number=len(given) + 1,
            handed_in=handed_in,
            received=datetime.now(UTC).isoformat(timespec="seconds"),
            files=files,
            texts=texts,
            arrived=arrived,
        ).sealed(key)
        append_line(kept, json.dumps(asdict(receipt)))
    return receipt


def receipts_of(root: Path, assignment: str) -> Iterator[Receipt]:
    """Yield the receipts given for an assignment, oldest first; one that a crash cut short is left out."""
    file = folder_of(root, assignment) / RECEIPTS
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        try:
            yield Receipt(**json.loads(line))
        except (ValueError, TypeError):
            continue


def secret_of(folder: Path) -> str:
    """Return the random words that a learner's hand-in carries, '' for none: they alone know them, and we."""
    try:
        return read_plain(folder / FEEDBACK_KEY, _MOST_BYTES).decode("utf-8", "replace").strip()
    except NotANotebookError:
        return ""


def arrived_at(folder: Path) -> str:
    """Return when the last file of a hand-in was written or changed, by the clock of its file system.

    A program can set when a file was modified to any day, and not when it was last changed at all, which is
    what is read here: work that is changed after it was handed in is later by that.
    """
    found = [path.lstat().st_ctime for path in folder.rglob("*")] if folder.is_dir() else []
    return datetime.fromtimestamp(max(found), UTC).isoformat(timespec="seconds") if found else ""


def contents_of(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return by notebook the hashes of its bytes, and of its text; links and devices are left out."""
    found = sorted(folder.glob("*.ipynb")) if not folder.is_symlink() else []
    hashes = {path.name: hashes_of(path) for path in found if not plain_kind(path)}
    return {name: raw for name, (raw, _) in hashes.items()}, {
        name: text for name, (_, text) in hashes.items()
    }


def handed_in_at(folder: Path) -> str:
    """Return the moment that a hand-in's own stamp names, '' for none."""
    try:
        moment = moment_of(read_plain(folder / STAMP, _MOST_BYTES).decode("utf-8", "replace"))
    except NotANotebookError:
        return ""
    return moment.isoformat() if moment else ""
