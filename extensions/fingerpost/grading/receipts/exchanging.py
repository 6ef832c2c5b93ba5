"""Receipts through nbgrader's exchange: one at hand-in, one with the course's seal when work is collected.

`c.ExchangeFactory.submit` names `SubmitWithReceipt` (this package's own settings for learners do), and
`c.ExchangeFactory.collect` names `CollectWithReceipts` (the course's settings do). At hand-in the content is
read back from the exchange, with the moment at which its file system wrote it down. The key is in the
course root, where no learner is, so that receipt has no seal. The sealed one lies in the exchange under a
name made of the random words that came with the hand-in, in a folder that cannot be listed, as nbgrader's
feedback does.
"""

import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeSubmit
from traitlets import Bool

from fingerpost.errors import FingerpostError
from fingerpost.grading.gradebook.dates import from_gradebook, late_by, late_in_words
from fingerpost.grading.gradebook.published import due_date
from fingerpost.grading.receipts.making import (
    arrived_at,
    contents_of,
    handed_in_at,
    make_receipt,
    secret_of,
)
from fingerpost.grading.receipts.moments import said_of
from fingerpost.grading.receipts.receipt import Receipt, ReceiptFaultError, read_receipt
from fingerpost.grading.run.records import write_whole

_FOLDER = "receipts"
_HANDED_IN = "-handed-in.json"


class NothingToFetchError(FingerpostError):
    """No receipt waits for this learner."""


class SubmitWithReceipt(ExchangeSubmit):  # type: ignore[misc]  # nbgrader ships no types
    """Hands in as nbgrader does, then writes a receipt for what has arrived into the folder `receipts`."""

    def copy_files(self) -> None:
        """Hand in, then look at what lies in the exchange.

        What arrived in part is taken away again and is a failure; a receipt that cannot be written is said.
        """
        there = Path(self.inbound_path) / self.assignment_filename
        is_new = not there.exists()
        try:
            super().copy_files()
            self._refuse_a_part(there)
        except (OSError, ExchangeError):
            if is_new:
                self._take_back(there)
            raise
        receipt = self._receipt(there)
        for said in said_of(receipt, due_date(Path(self.root), receipt.course, receipt.assignment)):
            self.log.warning("%s of %s: %s", receipt.assignment, receipt.learner, said)
        try:
            self.log.info("Receipt: %s", self._write(receipt))
        except OSError as trouble:
            self.log.warning("Handed in, but no receipt could be written: %s", trouble)

    def _refuse_a_part(self, there: Path) -> None:
        """Raise nbgrader's ExchangeError where what lies in the exchange is not what was sent."""
        sent, arrived = contents_of(Path(self.src_path))[0], contents_of(there)[0]
        if any(arrived.get(name) != content for name, content in sent.items()):
            self.fail(
                f"What arrived in {there} is not what was sent: a notebook was saved at that very moment, or "
                "a disk is full. Hand in again."
            )

    def _take_back(self, there: Path) -> None:
        """Leave nothing of a hand-in that failed: a tutor would collect it, a learner would see it listed."""
        name = self.assignment_filename.rsplit("+", 1)[0] if self.add_random_string else there.name
        for part in (there, Path(self.cache_path) / name):
            shutil.rmtree(part, ignore_errors=True)

    def _receipt(self, there: Path) -> Receipt:
        learner, assignment, _rest = self.assignment_filename.split("+", 2)
        files, texts = contents_of(there)
        arrived = arrived_at(there)
        return Receipt(
            course=str(self.coursedir.course_id),
            assignment=assignment,
            learner=learner,
            number=len(list(Path(self.cache_path).glob(f"{learner}+{assignment}+*"))),
            handed_in=handed_in_at(there),
            received=arrived,
            files=files,
            texts=texts,
            arrived=arrived,
        )

    def _write(self, receipt: Receipt) -> Path:
        name = f"{_plain(receipt.assignment)}-{receipt.number}{_HANDED_IN}"
        file = Path(self.assignment_dir).absolute() / _FOLDER / name
        write_whole(file, receipt.to_text())
        return file


class CollectWithReceipts(ExchangeCollect):  # type: ignore[misc]  # nbgrader ships no types
    """Collects as nbgrader does, then gives a receipt for each hand-in it has."""

    only_from_owner = Bool(
        default_value=False,
        help="Take a hand-in as the work of the account that owns it, whatever name it bears: learners share "
        "this machine, and anybody could hand in under another's name.",
    ).tag(config=True)

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Return a hand-in's learner, folder and moment."""
        record: dict[str, Any] = super()._path_to_record(path)
        owner = Path(path).owner() if self.only_from_owner else record["username"]
        if owner != record["username"]:
            self.log.warning(
                "%s bears the name of %s and is %s's; it is taken as %s's.",
                path,
                record["username"],
                owner,
                owner,
            )
        return record | {"username": owner}

    def copy_files(self) -> None:
        """Collect, then give receipts; one that cannot be given is said and stops nothing."""
        sent = {str(record["username"]): str(record["filename"]) for record in self.src_records}
        arrived = {name: arrived_at(Path(self.inbound_path, folder)) for name, folder in sent.items()}
        super().copy_files()
        self._say_what_is_late()
        for learner, moment in sorted(arrived.items()):
            try:
                self._give(learner, moment)
            except OSError as trouble:
                self.log.warning("No receipt could be given to %s: %s", learner, trouble)

    def _say_what_is_late(self) -> None:
        """Write a line for each hand-in after the due date; all are collected, and extensions count later."""
        for record in self.src_records:
            late = late_by(from_gradebook(self.duedate), from_gradebook(record["timestamp"]))
            if late:
                self.log.warning("%s handed in %s; it is collected.", record["username"], late_in_words(late))

    def _give(self, learner: str, arrived: str) -> None:
        assignment = str(self.coursedir.assignment_id)
        place = self.coursedir.format_path(self.coursedir.submitted_directory, learner, assignment)
        root, course = Path(self.coursedir.root), str(self.coursedir.course_id)
        receipt = make_receipt(root, course, assignment, learner, Path(place), arrived=arrived)
        if secret := secret_of(Path(place)):
            put_receipt(Path(self.root) / course, receipt, secret)


def put_receipt(exchange: Path, receipt: Receipt, secret: str) -> Path:
    """Put a receipt into a course's part of the exchange; returns its file."""
    folder = exchange / _FOLDER
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)  # enter, never list
    file = folder / _name(secret)
    write_whole(file, receipt.to_text())
    file.chmod(0o644)
    return file


def said_of_last(home: Path, assignment: str) -> tuple[str, ...]:
    """Return what is told of the moment of the last hand-in from a learner's folder; nothing without one."""
    found = sorted(home.glob(f"**/{_FOLDER}/{_plain(assignment)}-*{_HANDED_IN}"), key=_written_at)
    try:
        receipt = read_receipt(found[-1])
    except (IndexError, ReceiptFaultError):
        return ()
    return said_of(receipt, due_date(_own_settings()[0], receipt.course, assignment))


def _written_at(file: Path) -> float:
    return file.stat().st_mtime


def fetch_receipts(to: Path) -> list[Path]:
    """Return the receipts of one's own hand-ins, copied into `to`; raises NothingToFetchError for none."""
    exchange, cache = _own_settings()
    found = []
    for handed_in in sorted(cache.glob("*/*+*+*")):
        secret = secret_of(handed_in)
        file = exchange / handed_in.parent.name / _FOLDER / _name(secret)
        if secret and file.is_file():
            receipt = read_receipt(file)
            target = to / f"{_plain(receipt.assignment)}-{int(receipt.number)}.json"
            write_whole(target, receipt.to_text())
            found.append(target)
    if not found:
        raise NothingToFetchError(
            f"There is no receipt in {exchange} for what you handed in from this account. One is made when "
            "your tutor collects; try again then."
        )
    return found


def _own_settings() -> tuple[Path, Path]:
    """Return the exchange and the folder in which nbgrader kept what was handed in, by its own settings."""
    from jupyter_core.paths import jupyter_config_path  # noqa: PLC0415 - for learners alone
    from nbgrader.apps import NbGrader  # noqa: PLC0415 - as above
    from nbgrader.exchange.default.exchange import Exchange  # noqa: PLC0415 - as above

    app = NbGrader()
    app.log_level = "ERROR"
    app.config_file_paths.extend(jupyter_config_path())
    app.load_config_file()
    told: Any = Exchange(config=app.config)
    return Path(str(told.root)), Path(str(told.cache))


def _name(secret: str) -> str:
    return sha256(f"fingerpost receipt: {secret}".encode()).hexdigest() + ".json"


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in name)
