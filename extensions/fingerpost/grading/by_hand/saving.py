"""Points and comment of a person, into nbgrader's own fields at once; nobody's are overwritten unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fingerpost.errors import FingerpostError
from fingerpost.grading.by_hand.diary import Line, last_lines, write_line
from fingerpost.grading.by_hand.rubric import TOP, Marked, write_marked
from fingerpost.grading.by_hand.scripts import Script, one_of, read_scripts, stamp_of
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.gradebook.opening import gradebook_of
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.records import WRITE_LOCK

MOST_CHARACTERS = 20_000


class NotAMarkError(FingerpostError):
    """What was typed cannot be a mark or a comment; nothing was saved."""


@dataclass(frozen=True)
class Wish:
    """What a person wants saved; `points` count only where a task has no rows."""

    levels: tuple[int | None, ...]
    points: float | None
    comment: str


@dataclass(frozen=True)
class Saved:
    """The script as it stands now; where it had changed under the person's hands, nothing was saved."""

    script: Script
    is_saved: bool = True
    by: Line | None = None
    """Who saved last, where the wish was not saved and that is known."""


def save(course: CourseRoot, script_id: str, wish: Wish, *, seen: str, who: str) -> Saved:
    """Save a wish, unless the script has changed since the person read the version `seen`.

    The gradebook's lock is held, so a run of marking and a person never write at once. Either way the
    diary has a line.

    Raises:
        NotAMarkError, NoSuchScriptError, GradebookFaultError: nothing was saved.
    """
    with held(course.root / WRITE_LOCK), gradebook_of(course) as gradebook:
        now = one_of(read_scripts(course, gradebook), script_id)
        _refuse(wish, now)
        score, comment = _wanted(wish, now)
        is_same = (score, comment) == (now.score, now.comment)
        if is_same and now.state != "again":
            return Saved(now)
        is_current = seen == now.version
        line = _line(now, who, (score, comment), is_saved=is_current)
        if not is_current:
            by = last_lines(course.root, now.assignment).get(now.id)
            write_line(course.root, now.assignment, line)
            return Saved(now, is_saved=False, by=by)
        grade = gradebook.find_grade_by_id(script_id)
        grade.manual_score = score
        grade.needs_manual_grade = score is None or None in wish.levels
        told = gradebook.find_comment(now.task, now.notebook, now.assignment, now.learner)
        told.manual_comment = comment or None
        write_line(course.root, now.assignment, line)
        gradebook.db.commit()
        return Saved(one_of(read_scripts(course, gradebook), script_id))


def _wanted(wish: Wish, now: Script) -> tuple[float | None, str]:
    """Return points and comment as nbgrader keeps them; points of another hand stay until a row is marked."""
    marked = Marked(wish.levels, wish.comment)
    comment = write_marked(marked, now.rubric)
    if not now.rubric.rows:
        return wish.points, comment
    if any(level is not None for level in wish.levels):
        return float(marked.points), comment
    had_rows = any(level is not None for level in now.marked.levels)
    return None if had_rows else now.score, comment


def _line(now: Script, who: str, wanted: tuple[float | None, str], *, is_saved: bool) -> Line:
    return Line(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=who,
        script=now.id,
        what="saved" if is_saved else "not saved",
        score=wanted[0],
        comment=wanted[1],
        before_score=now.score,
        before_comment=now.comment,
        handed_in=stamp_of(now.handed_in),
    )


def _refuse(wish: Wish, now: Script) -> None:
    if len(wish.levels) != len(now.rubric.rows) or not _are_levels(wish.levels):
        raise NotAMarkError(
            f"The rows of '{now.task}' have changed since this page was opened; nothing was saved. Open the "
            "script again from the list."
        )
    if wish.points is not None and not 0 <= wish.points <= now.most:
        raise NotAMarkError(
            f"{wish.points:g} is no mark for '{now.task}': it has 0 to {now.most:g} points. "
            "Nothing was saved."
        )
    if len(wish.comment) > MOST_CHARACTERS:
        raise NotAMarkError(
            f"The comment has {len(wish.comment):,} characters, more than {MOST_CHARACTERS:,}; nothing was "
            "saved. Shorten it."
        )


def _are_levels(levels: Sequence[int | None]) -> bool:
    return all(level is None or 0 <= level <= TOP for level in levels)
