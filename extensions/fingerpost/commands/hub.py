"""`fingerpost hub …`: the folders of a cohort's JupyterHub, made and looked over."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

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
    """Make and look over the folders of a cohort's JupyterHub.

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


def _read(file: Path) -> "HubSettings":
    from fingerpost.server.hub.settings import read_settings  # noqa: PLC0415 - keeps `--help` quick

    return read_settings(file)
