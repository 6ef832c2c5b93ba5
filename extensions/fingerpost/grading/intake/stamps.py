"""When work was handed in, as an aware moment: nbgrader's own reader takes '+0200' for 200 seconds."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

_NAMED = {"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2}
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})")


def moment_of(text: str) -> datetime | None:
    """Return the moment a stamp names, in UTC; None for text that is no moment.

    A stamp without a zone is read as UTC, which is what nbgrader writes.
    """
    written = " ".join(text.split())
    head, _, zone = written.rpartition(" ")
    if not head or re.fullmatch(r"[\d:.]+", zone):
        head, zone = written, ""
    try:
        moment = datetime.fromisoformat(head)
    except ValueError:
        return None
    if moment.tzinfo is None:
        told = _zone(zone or "UTC")
        if told is None:
            return None
        moment = moment.replace(tzinfo=told)
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _zone(name: str) -> timezone | ZoneInfo | None:
    if (hours := _NAMED.get(name.upper())) is not None:
        return timezone(timedelta(hours=hours))
    if match := _OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(-ahead if match[1] == "-" else ahead) if ahead < timedelta(hours=24) else None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def as_nbgrader_writes(moment: datetime) -> str:
    """Return a moment as nbgrader's timestamp.txt has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
