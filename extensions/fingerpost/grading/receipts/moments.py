"""What a learner is told of the moment of handing in: how late it is, and whether a clock is wrong."""

from datetime import datetime, timedelta

from fingerpost.grading.gradebook.dates import in_london, late_by, late_in_words
from fingerpost.grading.receipts.receipt import Receipt

CLOCKS_APART = timedelta(minutes=5)
"""Copying a hand-in takes seconds; clocks that machines set over a network are within one."""


def said_of(receipt: Receipt, due: datetime | None) -> tuple[str, ...]:
    """Return a sentence for work that came late, and one where the learner's clock is not the exchange's."""
    stamped, arrived = _moment(receipt.handed_in), _moment(receipt.arrived)
    found = []
    if due is not None and (late := late_by(due, stamped)):
        found.append(
            f"It was due on {in_london(due)}, London time, so it is {late_in_words(late)}. It is handed in "
            "all the same, and your tutor sees the time; where you have an extension, your own date counts."
        )
    if stamped and arrived and abs(stamped - arrived) >= CLOCKS_APART:
        by = "ahead of" if stamped > arrived else "behind"
        found.append(
            f"The clock of your machine is {_apart(stamped, arrived)} {by} the one of the place where work "
            "is handed in. Yours is there, and its receipt holds both times. Set it, or tell your tutor."
        )
    return tuple(found)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _apart(one: datetime, other: datetime) -> str:
    minutes = round(abs(one - other) / timedelta(minutes=1))
    hours, rest = divmod(minutes, 60)
    if not rest:
        return f"{hours} hour{'s' if hours != 1 else ''}"
    return f"{minutes} minutes" if not hours else f"{hours} h {rest} min"
