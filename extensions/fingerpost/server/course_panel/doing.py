"""What the Course panel's buttons do: fetch, check, hand in, feedback, log. Each ends in a sentence."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fingerpost.courseware.log import Event, LogFaultError, append
from fingerpost.errors import FingerpostError
from fingerpost.grading.gradebook.dates import in_london
from fingerpost.grading.receipts.exchanging import said_of_last
from fingerpost.grading.receipts.receipt import Receipt, ReceiptFaultError, read_receipt
from fingerpost.server.course_panel.exchanged import Exchanged, opened_after_fetching
from fingerpost.server.course_panel.standing import Standing
from fingerpost.server.course_panel.telling import FEEDBACK, FETCH, HAND_IN
from fingerpost.server.handing_in import in_words

HANDED_IN, WORKED = "handed in", "work"
LONGEST_DAY = 24 * 60
LONGEST_NOTE = 500
_CHECK_SECONDS = 900
_HASH_HEAD = 12
_VERBS = {FETCH: "fetch_assignment", HAND_IN: "submit_assignment", FEEDBACK: "fetch_feedback"}


class NotDoneError(FingerpostError):
    """A button's work could not be done; the sentence says why, and nothing is lost."""


@dataclass(frozen=True)
class Done:
    """What came of a button: a sentence, lines beneath it, and a file to open."""

    said: str
    lines: tuple[str, ...] = ()
    tasks: tuple[Mapping[str, object], ...] = field(default=())
    opens: str = ""


def exchange(manager: Any, act: str, standing: Standing, home: Path) -> Done:  # noqa: ANN401 - nbgrader ships no types
    """Fetch, hand in or fetch feedback through nbgrader; raises NotDoneError with a sentence."""
    known = standing.exchanged
    if known is None:
        raise NotDoneError(f"{standing.name} is not in the exchange, so nothing was fetched or handed in.")
    done = getattr(manager, _VERBS[act])(known.course, known.name)
    if not done["success"]:
        raise NotDoneError(in_words(str(done["value"]), known.name))
    return {FETCH: _fetched, HAND_IN: _handed_in, FEEDBACK: _feedback}[act](manager, standing, known, home)


def _fetched(manager: Any, standing: Standing, known: Exchanged, home: Path) -> Done:  # noqa: ANN401 - as above
    notebook, _page = opened_after_fetching(manager, known, home)
    return Done(f"The tasks of {standing.title} are in your folder.", opens=notebook)


def _handed_in(_manager: object, standing: Standing, known: Exchanged, home: Path) -> Done:
    number = known.times + 1
    unlogged = _logged(home, standing, HANDED_IN, f"{standing.title}, hand-in {number}")
    # with `path_includes_course`, nbgrader has one folder more between the two
    places = [folder / "receipts" for folder in (home / standing.tasks).parents[1:3]]
    files = [place / f"{known.name}-{number}-handed-in.json" for place in places]
    file = next((file for file in files if file.is_file()), files[0])
    try:
        receipt = read_receipt(file)
    except ReceiptFaultError:
        return Done(
            f"{standing.title} is handed in (hand-in {number}), but no receipt could be written. The sealed "
            "one is there once your tutor has collected.",
            lines=unlogged,
        )
    lines = (*said_of_last(home, known.name), *_receipt_lines(receipt, file.relative_to(home).as_posix()))
    return Done(f"{standing.title} is handed in.", lines=(*lines, *unlogged))


def _receipt_lines(receipt: Receipt, place: str) -> tuple[str, ...]:
    """Return a receipt as a learner reads it."""
    when = in_london(datetime.fromisoformat(receipt.received))
    contents = [f"{name}: {found[:_HASH_HEAD]}…" for name, found in receipt.files.items()]
    return (
        f"Hand-in {receipt.number}, in the exchange since {when} London time.",
        *(f"Content of {content}" for content in contents),
        f"Your receipt: {place}",
    )


def _feedback(manager: Any, standing: Standing, known: Exchanged, home: Path) -> Done:  # noqa: ANN401 - as above
    _notebook, page = opened_after_fetching(manager, known, home)
    return Done(f"The feedback on {standing.title} is in your folder.", opens=page)


def check(standing: Standing, home: Path) -> Done:
    """Check a whole notebook by our own command, in a process of its own, which logs what came of it.

    Raises:
        NotDoneError: the command said what is wrong, or did not end within 15 minutes.
    """
    words = ["-m", "fingerpost", "course", "check", standing.id, str(home / standing.tasks), "--json"]
    try:
        ran = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, *words],
            cwd=home,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=_CHECK_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NotDoneError(
            f"{standing.title} was still running after {_CHECK_SECONDS // 60} minutes, so it was stopped. "
            "Look for a loop that does not end; your notebook is as it was."
        ) from None
    if ran.returncode:
        raise NotDoneError(_last_words(ran.stderr, standing))
    told = json.loads(ran.stdout)
    said = f"{standing.title}: {told['points']:g} of {told['most']:g} points."
    return Done(said, lines=tuple(told["notes"]), tasks=tuple(told["tasks"]))


def _logged(home: Path, standing: Standing, kind: str, text: str) -> tuple[str, ...]:
    """Write into the log what was done; where that fails it is still done, and a line says the rest."""
    try:
        append(home, Event(datetime.now(UTC), standing.id, kind, 0, text))
    except LogFaultError as trouble:
        return (str(trouble),)
    return ()


def _last_words(said: str, standing: Standing) -> str:
    last = (said.strip().splitlines() or [""])[-1][:LONGEST_NOTE]
    return last or f"{standing.title} could not be checked, and nothing was said why. Type: fingerpost doctor"


def log_time(home: Path, modules: Mapping[str, str], told: Mapping[str, object]) -> Done:
    """Add time worked to the log; raises NotDoneError for a module, minutes or words that cannot be kept.

    `modules` are titles by id; `told` holds `module`, `minutes` and `text`.
    """
    module, minutes, text = str(told.get("module", "")), told.get("minutes"), told.get("text", "")
    if module not in modules:
        raise NotDoneError("Choose the module that you worked on, then log again.")
    if type(minutes) is not int or not 0 < minutes <= LONGEST_DAY:
        raise NotDoneError(f"Give the minutes as a whole number from 1 to {LONGEST_DAY}, then log again.")
    words = re.sub(r"\s+", " ", str(text)).strip()
    if len(words) > LONGEST_NOTE:
        raise NotDoneError(f"The note has {len(words)} letters; keep it to {LONGEST_NOTE}, then log again.")
    append(home, Event(datetime.now(UTC), module, WORKED, minutes, words))
    return Done(f"{minutes} minutes on {modules[module]} are in your log.")
