"""`fingerpost gradebook …`: copies of the gradebook, proved whole, and put back; due dates and extensions."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fingerpost.grading.run.course_root import CourseRoot

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("gradebook", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Copy the gradebook, prove it whole, put a copy back; give due dates and extensions.

    Example: fingerpost gradebook backup
    """


@command.command("backup", epilog="Example: fingerpost gradebook backup")
def backup() -> None:
    """Copy the gradebook of the course root around this folder, and what marking keeps beside it.

    That is the key that seals receipts, the receipts, the diary of what persons marked, the comments that
    they kept and each script's record: one file for all. The last twenty copies are kept.
    """
    from fingerpost.grading.gradebook.copies import back_up, verify  # noqa: PLC0415 - keeps `--help` quick

    root, file = _here()
    made = back_up(root, file)
    click.echo(f"Copied to {made}: {verify(made)}.")


@command.command("verify", epilog="Example: fingerpost gradebook verify")
@click.argument("file", type=_FILE, required=False)
def verify_command(file: Path | None) -> None:
    """Read every page of the gradebook, or of the copy FILE, and say what it holds."""
    from fingerpost.grading.gradebook.copies import verify  # noqa: PLC0415 - keeps `--help` quick

    looked_at = file or _here()[1]
    click.echo(f"{looked_at} is whole: {verify(looked_at)}.")


@command.command("restore", epilog="Example: fingerpost gradebook restore")
@click.argument("file", type=_FILE, required=False)
def restore_command(file: Path | None) -> None:
    """Put the newest copy, or the copy FILE, in place: the gradebook and what marking keeps beside it.

    What stood there is kept. A copy of an earlier version holds the gradebook alone.
    """
    from fingerpost.grading.gradebook.copies import restore, verify  # noqa: PLC0415 - keeps `--help` quick

    root, gradebook = _here()
    done = restore(root, gradebook, file)
    click.echo(f"Restored {gradebook}: {verify(gradebook)}. What stood there is kept in {done.kept.name}.")
    if done.beside is None:
        click.echo(
            f"{done.copy.name} was made by an earlier version and holds the gradebook alone: receipts, "
            "diary, kept comments and records are as they stood. Mark with --force, so that they agree."
        )
    else:
        click.echo(f"With it came {done.beside} files of receipts, diary, kept comments and records.")


def _here() -> tuple[Path, Path]:
    from fingerpost.grading.gradebook.copies import gradebook_file  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.grading.run.course_root import find_course_root  # noqa: PLC0415 - keeps `--help` quick

    root = find_course_root(Path.cwd())
    return root, gradebook_file(root)


@command.command("due", epilog="Example: fingerpost gradebook due 03-count-group-pivot --on 2026-03-13")
@click.argument("assignment")
@click.option("--on", required=True, help="A day, which ends at 23:59, or a day and time in London.")
def due_command(assignment: str, on: str) -> None:
    """Write when ASSIGNMENT is due into nbgrader's gradebook; learners' own later dates stay theirs."""
    from fingerpost.grading.gradebook.dates import in_london, set_due  # noqa: PLC0415 - keeps `--help` quick

    click.echo(f"{assignment} is due on {in_london(set_due(_course(), assignment, on))}, London time.")


@command.command(
    "extend", epilog="Example: fingerpost gradebook extend 03-count-group-pivot amy --until=2026-03-20"
)
@click.argument("assignment")
@click.argument("learner")
@click.option("--until", required=True, help="A day, which keeps the due hour, or a day and time in London.")
def extend_command(assignment: str, learner: str, until: str) -> None:
    """Give LEARNER a later date for ASSIGNMENT, in nbgrader's own field; a new one replaces the old."""
    from fingerpost.grading.gradebook.dates import extend, in_london  # noqa: PLC0415 - keeps `--help` quick

    moment = extend(_course(), assignment, learner, until)
    click.echo(f"{learner} has until {in_london(moment)}, London time, for {assignment}.")


def _course() -> "CourseRoot":
    from fingerpost.grading.run.course_root import (  # noqa: PLC0415 - keeps `--help` quick
        find_course_root,
        open_course_root,
    )

    return open_course_root(find_course_root(Path.cwd()))
