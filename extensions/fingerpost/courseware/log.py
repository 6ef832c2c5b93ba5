"""The learner's log: `log.jsonl` in their own folder, one line an event, read and written here alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
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
    line = _line(event)
    with _kept_in(home), (home / LOG).open("a", encoding="utf-8", newline="\n") as file:
        file.write(line + "\n")


def keep_once(home: Path, event: Event) -> None:
    """Keep one event of its kind a module and day: a later one corrects the one before, and takes its place.

    A notebook that is restarted and run again says the same once more, and the hours are still those of once:
    an event whose minutes and words are in the log already is left as it is, whatever day that was.
    Raises as `append` does.
    """
    line = _line(event)
    held = [(written, _event(written)) for written in _lines(home) if written.strip()]
    if any(old and _is_same_page(old, event) and _says(old) == _says(event) for _, old in held):
        return
    others = [
        written
        for written, old in held
        if not (old and _is_same_page(old, event) and _day(old) == _day(event))
    ]
    with _kept_in(home):
        beside = home / f"{LOG}.new"
        told = "".join(f"{written}\n" for written in [*others, line])
        beside.write_text(told, encoding="utf-8", newline="\n")
        beside.replace(home / LOG)


def _line(event: Event) -> str:
    """Return the line an event is kept as; raises `LogFaultError` if it is none that can be kept."""
    if event.time.tzinfo is None:
        raise LogFaultError(f"The time {event.time.isoformat()} names no time zone; give one, such as UTC.")
    if event.minutes < 0:
        raise LogFaultError(f"{event.minutes} minutes cannot be logged; give 0 or more.")
    return json.dumps(asdict(event) | {"time": event.time.isoformat()}, ensure_ascii=False)


@contextmanager
def _kept_in(home: Path) -> Iterator[None]:
    """Make the folder and write in it; what the machine refuses is told in words."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as trouble:
        raise LogFaultError(
            f"{home / LOG} cannot be written ({trouble.strerror}), so this was not logged. "
            "Close what holds the file open, or choose another folder with --home."
        ) from None


def read(home: Path) -> Log:
    """Return the log in `home`; one that is not there is empty, a line that cannot be read is skipped."""
    read_lines = [(number, _event(line)) for number, line in enumerate(_lines(home), start=1) if line.strip()]
    return Log(
        events=tuple(event for _, event in read_lines if event is not None),
        unreadable=tuple(number for number, event in read_lines if event is None),
    )


def _lines(home: Path) -> list[str]:
    try:
        return (home / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []


def _is_same_page(one: Event, other: Event) -> bool:
    return (one.module, one.kind) == (other.module, other.kind)


def _says(event: Event) -> tuple[int, str]:
    return event.minutes, event.text


def _day(event: Event) -> date:
    """Return the day an event fell on where the learner is: late in the evening it is another one in UTC."""
    return event.time.astimezone().date()


def _event(line: str) -> Event | None:
    """Return the event a line holds, or None: half a line, written as the power went, must not end a log."""
    try:
        told: dict[str, Any] = json.loads(line)
        time = datetime.fromisoformat(told["time"])
        return Event(time, str(told["module"]), str(told["kind"]), int(told["minutes"]), str(told["text"]))
    except (ValueError, KeyError, TypeError):
        return None
