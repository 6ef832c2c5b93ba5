"""`fingerpost grade`: mark what a cohort handed in."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fingerpost.grading.run.grading import Progress, Summary


@click.command("grade", epilog="Example: fingerpost grade 03-count-group-pivot --workers 2")
@click.argument("assignment")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    help="Scripts to run at once.  [default: one a processor]",
)
@click.option("--force", is_flag=True, help="Mark every script again, also where nothing has changed.")
@click.option(
    "--trust",
    is_flag=True,
    help="Where this machine has no sandbox, run the notebooks without one: only for authors you trust.",
)
def command(assignment: str, workers: int, force: bool, trust: bool) -> None:  # noqa: FBT001 - click calls by name
    """Mark what was handed in for ASSIGNMENT, in the nbgrader course root around this folder.

    Only what has changed is marked. The gradebook is copied first; scripts run behind walls, on the data
    their authors have and on data they have not.
    """
    from fingerpost.grading.run.changes import changes_of  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.grading.run.course_root import (  # noqa: PLC0415 - keeps `--help` quick
        find_course_root,
        open_course_root,
    )
    from fingerpost.grading.run.grading import Wishes, grade  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.grading.run.report import CHANGES, write_report  # noqa: PLC0415 - keeps `--help` quick

    course = open_course_root(find_course_root(Path.cwd()))
    wishes = Wishes(workers=workers, force=force, trust=trust or course.trust, limits=course.limits)
    with _Bar() as progress:
        summary = grade(course, assignment, wishes, progress=progress)
    _tell(summary)
    report = write_report(course.root, assignment)
    if changed := changes_of(summary.records):
        click.echo(f"{len(changed)} marks are not what they were: {report.with_name(CHANGES)}")
    click.echo(f"Report: {report} (and .csv)")
    if summary.needs_person:
        raise click.exceptions.Exit(1)


def _tell(summary: "Summary") -> None:
    from fingerpost.grading.sandbox.levels import WORDS  # noqa: PLC0415 - keeps `--help` quick

    counted = Counter(record.status for record in summary.records)
    told = ", ".join(f"{number} {status}" for status, number in sorted(counted.items()))
    click.echo(
        f"Marked {len(summary.records)} scripts{f' ({told})' if told else ''}, {WORDS[summary.level]}."
    )
    if summary.unchanged:
        click.echo(
            f"{len(summary.unchanged)} had not changed and keep their marks; --force marks them again."
        )
    if summary.resumed:
        click.echo(f"Finished from a run that was cut short: {', '.join(sorted(summary.resumed))}.")
    if summary.elsewhere:
        click.echo(f"Another run is marking at this moment: {', '.join(sorted(summary.elsewhere))}.")
    for record in summary.needs_person:
        click.echo(f"{record.student}: {record.to_tutor}")


class _Bar:
    """Progress with the time left on a terminal, nothing elsewhere."""

    def __enter__(self) -> "Progress":
        from rich.console import Console  # noqa: PLC0415 - keeps `--help` quick
        from rich.progress import Progress as Bar  # noqa: PLC0415 - keeps `--help` quick

        console = Console(stderr=True)
        self._bar = Bar(
            *Bar.get_default_columns(), console=console, transient=True, disable=not console.is_terminal
        )
        self._bar.start()
        self._task = self._bar.add_task("starting", total=None)
        return self._show

    def __exit__(self, *trouble: object) -> None:
        self._bar.stop()

    def _show(self, done: int, of: int, student: str) -> None:
        self._bar.update(self._task, description=student, completed=done, total=of)
