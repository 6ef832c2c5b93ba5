"""The learner's log: `log.jsonl` in their own folder, one line an event, read and written here alone."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError

LOG = "log.jsonl"


class LogFaultError(FingerpostError):
    """The log cannot be written, or an event is not one that can be kept."""


@dataclass(frozen=True)
class Event:
    """Something a learner did: when, in which module, of which kind, for how many minutes, in words."""

    time: datetime
    module: str
    kind: str
    minutes: int = 0
    text: str = ""


@dataclass(frozen=True)
class Log:
    """What a log holds: its events in the order written, and the numbers of lines that cannot be read."""

    events: tuple[Event, ...]
    unreadable: tuple[int, ...] = ()


def append(home: Path, event: Event) -> None:
    """Add one event to the log in `home`; raises `LogFaultError` if it cannot be kept.

    `time` must name its offset from UTC: hours logged in two places are otherwise not in order.
    """
    if event.time.tzinfo is None:
        raise LogFaultError(f"The time {event.time.isoformat()} names no time zone; give one, such as UTC.")
    if event.minutes < 0:
        raise LogFaultError(f"{event.minutes} minutes cannot be logged; give 0 or more.")
    line = json.dumps(asdict(event) | {"time": event.time.isoformat()}, ensure_ascii=False)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with (home / LOG).open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
    except OSError as trouble:
        raise LogFaultError(
            f"{home / LOG} cannot be written ({trouble.strerror}), so this was not logged. "
            "Close what holds the file open, or choose another folder with --home."
        ) from None


def read(home: Path) -> Log:
    """Return the log in `home`; one that is not there is empty, a line that cannot be read is skipped."""
    try:
        lines = (home / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return Log(())
    read_lines = [(number, _event(line)) for number, line in enumerate(lines, start=1) if line.strip()]
    return Log(
        events=tuple(event for _, event in read_lines if event is not None),
        unreadable=tuple(number for number, event in read_lines if event is None),
    )


def _event(line: str) -> Event | None:
    """Return the event a line holds, or None: half a line, written as the power went, must not end a log."""
    try:
        told: dict[str, Any] = json.loads(line)
        time = datetime.fromisoformat(told["time"])
        return Event(time, str(told["module"]), str(told["kind"]), int(told["minutes"]), str(told["text"]))
    except (ValueError, KeyError, TypeError):
        return None
