"""Options that several commands share."""

from pathlib import Path

import click

from fingerpost.server.home import learners_folder

EXISTING_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
HOME = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Your own folder for lessons and work.  [default: ~/fingerpost]",
)
COURSE = click.option(
    "--course",
    type=EXISTING_FOLDER,
    default=None,
    help="Course sources to build from, if not the ones around this folder.",
)


def home_folder(home: Path | None) -> Path:
    """Return the learner's folder, whole: the one asked for, else the usual one."""
    return (home or learners_folder()).expanduser().resolve()
