"""`fingerpost hub …`: a cohort's JupyterHub, its folders, the course in them, and what is released."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.commands.options import COURSE
from fingerpost.errors import WrongUseError

if TYPE_CHECKING:
    from fingerpost.server.hub.settings import HubSettings

_SETTINGS = click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("/srv/fingerpost/hub.toml"),
    envvar="FINGERPOST_HUB",
    show_default=True,
    help="The hub's settings; FINGERPOST_HUB names them too.",
)


@click.group("hub", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Make a cohort's JupyterHub ready: its folders, the course in them, what is released.

    Example: sudo fingerpost hub lay-out --settings /srv/fingerpost/hub.toml
    """


@command.command("lay-out", epilog="Example: sudo fingerpost hub lay-out --settings /srv/fingerpost/hub.toml")
@_SETTINGS
def lay_out(settings: Path) -> None:
    """Make the hub's folders with their owners and modes; what is in them stays."""
    from fingerpost.server.hub import places  # noqa: PLC0415 - keeps `--help` quick

    hub = _read(settings)
    places.lay_out(hub)
    click.echo(f"The folders of {hub.place} are as they must be.")


@command.command("check", epilog="Example: sudo fingerpost hub check --settings /srv/fingerpost/hub.toml")
@_SETTINGS
@click.pass_context
def check(context: click.Context, settings: Path) -> None:
    """Say which folder is missing, another's, or open to the wrong people."""
    from fingerpost.server.hub import places  # noqa: PLC0415 - keeps `--help` quick

    hub = _read(settings)
    places.refuse_missing_people(hub)
    wrong = places.troubles(hub)
    click.echo("\n".join(wrong) or f"The folders of {hub.place} are as they must be.")
    context.exit(1 if wrong else 0)


@command.command("build", epilog="Example: sudo fingerpost hub build --course /opt/fingerpost/course")
@_SETTINGS
@COURSE
def build(settings: Path, course: Path | None) -> None:
    """Build the course where the hub has it, or renew it; what people have made stays.

    Learners have newer lessons when their server starts next, merged cell by cell into theirs.
    """
    from fingerpost.courseware.sources import find_course  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.hub import building, places  # noqa: PLC0415 - keeps `--help` quick

    hub, sources = _read(settings), find_course(course)
    if sources is None:
        raise WrongUseError(
            "No course/course.toml is here. Name the sources: fingerpost hub build --course FOLDER"
        )
    places.lay_out(hub)
    building.build(hub, sources)
    click.echo(
        f"Built for learners in {hub.edition}, for tutors in {hub.course}. Next: fingerpost hub release"
    )


@command.command("release", epilog="Example: sudo fingerpost hub release 03-count-group-pivot")
@click.argument("assignments", nargs=-1)
@_SETTINGS
def release(assignments: tuple[str, ...], settings: Path) -> None:
    """Release ASSIGNMENTS for learners to fetch, or, where none is named, every one.

    One that is released already stays as it is: a learner may have begun it.
    """
    from fingerpost.server.hub import building, places  # noqa: PLC0415 - keeps `--help` quick

    hub = _read(settings)
    places.lay_out(hub)
    for one in building.release(hub, assignments):
        click.echo(f"{one.assignment} {one.said}.")


def _read(file: Path) -> "HubSettings":
    from fingerpost.server.hub.settings import read_settings  # noqa: PLC0415 - keeps `--help` quick

    return read_settings(file)
