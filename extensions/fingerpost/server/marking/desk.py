"""What the marking pages do between a request and a page: read, save, go on, away from the loop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fingerpost.cohort.common_slips import common_slips
from fingerpost.cohort.stuck import stuck_in
from fingerpost.cohort.work import cohort_of
from fingerpost.grading.by_hand.answers import answers_of, words_for
from fingerpost.grading.by_hand.bank import forget_comment, keep_comment, kept_comments
from fingerpost.grading.by_hand.rubric import LEVELS
from fingerpost.grading.by_hand.saving import NotAMarkError, Wish, save
from fingerpost.grading.by_hand.scripts import Script, one_of, scripts_of
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.records import Record, every_record
from fingerpost.grading.script import NotebookUnreadableError, notebook_cells
from fingerpost.server.marking.cohort_page import Told as ToldOfAll
from fingerpost.server.marking.cohort_page import cohort_page
from fingerpost.server.marking.links import Links
from fingerpost.server.marking.pages import Beside, Told, queue_page, script_page

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """A page to send."""

    html: str
    status: int = 200


@dataclass(frozen=True)
class GoTo:
    """An address to go to, after something was saved."""

    address: str


@dataclass(frozen=True)
class Desk:
    """A tutor at one course root; `xsrf` is the server's own field against forged forms, as markup."""

    course: CourseRoot
    links: Links
    who: str
    xsrf: str
    roster: tuple[str, ...] = ()
    """Names of learners who may not be in the gradebook yet."""

    def queue(self) -> Page:
        """Return the list."""
        scripts = scripts_of(self.course)
        return Page(queue_page(scripts, self._unmarked(scripts), self.links))

    def cohort(self) -> Page:
        """Return the cohort's page, as it is now."""
        as_at, cohort = datetime.now(UTC), cohort_of(self.course, self.roster)
        slips = common_slips(self.course, cohort)
        told = ToldOfAll(cohort, stuck_in(cohort, as_at), slips, scripts_of(self.course), as_at)
        return Page(cohort_page(told, self.links))

    def script(self, script_id: str, *, at: str, saved: bool) -> Page:
        """Return one script's page."""
        scripts = self.links.ordered(scripts_of(self.course))
        told = Told("Saved." if saved else "", at=at)
        return self._shown(one_of(scripts, script_id), scripts, told)

    def save(self, script_id: str, fields: Fields) -> Page | GoTo:
        """Save what a form holds and say where to go; what could not be saved comes back in the form."""
        scripts = self.links.ordered(scripts_of(self.course))
        script = one_of(scripts, script_id)
        kept = kept_comments(self.course.root, script.assignment)
        wish = _with_chosen(_wish(script, fields), fields.get("act", ""), (script.rubric.comments, kept))
        try:
            wish = _with_points(wish, script, fields)
            saved = save(self.course, script_id, wish, seen=fields.get("seen", ""), who=self.who)
        except NotAMarkError as trouble:
            return self._shown(script, scripts, Told(str(trouble), mine=wish, at="comment"), status=400)
        if not saved.is_saved:
            told = Told(mine=wish, is_clash=True, by=saved.by, at="comment")
            return self._shown(saved.script, scripts, told, status=409)
        self._bank(script, fields.get("act", ""), wish.comment, kept)
        return GoTo(self._next(script, scripts, fields))

    def _shown(self, script: Script, scripts: Sequence[Script], told: Told, status: int = 200) -> Page:
        html = script_page(script, self._beside(script, scripts), self.links, told=told, xsrf=self.xsrf)
        return Page(html, status)

    def _beside(self, script: Script, scripts: Sequence[Script]) -> Beside:
        before, after = _neighbours(script, scripts)
        kept = kept_comments(self.course.root, script.assignment)
        try:
            cells = notebook_cells(script.file)
        except NotebookUnreadableError as trouble:
            return Beside(before, after, "", str(trouble), (), kept)
        return Beside(before, after, words_for(script.task, cells), "", tuple(answers_of(cells)), kept)

    def _bank(self, script: Script, act: str, comment: str, kept: Sequence[str]) -> None:
        verb, _, number = act.partition("-")
        if act == "keep" and comment:
            keep_comment(self.course.root, script.assignment, comment, script.rubric.comments)
        elif verb == "forget" and (told := _nth(kept, number)):
            forget_comment(self.course.root, script.assignment, told)

    def _next(self, script: Script, scripts: Sequence[Script], fields: Fields) -> str:
        act = fields.get("act", "")
        before, after = _neighbours(script, scripts)
        beside = {"next": after, "before": before}.get(act)
        if beside is not None:
            return self.links.script(beside, at="row-0")
        if act == "list":
            return self.links.queue()
        row = _pressed(fields)[0] + 1
        at = f"row-{row}" if 0 < row < len(script.rubric.rows) else "comment"
        return self.links.script(script, at=at, saved=True)

    def _unmarked(self, scripts: Sequence[Script]) -> list[Record]:
        """Return the scripts that no check could read; the next run mends a broken record."""
        found: list[Record] = []
        for name in sorted({script.assignment for script in scripts} | self._assignments()):
            try:
                found += [one for one in every_record(self.course.root, name) if one.needs_person]
            except (ValueError, TypeError):
                continue
        return found

    def _assignments(self) -> set[str]:
        return {path.name for path in (self.course.root / "source").glob("*") if path.is_dir()}


def _wish(script: Script, fields: Fields) -> Wish:
    """Return what the form holds: each row's level as it was, save the one that was pressed."""
    levels = [_level(fields.get(f"row-{number}", "")) for number in range(len(script.rubric.rows))]
    row, level = _pressed(fields)
    if 0 <= row < len(levels):
        levels[row] = None if levels[row] == level else level
    return Wish(tuple(levels), script.score, fields.get("comment", "").replace("\r\n", "\n").strip())


def _with_points(wish: Wish, script: Script, fields: Fields) -> Wish:
    """Return the wish with the points typed, where the task has no rows; raises NotAMarkError."""
    if script.rubric.rows:
        return replace(wish, points=None)
    typed = fields.get("points", "").replace(",", ".").strip()
    try:
        return replace(wish, points=float(typed) if typed else None)
    except ValueError:
        raise NotAMarkError(
            f"'{typed}' is no number of points; type one from 0 to {script.most:g}. Nothing was saved."
        ) from None


def _with_chosen(wish: Wish, act: str, banks: tuple[Sequence[str], Sequence[str]]) -> Wish:
    """Return the wish with the comment that was chosen added, once."""
    verb, _, number = act.partition("-")
    bank = {"use": banks[0], "kept": banks[1]}.get(verb, ())
    told = _nth(bank, number)
    if not told or told in wish.comment:
        return wish
    return replace(wish, comment=f"{wish.comment}\n{told}".strip())


def _neighbours(script: Script, scripts: Sequence[Script]) -> tuple[Script | None, Script | None]:
    """Return the scripts before and after this one among those of its task."""
    same = [one for one in scripts if (one.assignment, one.task) == (script.assignment, script.task)]
    at = next((at for at, one in enumerate(same) if one.id == script.id), 0)
    return (same[at - 1] if at else None), (same[at + 1] if at + 1 < len(same) else None)


def _pressed(fields: Fields) -> tuple[int, int | None]:
    """Return the row and level of the button that was pressed; row -1 for none."""
    row, _, level = fields.get("press", "").partition("-")
    return (int(row), _level(level)) if row.isdecimal() and _level(level) is not None else (-1, None)


def _level(text: str) -> int | None:
    return int(text) if text in {str(level) for level in LEVELS} else None


def _nth(bank: Sequence[str], number: str) -> str:
    return bank[int(number)] if number.isdecimal() and int(number) < len(bank) else ""
