"""What a tutor sees: every learner's weeks side by side, and where they clash."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fingerpost.timetable.book import Book
from fingerpost.timetable.due_dates import ASSIGNMENT
from fingerpost.timetable.sessions import SHARE_NEEDED
from fingerpost.timetable.week_lines import HAND_IN_WORDS, WeekLine, week_lines
from fingerpost.timetable.windows import NORMAL, monday_of
from fingerpost.timetable.wording import day_words, hours_number, listed

_BYTE_ORDER_MARK = "\ufeff"  # Excel reads UTF-8 only with it


@dataclass(frozen=True)
class Cell:
    """One learner in one week. `code` is what they hand in: `03`, `03d` for a desk task and log."""

    planned: int
    load: str
    is_normal: bool
    why: str
    due: tuple[str, ...]
    misses_session: bool


@dataclass(frozen=True)
class LearnerRow:
    """One learner's cells, a cell a week of the view."""

    id: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Clash:
    """Something for the tutor to know of a week, in one sentence."""

    monday: date
    kind: str
    said: str


@dataclass(frozen=True)
class TutorView:
    """Learners by weeks, how many scripts are due each week, and the clashes in order of their weeks."""

    mondays: tuple[date, ...]
    learners: tuple[LearnerRow, ...]
    scripts: tuple[int, ...]
    clashes: tuple[Clash, ...]


def tutor_view(book: Book) -> TutorView:
    """Return the view over all learners; without learners it is empty."""
    lines = {
        name: {line.monday: line for line in week_lines(book, one)} for name, one in book.learners.items()
    }
    mondays = tuple(sorted({monday for weeks in lines.values() for monday in weeks}))
    away = {session.monday: frozenset(session.away) for session in book.sessions}
    rows = tuple(
        LearnerRow(
            name,
            book.learners[name].name,
            tuple(_cell(weeks.get(monday), name in away.get(monday, ())) for monday in mondays),
        )
        for name, weeks in lines.items()
    )
    scripts = tuple(sum(len(row.cells[at].due) for row in rows) for at in range(len(mondays)))
    clashes = sorted(_clashes(book, mondays, rows), key=lambda clash: (clash.monday, clash.kind))
    return TutorView(mondays, rows, scripts, tuple(clashes))


def clash_lines(book: Book, view: TutorView) -> tuple[str, ...]:
    """Return the clashes for a terminal."""
    head = f"{book.name}: {len(view.learners)} learners, {len(view.clashes)} clashes"
    return (
        head,
        *(f"  {day_words(clash.monday):>17}  {clash.kind:<12}  {clash.said}" for clash in view.clashes),
    )


def tutor_csv(view: TutorView) -> str:
    """Return the view as CSV: a row a learner and week, with hours, load, what is due and missed sessions."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(("learner", "name", "week_beginning", "hours", "load", "why", "due", "misses_session"))
    for row in view.learners:
        for monday, cell in zip(view.mondays, row.cells, strict=True):
            hours, due = hours_number(cell.planned), " ".join(cell.due)
            misses = "yes" if cell.misses_session else ""
            writer.writerow((row.id, row.name, monday, hours, cell.load, cell.why, due, misses))
    return _BYTE_ORDER_MARK + written.getvalue()


def _cell(line: WeekLine | None, misses_session: bool) -> Cell:  # noqa: FBT001 - one fact of two
    if line is None or line.is_over:
        due = _codes(line) if line else ()
        return Cell(0, "over", is_normal=False, why="", due=due, misses_session=False)
    is_normal = line.week.load == NORMAL and line.room > 0
    load = line.week.load if line.room else "pause"
    return Cell(line.planned, load, is_normal, line.why, _codes(line), misses_session)


def _codes(line: WeekLine) -> tuple[str, ...]:
    return tuple(one.module if one.what == ASSIGNMENT else f"{one.module}d" for one in line.due)


def _clashes(book: Book, mondays: Sequence[date], rows: Sequence[LearnerRow]) -> Iterator[Clash]:
    yield from _missed_sessions(book)
    yield from _personal_dates(book)
    for at, monday in enumerate(mondays):
        cells = {row.name: row.cells[at] for row in rows}
        yield from _few_in_a_normal_week(book, monday, cells)
        yield from _marking_pile(book, monday, cells)


def _missed_sessions(book: Book) -> Iterator[Clash]:
    """Rule 5: who is not in a normal week is served by the recording and the pack."""
    for session in book.sessions:
        if session.away:
            names = listed([book.learners[name].name for name in session.away if name in book.learners])
            day = day_words(session.day)
            said = f"{names} cannot come to the live session of {day}: send the recording and the pack."
            yield Clash(session.monday, "live session", said)


def _personal_dates(book: Book) -> Iterator[Clash]:
    """Who has due dates later than the cohort's: the gradebook needs an extension for each."""
    for learner in book.learners.values():
        later = [
            (one, (one.due - own.due).days)
            for one in sorted(learner.hand_ins, key=lambda one: one.due)
            if (own := book.cohort.hand_in(one.key)) and one.due > own.due
        ]
        if later:
            first, most = later[0][0], max(days for _, days in later)
            title = f"{book.module_title(first.module)}, {HAND_IN_WORDS[first.what]}"
            said = (
                f"{learner.name} has {len(later)} due dates later than the cohort's, by up to {most} days; "
                f"the first is {title}, {day_words(first.due)}."
            )
            yield Clash(monday_of(first.due), "own dates", said)


def _few_in_a_normal_week(book: Book, monday: date, cells: dict[str, Cell]) -> Iterator[Clash]:
    """Weeks that are normal for the cohort's own calendar and not for enough of its learners."""
    own = book.cohort.week_of(monday)
    studying = {name: cell for name, cell in cells.items() if cell.load != "over"}
    if own is None or own.load != NORMAL or not own.minutes or not studying:
        return
    away = [name for name, cell in studying.items() if not cell.is_normal]
    if 1 - len(away) / len(studying) < SHARE_NEEDED:
        free = len(studying) - len(away)
        said = f"Only {free} of {len(studying)} are in a normal week: {listed(away)} are not."
        yield Clash(monday, "few free", said)


def _marking_pile(book: Book, monday: date, cells: dict[str, Cell]) -> Iterator[Clash]:
    """More assignments than learners in one week: some hand in two, or two groups meet."""
    counted = Counter(code for cell in cells.values() for code in cell.due if not code.endswith("d"))
    if counted.total() > len(cells):
        piles = [f"{count} of {book.module_title(module)}" for module, count in sorted(counted.items())]
        said = f"{counted.total()} assignments come in from {len(cells)} learners: {listed(piles)}."
        yield Clash(monday, "marking", said)
