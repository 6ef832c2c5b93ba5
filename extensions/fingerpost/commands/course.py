"""`fingerpost course …`: build the course, check your own notebook, begin a module."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.commands.options import EXISTING_FOLDER, HOME, home_folder
from fingerpost.errors import FingerpostError

if TYPE_CHECKING:
    from fingerpost.courseware.own_check import OwnMarks, WaitingPoints

_LEVEL = 'Level "trusted": your notebook ran on this computer as you, without a sandbox.'
_PLAIN_LEVEL = "Your notebook ran on this computer, as you."  # what the Course panel shows of it
_KEPT = "Kept in your log."
_FOLDER = click.Path(path_type=Path, file_okay=False)
_COURSE = click.option(
    "--course", type=_FOLDER, default=None, help="Course sources, if not the ones around this folder."
)
_NEXT = {
    "tutor": "Next: go there and type `nbgrader generate_assignment NAME`, as with any nbgrader course. "
    "Keep a copy of fingerpost.toml where learners cannot read it: hidden marks come from its seed.",
    "learner": "Next: point JupyterLab there with FINGERPOST_DATA, or hand the folder to learners.",
}


@click.group("course", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Build the course, check your own notebook, see what it covers, begin a module.

    Example: fingerpost course check 03 03-count-group-pivot.ipynb
    """


@command.command("build", epilog="Example: fingerpost course build --for tutor --out spring-cohort")
@click.option(
    "--for",
    "reader",
    type=click.Choice(("tutor", "learner")),
    required=True,
    help="A tutor's nbgrader course root, or what learners get.",
)
@click.option("--out", type=_FOLDER, required=True, help="Folder to build into; what is there is refreshed.")
@_COURSE
def build(reader: str, out: Path, course: Path | None) -> None:
    """Build an nbgrader course root for tutors, or the edition for learners.

    The same sources always give the same files. A tutor's seed is made once and kept.
    """
    from fingerpost.courseware.build import build_learner, build_tutor  # noqa: PLC0415 - keeps `--help` quick

    sources = _sources(course)
    with _spoken() as say, _written(out):
        (build_tutor if reader == "tutor" else build_learner)(sources, out, progress=say)
    click.echo(
        f"Built the {'course root' if reader == 'tutor' else 'learner edition'} in {out}. {_NEXT[reader]}"
    )


@command.command("check", epilog="Example: fingerpost course check 03 03-count-group-pivot.ipynb")
@click.argument("module")
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON, for other programs.")
@_COURSE
def check(module: str, notebook: Path, as_json: bool, course: Path | None) -> None:  # noqa: FBT001 - click calls by name
    """Mark your own notebook, task by task, and say why.

    MODULE is its number. Where the answers are on this computer, your notebook runs here and on another
    authority's data; where they are not, you are told which points need a tutor.
    """
    from fingerpost.courseware.own_check import check_own_notebook  # noqa: PLC0415 - keeps `--help` quick

    with _spoken() as say:
        marks = check_own_notebook(module, notebook, course=course, say=say)
    kept = _keep(marks, notebook)
    if as_json:
        click.echo(_as_json(marks, kept))
        return
    click.echo("\n\n".join(_told(marks)))
    if kept:
        covers = " Which statements it covers: fingerpost course coverage" if kept == _KEPT else ""
        click.echo(kept + covers)


@command.command("new", epilog="Example: fingerpost course new 16-my-topic")
@click.argument("module")
@_COURSE
def new(module: str, course: Path | None) -> None:
    """Write the first files of a module, whole and working, for an author to change.

    MODULE is the number of one that course.toml lists, or the folder of a new one, like 16-my-topic.
    """
    from fingerpost.courseware.new_module import write_new_module  # noqa: PLC0415 - keeps `--help` quick

    sources = _sources(course)
    with _written(sources):
        made = write_new_module(sources, module)
    click.echo(f"Wrote {made.folder}.")
    if made.lines:
        click.echo(f"In {sources / 'course.toml'} the module needs these lines:\n\n{made.lines}\n")
    if made.unmapped:
        click.echo(
            f"The map in {sources / 'standards'} calls its tasks {', '.join(made.unmapped)}: "
            "write their words of course.toml there.\n"
        )
    click.echo(f"Then run `make module M={made.folder.name[:2]}`: it proves every task, slip and message.")


@command.command("coverage", epilog="Example: fingerpost course coverage --out coverage.html")
@HOME
@click.option(
    "--root",
    type=EXISTING_FOLDER,
    default=None,
    help="For tutors: a course root. Writes a page for each learner of its gradebook.",
)
@click.option(
    "--sheets",
    type=EXISTING_FOLDER,
    default=None,
    help="For tutors: a folder with a folder for each learner, holding their portfolio sheets.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="Page, or with --root folder, to write."
)
def coverage(home: Path | None, root: Path | None, sheets: Path | None, out: Path | None) -> None:
    """Show which statements of the apprenticeship your work covers.

    Yours: from checks you ran, feedback you fetched and portfolio sheets in your own folder. A tutor's: from
    the gradebook. A statement counts through a marked task or a desk task, never through a quiz.
    """
    from fingerpost.courseware.covering.pages import as_text  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.courseware.covering.writing import PAGE, own_grid, write_own  # noqa: PLC0415 - as above
    from fingerpost.warehouse.paths import data_root  # noqa: PLC0415 - as above

    if root is None:
        folder = home_folder(home)
        page, grid = out or folder / "portfolio" / PAGE, own_grid(folder, data_root())
        with _written(page):
            write_own(grid, page)
        click.echo(as_text(grid) + f"\nThe same as a page to print: {page}")
        return
    from fingerpost.cohort.coverage import write_cohort  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.grading.run.course_root import open_course_root  # noqa: PLC0415 - nbgrader takes seconds

    into = out or root / "coverage"
    with _written(into):
        made = write_cohort(open_course_root(root.resolve()), into, sheets=sheets)
    click.echo(f"Wrote {made}, with a page and a text for each learner beside it.")


def _keep(marks: "OwnMarks", notebook: Path) -> str:
    """Keep a check in the log of the learner in whose folder the notebook stands; '' where it is in none."""
    from fingerpost.courseware.covering.own import keep_check  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.courseware.desk.sheet import own_folder  # noqa: PLC0415 - as above
    from fingerpost.courseware.log import LogFaultError  # noqa: PLC0415 - as above

    if (home := own_folder(notebook.resolve().parent)) is None:
        return ""
    try:
        keep_check(home, marks.module.id, marks.verdicts.values(), now=datetime.now(UTC))
    except LogFaultError as trouble:
        return str(trouble)  # the marks are told all the same
    return _KEPT


def _sources(course: Path | None) -> Path:
    from fingerpost.courseware.sources import CourseListFaultError, find_course  # noqa: PLC0415 - keeps `--help` quick

    sources = find_course(course)
    if sources is None:
        raise CourseListFaultError(
            f"There is no course/course.toml in {Path.cwd()} or above it. Go to your clone, "
            "or name the folder that holds course.toml: --course DIR."
        )
    return sources


@contextmanager
def _spoken() -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done: on a terminal, nowhere else."""
    from rich.console import Console  # noqa: PLC0415 - keeps `--help` quick

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _said: None
        return
    with console.status("Starting") as status:
        yield status.update


@contextmanager
def _written(out: Path) -> Iterator[None]:
    """Turn a folder that cannot be written into one sentence."""
    try:
        yield
    except OSError as trouble:
        raise FingerpostError(
            f"{trouble.filename or out} cannot be written ({trouble.strerror or trouble}). "
            "Choose a folder of your own, with room in it."
        ) from trouble


def _told(marks: "OwnMarks") -> Iterator[str]:
    """Give the result as blocks of text: each task, what waits, the sum, how safely it was run."""
    yield f"{marks.module.title} (module {marks.module.id})"
    yield from (str(verdict) for verdict in marks.verdicts.values())
    yield from _waiting_blocks(marks)
    points, most = _sums(marks)
    yield f"Together: {points:g} of {most:g} points."
    yield _LEVEL


def _as_json(marks: "OwnMarks", kept: str) -> str:
    """Give the result as one JSON object: points, most, a line a task, what waits, how it was run, kept."""
    points, most = _sums(marks)
    tasks = [
        {"title": verdict.title, "score": verdict.score, "is_full": verdict.is_full, "said": str(verdict)}
        for verdict in marks.verdicts.values()
    ]
    notes = [*_waiting_blocks(marks), _PLAIN_LEVEL, *filter(None, [kept])]
    return json.dumps({"points": points, "most": most, "tasks": tasks, "notes": notes}, ensure_ascii=False)


def _sums(marks: "OwnMarks") -> tuple[float, float]:
    verdicts = marks.verdicts.values()
    return sum(one.points for one in verdicts), sum(one.max_points for one in verdicts)


def _waiting_blocks(marks: "OwnMarks") -> Iterator[str]:
    by_tutor = [waiting for waiting in marks.waiting if waiting.by == "tutor"]
    if by_tutor:
        yield _waiting("The answers are not on this computer, so these points need a tutor:", by_tutor)
    by_person = [waiting for waiting in marks.waiting if waiting.by == "person"]
    if by_person:
        yield _waiting("These wait for a person who reads them:", by_person)


def _waiting(heading: str, points: "list[WaitingPoints]") -> str:
    return "\n".join([heading, *(f"  {waiting.title}: {waiting.points:g} points" for waiting in points)])
