"""Due dates where learners' own programs can read them: the gradebook is closed to them, the exchange is not.

Extensions are not laid there: everybody could read whose they are.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from fingerpost.grading.run.records import write_whole

DUE_DATES = "due-dates.json"


def publish_due_dates(exchange: Path, course: str, dates: Mapping[str, datetime]) -> None:
    """Lay every assignment's aware due date into an exchange for its learners to read.

    Where there is no exchange, or none that may be written to, nothing is laid: hand-ins are then taken
    without a word about lateness, which the tutor sees as ever.
    """
    if not course or course == "*" or not exchange.is_dir():
        return
    folder = exchange / course
    told = {name: moment.isoformat() for name, moment in sorted(dates.items())}
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        write_whole(folder / DUE_DATES, json.dumps(told, indent=2))
        (folder / DUE_DATES).chmod(0o644)


def due_date(exchange: Path, course: str, assignment: str) -> datetime | None:
    """Return when an assignment is due for everybody, as an exchange has it; None where it has not."""
    try:
        told = json.loads((exchange / course / DUE_DATES).read_text(encoding="utf-8"))
        moment = datetime.fromisoformat(told[assignment])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return moment if moment.tzinfo else None
