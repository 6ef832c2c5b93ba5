"""`fingerpost update`: new course material, nothing of the learner's lost."""

from datetime import datetime
from pathlib import Path

import click

from fingerpost.commands.options import COURSE, HOME, home_folder


@click.command("update", epilog="Example: fingerpost update --home D:/training/fingerpost")
@HOME
@COURSE
def command(home: Path | None, course: Path | None) -> None:
    """Bring your lessons up to date, cell by cell; whatever you wrote stays.

    A cell that you have changed is never touched. A copy of each notebook that changes goes to the folder
    earlier-copies first.
    """
    from fingerpost.courseware.edition import ensure_edition  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.earlier_copies import FOLDER  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.home import prepare_home  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.updating import refuse_open, update  # noqa: PLC0415 - keeps `--help` quick

    folder = home_folder(home)
    refuse_open(folder)
    edition = ensure_edition(course, say=click.echo)
    changes = update(folder, edition=edition, now=datetime.now())  # noqa: DTZ005 - a name for people, in their own time
    prepare_home(folder, edition=edition)
    for change in changes:
        click.echo(f"{change.file.relative_to(folder).as_posix()} {change.said}.")
    if not changes:
        click.echo(f"{folder} is up to date.")
    elif any(" cell" in change.said for change in changes):
        click.echo(f"The notebooks as they were are in {folder / FOLDER}.")
