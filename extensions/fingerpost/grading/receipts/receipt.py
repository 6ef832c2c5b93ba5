"""A receipt: the learner, the content's hashes, the receiver's time; and whether a file bears it out.

`seal` is a keyed hash that the course root alone can make, so a made-up receipt is found out there. `check`
needs no key: with it a learner, anywhere, sees that receipt and notebook are as they were. A receipt made as
work is handed in has no seal, for the key is in the course root; one made as it is collected has.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.grading.gradebook.dates import in_london
from fingerpost.grading.intake.opening import NotANotebookError, open_notebook, read_plain

_WHAT = "Receipt for work handed in: keep it. Type: fingerpost receipt verify THIS-FILE NOTEBOOK"
_MOST_BYTES = 100_000
_HEAD = 12
"""Signs of a hash that a sentence shows."""


class ReceiptFaultError(FingerpostError):
    """A receipt does not hold: it, or the notebook beside it, is not what was received."""


@dataclass(frozen=True)
class Receipt:
    """One hand-in as it was received. Moments are ISO 8601 with their zone; hashes SHA-256 in hexadecimal."""

    course: str
    assignment: str
    learner: str
    number: int
    """1 for the first hand-in of this assignment, 2 for the next."""
    handed_in: str
    """By the learner's own clock, '' where it was not stamped."""
    received: str
    """By the clock of whoever collected it; of one made as it was handed in, when it arrived."""
    files: Mapping[str, str]
    """Each notebook's name and the hash of its bytes."""
    texts: Mapping[str, str]
    """Each notebook's name and the hash of its cells' text alone, '' for one that cannot be read."""
    seal: str = ""
    arrived: str = ""
    """When the exchange's file system wrote down the last of it, by its own clock; '' where it came
    another way. No program of the learner's can choose this moment."""

    def sealed(self, key: bytes) -> "Receipt":
        """Return the receipt with the seal of this key."""
        return replace(self, seal=hmac.new(key, _bytes_of(replace(self, seal="")), "sha256").hexdigest())

    def is_sealed_by(self, key: bytes) -> bool:
        """Claim that the seal was made with this key, and that nothing has changed since."""
        return hmac.compare_digest(self.seal, self.sealed(key).seal)

    def to_text(self) -> str:
        """Return the receipt as the file that a learner keeps."""
        check = hashlib.sha256(_bytes_of(self)).hexdigest()
        told = {"what": _WHAT, **asdict(self), "check": check}
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def hashes_of(notebook: Path) -> tuple[str, str]:
    """Return the hashes of a notebook's bytes and of its text; raises NotANotebookError for no plain file."""
    raw = read_plain(notebook)
    try:
        cells = open_notebook(notebook).held["cells"]
        text = [[cell.get("cell_type"), _source(cell)] for cell in cells if isinstance(cell, Mapping)]
        return _hash(raw), _hash(json.dumps(text).encode())
    except (NotANotebookError, RecursionError):
        return _hash(raw), ""


def read_receipt(file: Path) -> Receipt:
    """Return the receipt in a file; raises ReceiptFaultError where it is none, or was changed."""
    try:
        told = json.loads(read_plain(file, _MOST_BYTES).decode("utf-8"))
        names = [field.name for field in fields(Receipt) if field.name in told or field.name != "arrived"]
        receipt = Receipt(**{name: told[name] for name in names})
        is_whole = hmac.compare_digest(str(told["check"]), hashlib.sha256(_bytes_of(receipt)).hexdigest())
        datetime.fromisoformat(receipt.received).utcoffset()
    except NotANotebookError as trouble:
        raise ReceiptFaultError(f"The receipt {file} {trouble}. Name the file you were given.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReceiptFaultError(
            f"{file} is no receipt of fingerpost. Name the file first and the notebook second: "
            "fingerpost receipt verify FILE NOTEBOOK"
        ) from None
    if not is_whole:
        raise ReceiptFaultError(
            f"{file} has been changed since it was made: what it says and its check do not agree. Fetch it "
            "again with: fingerpost receipt fetch"
        )
    return receipt


def verify(file: Path, notebook: Path, key: bytes | None, given: Iterable[Receipt] = ()) -> str:
    """Return in sentences what a receipt proves of a notebook.

    With the course's key the seal is looked at too. One made at hand-in has none: there it must agree with
    one of those `given` for the assignment when work was collected. Raises ReceiptFaultError where anything
    does not hold.
    """
    receipt = read_receipt(file)
    who = _who_says_so(file, receipt, key, given)
    try:
        raw, text = hashes_of(notebook)
    except NotANotebookError as trouble:
        raise ReceiptFaultError(f"The notebook {notebook} {trouble}. Name the one handed in.") from None
    if raw not in receipt.files.values():
        raise ReceiptFaultError(_differs(receipt, notebook, raw, text))
    return (
        f"{notebook.name} is, byte for byte, what {receipt.learner} handed in for {receipt.assignment} "
        f"(hand-in {receipt.number}), {_when(receipt)}. {who}"
    )


def _when(receipt: Receipt) -> str:
    told = [("received", receipt.received)] if receipt.seal else []
    told += [("in the exchange since", receipt.arrived)] if receipt.arrived else []
    return ", ".join(f"{word} {in_london(datetime.fromisoformat(at))} London time" for word, at in told)


def _who_says_so(file: Path, receipt: Receipt, key: bytes | None, given: Iterable[Receipt]) -> str:
    """Return who vouches for a receipt; raises ReceiptFaultError where the course root does not."""
    if not receipt.seal and key is not None:
        return _collected(receipt, key, given)
    if not receipt.seal:
        return (
            "It was made on your side as you handed in: it proves the content, and not yet to others when. "
            "The one with your course's seal is there once work was collected: fingerpost receipt fetch"
        )
    if key is None:
        return "Only its course root can tell who made the receipt."
    if receipt.is_sealed_by(key):
        return "The seal is this course's."
    raise ReceiptFaultError(
        f"{file} was not made in this course root: its seal is not this course's. Ask for the receipt "
        f"that was given for {receipt.assignment}, or go to the course root that gave it."
    )


def _collected(receipt: Receipt, key: bytes, given: Iterable[Receipt]) -> str:
    """Return what the course root knows of a hand-in whose receipt has no seal."""
    for other in given:
        is_same = (other.learner, other.files) == (receipt.learner, receipt.files)
        if is_same and other.is_sealed_by(key):
            since = f", in the exchange since {in_london(datetime.fromisoformat(other.arrived))}"
            return (
                f"This receipt has no seal; the same content was collected here as hand-in {other.number} of "
                f"{other.learner}, sealed{since if other.arrived else ''}."
            )
    raise ReceiptFaultError(
        f"This receipt of {receipt.learner}'s was made as they handed in and has no seal, and nothing with "
        f"this content was collected here for {receipt.assignment}. Collect first: nbgrader collect "
        f"{receipt.assignment} --update"
    )


def _differs(receipt: Receipt, notebook: Path, raw: str, text: str) -> str:
    wanted = ", ".join(f"{name} {found[:_HEAD]}…" for name, found in receipt.files.items()) or "none"
    told = (
        f"{notebook} is not the notebook that was received: its content is {raw[:_HEAD]}…, the receipt has "
        f"{wanted}."
    )
    if text and text in receipt.texts.values():
        return (
            f"{told} Every cell's text is as it was received; outputs or settings have changed since. The "
            "copy that nbgrader kept when you handed in (in its nbgrader_cache) is the one to show."
        )
    return f"{told} Text of its cells has changed too. Name the copy that was handed in."


def _source(cell: Mapping[str, object]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _bytes_of(receipt: Receipt) -> bytes:
    told = asdict(receipt)
    if not receipt.arrived:  # receipts given before there was such a field have checks and seals without it
        del told["arrived"]
    return json.dumps(told, sort_keys=True).encode()


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
