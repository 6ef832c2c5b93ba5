"""Cohort, authority and preset files read and checked; every refusal names file, line and key."""

import re
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

from fingerpost.timetable.cohorts import (
    LEAST_HOURS,
    MOST_HOURS,
    USUAL_HOURS,
    WEEKDAYS,
    Cohort,
    Learner,
    Stretch,
)
from fingerpost.timetable.sessions import LONGEST_SESSION, SessionWish
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.toml_rows import Row, read_toml
from fingerpost.timetable.windows import DAY, LOADS, NORMAL, WEEK, Window, monday_of
from fingerpost.timetable.wording import MINUTES_PER_HOUR, day_words, listed

_COHORT_KEYS = [
    "name",
    "authority",
    "presets",
    "start",
    "latest_end",
    "hours",
    "working_days",
    "due_day",
    "due_time",
    "leave_out_optional",
    "already_done",
    "off_the_job_hours",
    "leave",
    "windows",
    "more_hours",
    "sessions",
    "learners",
]
_LEARNER_KEYS = (
    "id",
    "name",
    "hours",
    "latest_end",
    "leave",
    "windows",
    "more_hours",
    "leave_out_optional",
    "already_done",
)
_WINDOW_KEYS = [
    "name",
    "first",
    "last",
    "weeks",
    "load",
    "repeats",
    "ending_weeks",
    "ending_load",
    "deadlines",
    "source",
    "note",
]
_REPEATS = ("once", "yearly")
_WINDOW_LOADS = tuple(load for load in LOADS if load != NORMAL)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]*")
PRESETS = "presets"
MOST_OFF_THE_JOB_HOURS = 3000


def read_cohort(path: Path, syllabus: Syllabus, *, presets: Path | None = None) -> Cohort:
    """Read a cohort's file with the authority and presets it names; raises `CalendarFileError`.

    A preset that does not stand in the folder `presets` beside the file is looked for in `presets`, the
    course's own.
    """
    top = read_toml(path)
    top.only(*_COHORT_KEYS)
    start = top.day("start")
    latest_end = _end_after(start, top)
    folders = tuple(folder for folder in (path.parent / PRESETS, presets) if folder)
    windows, not_entered = _all_windows(top, folders)
    days = _working_days(top)
    due_day = top.words("due_day", "Thursday", one_of=WEEKDAYS)
    if WEEKDAYS.index(due_day) not in days:
        raise top.refuse(
            "due_day", f"{due_day} is not one of the working_days, so nothing could be handed in then."
        )
    off_the_job = top.number("off_the_job_hours", 0, least=0, most=MOST_OFF_THE_JOB_HOURS)
    return Cohort(
        path=path,
        name=top.words("name"),
        start=start,
        latest_end=latest_end,
        minutes_a_week=_minutes(top, USUAL_HOURS),
        working_days=days,
        due_weekday=WEEKDAYS.index(due_day),
        due_time=_clock(top, "due_time", "17:00"),
        windows=windows,
        not_entered=not_entered,
        leave=_leave(top),
        more_hours=_more_hours(top),
        leave_out_optional=_module_ids(top, "leave_out_optional", syllabus),
        already_done=_module_ids(top, "already_done", syllabus),
        sessions=_sessions(top, days),
        learners=_learners(top, syllabus, start),
        off_the_job_minutes=int(off_the_job * MINUTES_PER_HOUR) or None,
    )


def read_windows(rows: Sequence[Row]) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    """Return the windows of `rows`, and the names of rows that wait for their dates."""
    windows: list[Window] = []
    empty = []
    for row in rows:
        row.only(*_WINDOW_KEYS)
        if "first" not in row.values and "last" not in row.values:
            empty.append(row.words("name"))
            continue
        window = _window(row)
        _refuse_overlap(row, window, windows)
        windows.append(window)
    return tuple(windows), tuple(empty)


def _window(row: Row) -> Window:
    first = row.day("first")
    if "weeks" in row.values and "last" not in row.values:
        last = first + WEEK * int(row.number("weeks", least=1, most=52)) - DAY
    else:
        last = row.day("last")
    if last < first:
        raise row.refuse(
            "last", f"the window ends on {day_words(last)}, before its first day, {day_words(first)}."
        )
    yearly = row.words("repeats", "once", one_of=_REPEATS) == "yearly"
    if yearly and (last - first).days >= 365:  # noqa: PLR2004 - a year's days
        raise row.refuse("last", "a yearly window is shorter than a year.")
    return Window(
        name=row.words("name"),
        first=first,
        last=last,
        load=row.words("load", one_of=_WINDOW_LOADS),
        yearly=yearly,
        ending_weeks=int(row.number("ending_weeks", 0, least=0, most=52)),
        ending_load=row.words("ending_load", NORMAL, one_of=tuple(LOADS)),
        deadlines=row.many("deadlines", date, "dates"),
        source=row.words("source", ""),
    )


def _refuse_overlap(row: Row, window: Window, others: Sequence[Window]) -> None:
    """Windows of different names may overlap (the lowest counts); the same one twice is a slip."""
    for other in others:
        if other.name == window.name and _do_overlap(window, other):
            raise row.refuse(
                "first",
                f"'{window.name}' overlaps itself: another one runs from {day_words(other.first)} to "
                f"{day_words(other.last)}. Join the two or rename one.",
            )


def _do_overlap(window: Window, other: Window) -> bool:
    years = {day.year for one in (window, other) for day in (one.first, one.last)}
    years = {year + step for year in years for step in (-1, 0, 1)} if window.yearly or other.yearly else years
    mine = [span for year in years for span in window.spans(year)]
    theirs = [span for year in years for span in other.spans(year)]
    return any(a.first <= b.last and b.first <= a.last for a in mine for b in theirs)


def _all_windows(top: Row, folders: Sequence[Path]) -> tuple[tuple[Window, ...], tuple[str, ...]]:
    """The windows of the presets, the authority and the cohort's own file, one after the other."""
    presets = _presets(top, folders)
    rows: list[Row] = []
    if "authority" in top.values:
        named = top.path.parent / top.words("authority")
        if not named.is_file():
            raise top.refuse(
                "authority", f"{named} is not there; expected the file of your authority's windows."
            )
        authority = read_toml(named)
        authority.only("name", "note", "presets", "windows")
        presets |= _presets(authority, folders)
        rows += authority.tables("windows")
    preset_rows = [row for file in presets.values() for row in _preset_rows(file)]
    return read_windows([*preset_rows, *rows, *top.tables("windows")])


def _presets(row: Row, folders: Sequence[Path]) -> dict[str, Path]:
    """The file of every preset the row names; one named twice counts once."""
    files = {}
    for name in row.many("presets", str, 'names such as "ssda903"'):
        found = (folder / f"{name}.toml" for folder in folders)
        file = next((file for file in found if file.is_file()), None)
        if file is None:
            there = sorted({file.stem for folder in folders for file in folder.glob("*.toml")})
            raise row.refuse("presets", f"there is no preset '{name}'; there are: {listed(there) or 'none'}.")
        files[name] = file
    return files


def _preset_rows(file: Path) -> tuple[Row, ...]:
    preset = read_toml(file)
    preset.only("name", "dated", "note", "windows")
    preset.day("dated")
    return preset.tables("windows")


def _end_after(start: date, row: Row) -> date:
    end = row.day("latest_end")
    if end <= start:
        raise row.refuse(
            "latest_end", f"the end, {day_words(end)}, is not after the start, {day_words(start)}."
        )
    return end


def _minutes(row: Row, default: float | None) -> int:
    return int(row.number("hours", default, least=LEAST_HOURS, most=MOST_HOURS) * MINUTES_PER_HOUR)


def _working_days(top: Row) -> tuple[int, ...]:
    names = top.many("working_days", str, 'days such as "Monday"') or WEEKDAYS[:5]
    unknown = [name for name in names if name not in WEEKDAYS]
    if unknown or len(set(names)) < len(names):
        raise top.refuse("working_days", f'expected different days such as "Monday", found {list(names)}.')
    return tuple(sorted(WEEKDAYS.index(name) for name in names))


def _clock(row: Row, key: str, default: str) -> time:
    found = _CLOCK.fullmatch(row.words(key, default))
    if not found:
        raise row.refuse(key, f"expected a time such as \"17:00\", found '{row.words(key)}'.")
    return time(int(found.group(1)), int(found.group(2)))


def _leave(top: Row) -> tuple[Stretch, ...]:
    taken: list[Stretch] = []
    for row in top.tables("leave"):
        row.only("first", "last", "note")
        first, last = row.day("first"), row.day("last")
        if last < first:
            raise row.refuse(
                "last", f"the leave ends on {day_words(last)}, before its first day, {day_words(first)}."
            )
        if any(first <= end and begin <= last for begin, end in taken):
            raise row.refuse(
                "first", "this leave overlaps another one in the same list; enter each day once."
            )
        taken.append((first, last))
    return tuple(taken)


def _more_hours(top: Row) -> dict[date, int]:
    weeks: dict[date, int] = {}
    for row in top.tables("more_hours"):
        row.only("week", "hours")
        monday = monday_of(row.day("week"))
        if monday in weeks:
            raise row.refuse("week", f"the week of {day_words(monday)} is listed twice.")
        weeks[monday] = _minutes(row, None)
    return weeks


def _module_ids(row: Row, key: str, syllabus: Syllabus) -> tuple[str, ...]:
    ids = row.many(key, str, 'module ids such as "03"')
    for module in ids:
        if module not in syllabus.ids:
            known = f"{syllabus.ids[0]} to {syllabus.ids[-1]}" if syllabus.ids else "none"
            raise row.refuse(key, f"the course has no module '{module}'; it has {known}.")
    return tuple(ids)


def _sessions(top: Row, days: tuple[int, ...]) -> SessionWish | None:
    row = top.table("sessions")
    if row is None:
        return None
    row.only("every_weeks", "minutes", "day", "at")
    day = WEEKDAYS.index(row.words("day", one_of=WEEKDAYS))
    if day not in days:
        raise row.refuse("day", f"{WEEKDAYS[day]} is not one of the working_days.")
    minutes = int(row.number("minutes", least=15, most=LONGEST_SESSION))
    every = int(row.number("every_weeks", least=1, most=52))
    return SessionWish(every, minutes, day, _clock(row, "at", "12:30"))


def _learners(top: Row, syllabus: Syllabus, start: date) -> tuple[Learner, ...]:
    learners: list[Learner] = []
    for row in top.tables("learners"):
        row.only(*_LEARNER_KEYS)
        name = row.words("id")
        if not _ID.fullmatch(name):
            raise row.refuse(
                "id", f"expected a name as nbgrader knows it (letters, digits, . _ - @), found '{name}'."
            )
        if any(other.id == name for other in learners):
            raise row.refuse("id", f"the learner '{name}' is listed twice.")
        windows, _ = read_windows(row.tables("windows"))
        learners.append(
            Learner(
                id=name,
                name=row.words("name", name),
                minutes_a_week=_minutes(row, None) if "hours" in row.values else None,
                latest_end=_end_after(start, row) if "latest_end" in row.values else None,
                leave=_leave(row),
                windows=windows,
                more_hours=_more_hours(row),
                leave_out_optional=_module_ids(row, "leave_out_optional", syllabus),
                already_done=_module_ids(row, "already_done", syllabus),
            )
        )
    return tuple(learners)
