"""`fingerpost share NOTEBOOK`: a copy that may leave the machine, and what was taken out of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fingerpost.courseware.sharing.clean import TakenOut


@click.command("share", epilog="Example: fingerpost share lessons/03-count-group-pivot-desk.ipynb")
@click.argument("notebook", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Where the copy goes."
)
@click.option(
    "--keep",
    multiple=True,
    metavar="KIND",
    help="Leave this kind in the text, after you have looked at it. Give it once for each kind.",
)
def command(notebook: Path, out: Path | None, keep: tuple[str, ...]) -> None:
    """Make a copy of a notebook that may leave the machine, and say what was taken out and why.

    Outputs, widget state and attachments go; the text is searched for pupil numbers, NHS numbers, dates of
    birth, postcodes, identifiers, exact days and counts under 10. Your notebook stays as it is.
    """
    from fingerpost.courseware.sharing.clean import READ_IT, gathered, kinds, share  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.courseware.sharing.patterns import KINDS  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.errors import WrongUseError  # noqa: PLC0415 - keeps `--help` quick

    known = kinds(KINDS)
    if unknown := [kind for kind in keep if kind not in known]:
        raise WrongUseError(f"'{unknown[0]}' is no kind of trace. There is: {', '.join(known)}.")
    target, shared = share(notebook, out=out, keep=keep)
    click.echo(f"Wrote {target}. {notebook} stays as it is.")
    click.echo("\n".join(_told(gathered(shared.taken_out))))
    click.echo(READ_IT)


def _told(taken_out: "list[TakenOut]") -> list[str]:
    """Return the report, one line for each kind of find: where, what, how many and why."""
    if not taken_out:
        return ["Nothing had to be taken out."]
    return [
        "Taken out:",
        *(f"  {one.where}: {one.what} ({one.times}), because {one.why}" for one in taken_out),
    ]
