"""`fingerpost timetable …`: plan around return windows, replan, look at it, record hours."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.commands.options import home_folder
from fingerpost.errors import WrongUseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fingerpost.courseware.sources import Course
    from fingerpost.timetable.book import Book, Timetable
    from fingerpost.timetable.changes import Change
    from fingerpost.timetable.cohorts import Cohort
    from fingerpost.timetable.syllabus import Syllabus

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_PLAN = click.Path(path_type=Path)


class _Day(click.ParamType[date]):
    """A day as 2026-11-09."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a day such as 2026-11-09.", param, ctx)


_DAY = _Day()
_COURSE = click.option("--course", type=_FOLDER, default=None, help="The folder that holds course.toml.")
_AS_AT = click.option("--as-at", type=_DAY, default=None, help="Plan as if today were this day.")
_LEARNER = click.option("--learner", default="", metavar="ID", help="One learner of the cohort's file.")
_OUT = click.option("--out", type=_FOLDER, required=True, help="Folder of the plan and all its pages.")
_GRADEBOOK = click.option(
    "--gradebook",
    type=_FOLDER,
    default=None,
    metavar="COURSE_ROOT",
    help="Also write due dates and extensions into this nbgrader course.",
)


@click.group("timetable", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Plan study around return windows, replan, look at it, record hours.

    Example: fingerpost timetable plan course/calendars/september-start.toml --out timetable
    """


@command.command("plan", epilog="Example: fingerpost timetable plan september-start.toml --out timetable")
@click.argument("cohort", type=_FILE)
@_OUT
@click.option("--start-over", is_flag=True, help="Replace a plan that was changed since it was made.")
@_GRADEBOOK
@_COURSE
@_AS_AT
def plan(
    *,
    cohort: Path,
    out: Path,
    start_over: bool,
    gradebook: Path | None,
    course: Path | None,
    as_at: date | None,
) -> None:
    """Plan a cohort: Markdown, CSV, a page to print, a calendar file, a plan for each learner.

    Nothing is written when the file holds a mistake or the work does not fit.
    """
    from fingerpost.timetable.keeping import read_book  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.timetable.making import make_book  # noqa: PLC0415 - the same
    from fingerpost.timetable.outputs import plan_path  # noqa: PLC0415 - the same

    listed, syllabus, its_cohort = _read(cohort, course)
    before = plan_path(out, cohort.stem)
    if before.is_file() and not start_over and (changes := read_book(before).changes):
        raise WrongUseError(
            f"{before} holds a plan with {len(changes)} of your changes in it. To change it "
            "further: fingerpost timetable replan. To throw it away and plan anew: add --start-over."
        )
    book = make_book(its_cohort, syllabus, listed, as_at=as_at or _today())
    _write(book, out, gradebook)


@command.command(
    "replan", epilog="Example: fingerpost timetable replan september-start.toml --out timetable --late 2"
)
@click.argument("cohort", type=_FILE)
@_OUT
@click.option("--pause-from", type=_DAY, default=None, help="First day of a pause.")
@click.option(
    "--inspection", type=_DAY, default=None, help="Day of an inspection call; a pause from then on."
)
@click.option("--weeks", type=click.IntRange(1, 52), default=None, help="Length of the pause.  [default: 3]")
@click.option(
    "--late", type=click.IntRange(1, 52), default=None, help="The last so many weeks' work is not done."
)
@click.option("--latest-end", type=_DAY, default=None, help="A new day by which all must be handed in.")
@click.option("--deadline", type=_DAY, default=None, help="A new statutory deadline: nothing is due near it.")
@click.option("--undo", is_flag=True, help="Take back the last change.")
@_LEARNER
@_GRADEBOOK
@_COURSE
@_AS_AT
def replan(
    *,
    cohort: Path,
    out: Path,
    gradebook: Path | None,
    course: Path | None,
    as_at: date | None,
    **asked: object,
) -> None:
    """Change a plan: what is done stays, the rest moves, and every moved date is shown beside its old one.

    Give one change, or none after editing the cohort's file. With --learner it is that learner's alone.
    """
    from fingerpost.timetable.keeping import read_book  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.timetable.outputs import plan_path  # noqa: PLC0415 - the same
    from fingerpost.timetable.replanning import replan_book  # noqa: PLC0415 - the same

    change = _change(asked, as_at or _today())
    listed, syllabus, its_cohort = _read(cohort, course)
    old = read_book(plan_path(out, cohort.stem))
    new = replan_book(old, its_cohort, syllabus, listed, change=change, undo=bool(asked["undo"]))
    _write(new, out, gradebook)
    _show_moves(old, new)


@command.command("show", epilog="Example: fingerpost timetable show timetable --week --json")
@click.argument("plan_file", metavar="PLAN", type=_PLAN)
@_LEARNER
@click.option("--week", is_flag=True, help="Only this week: how many hours, why, what to do.")
@click.option("--tutor", is_flag=True, help="Where the learners' weeks clash.")
@click.option(
    "--json", "as_json", is_flag=True, help="This week as JSON, as the panel in JupyterLab reads it."
)
@_AS_AT
def show(
    *,
    plan_file: Path,
    learner: str,
    week: bool,
    tutor: bool,
    as_json: bool,
    as_at: date | None,
) -> None:
    """Show a plan on the screen. PLAN is the folder given as --out, or the .plan.json file in it."""
    import json  # noqa: PLC0415 - keeps `--help` quick

    from fingerpost.timetable.as_text import markdown_text  # noqa: PLC0415 - the same
    from fingerpost.timetable.this_week import this_week, this_week_lines  # noqa: PLC0415 - the same
    from fingerpost.timetable.tutor_view import clash_lines, tutor_view  # noqa: PLC0415 - the same

    book, timetable = _opened(plan_file, learner)
    told = this_week(book, timetable, as_at=as_at or _today())
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif tutor:
        click.echo("\n".join(clash_lines(book, tutor_view(book))))
    elif week:
        click.echo("\n".join(this_week_lines(told)))
    else:
        click.echo(markdown_text(book, timetable), nl=False)


@command.command("ledger", epilog="Example: fingerpost timetable ledger timetable --csv hours.csv")
@click.argument("plan_file", metavar="PLAN", type=_PLAN)
@_LEARNER
@click.option(
    "--home", type=_FOLDER, default=None, help="The learner's folder with log.jsonl.  [default: ~/fingerpost]"
)
@click.option(
    "--csv", "csv_file", type=_FILE, default=None, help="Also write every row here, for your records."
)
@_AS_AT
def ledger(
    *, plan_file: Path, learner: str, home: Path | None, csv_file: Path | None, as_at: date | None
) -> None:
    """Show hours planned and done, week by week. PLAN is the folder given as --out, or the file in it."""
    from fingerpost.courseware.log import read  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.timetable.keeping import write_all  # noqa: PLC0415 - the same
    from fingerpost.timetable.ledger import ledger_csv, ledger_lines, make_ledger  # noqa: PLC0415 - the same

    book, timetable = _opened(plan_file, learner)
    log = read(home_folder(home))
    click.echo("\n".join(ledger_lines(make_ledger(book, timetable, log), as_at=as_at or _today())))
    if csv_file:
        write_all({csv_file: ledger_csv(book, timetable, log).encode()})
        click.echo(f"Wrote {csv_file}")


def _today() -> date:
    return datetime.now().astimezone().date()


def _read(cohort: Path, course: Path | None) -> "tuple[Course, Syllabus, Cohort]":
    from fingerpost.courseware.sources import find_course, load_course  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.timetable.reading import PRESETS, read_cohort  # noqa: PLC0415 - the same
    from fingerpost.timetable.syllabus import read_syllabus  # noqa: PLC0415 - the same

    root = find_course(course) or find_course(around=cohort.absolute().parent)
    if root is None:
        raise WrongUseError(
            "No course.toml was found around this folder or the cohort's file; the plan needs its list of "
            "sittings. Name the folder that holds it: --course DIR."
        )
    syllabus = read_syllabus(root)
    return load_course(root), syllabus, read_cohort(cohort, syllabus, presets=root / "calendars" / PRESETS)


def _change(asked: dict[str, object], as_at: date) -> "Change":
    """Return the one change asked for; none is the file's own."""
    from fingerpost.timetable import changes  # noqa: PLC0415 - keeps `--help` quick

    kinds = {
        "pause_from": changes.PAUSE,
        "inspection": changes.INSPECTION,
        "late": changes.LATE,
        "latest_end": changes.LATEST_END,
        "deadline": changes.DEADLINE,
    }
    given = [name for name in kinds if asked[name] is not None] + ["undo"] * bool(asked["undo"])
    if len(given) > 1:
        words = " and ".join(f"--{name.replace('_', '-')}" for name in given)
        raise WrongUseError(f"{words} are two changes; enter one after the other.")
    kind = kinds.get(given[0], changes.FILE) if given else changes.FILE
    has_weeks = kind in (changes.PAUSE, changes.INSPECTION)
    if asked["weeks"] is not None and not has_weeks:
        raise WrongUseError("--weeks says how long a pause is; it goes with --pause-from or --inspection.")
    weeks = asked["late"] if kind == changes.LATE else (asked["weeks"] or changes.INSPECTION_WEEKS)
    day = asked[given[0]] if given else None
    return changes.Change(
        kind=kind,
        as_at=as_at,
        day=day if isinstance(day, date) else None,
        weeks=int(str(weeks)) if has_weeks or kind == changes.LATE else 0,
        learner=str(asked["learner"]),
    )


def _opened(plan_file: Path, learner: str) -> "tuple[Book, Timetable]":
    from fingerpost.timetable.keeping import find_plan, read_book  # noqa: PLC0415 - keeps `--help` quick

    book = read_book(find_plan(plan_file))
    timetable = book.timetable(learner)
    if timetable is None:
        known = ", ".join(book.learners) or "none"
        raise WrongUseError(f"The plan of {book.name} has no learner '{learner}'; it has: {known}.")
    return book, timetable


def _write(book: "Book", out: Path, gradebook: Path | None) -> None:
    from fingerpost.timetable.gradebook import refuse_other_folders  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.timetable.keeping import write_all  # noqa: PLC0415 - the same
    from fingerpost.timetable.outputs import output_files  # noqa: PLC0415 - the same
    from fingerpost.timetable.week_lines import not_entered_line, summary_lines  # noqa: PLC0415 - the same

    if gradebook:
        refuse_other_folders(gradebook)
    files = output_files(book, out)
    write_all(files)
    said = (*summary_lines(book, book.cohort), not_entered_line(book))
    click.echo("\n".join(sentence for sentence in said if sentence))
    click.echo(f"Wrote {len(files)} files to {out}; begin with {out / f'{book.stem}.html'}")
    if gradebook:
        _write_gradebook(book, gradebook, click.echo)


def _write_gradebook(book: "Book", root: Path, say: "Callable[[str], None]") -> None:
    from fingerpost.timetable.gradebook import write_due_dates  # noqa: PLC0415 - nbgrader is slow to import

    written = write_due_dates(book, root)
    say(f"Gradebook: {len(written.assignments)} due dates, {written.extensions} extensions.")
    if written.waiting:
        names = ", ".join(written.waiting)
        say(f"Extensions wait for {names}: generate it in nbgrader first, then give this command again.")


def _show_moves(old: "Book", new: "Book") -> None:
    from fingerpost.timetable.replanning import move_lines  # noqa: PLC0415 - keeps `--help` quick

    click.echo("\n".join(move_lines(old, new)))
