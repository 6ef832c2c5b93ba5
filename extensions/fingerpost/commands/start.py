"""`fingerpost start`: from nothing to JupyterLab open at Start here."""

from pathlib import Path

import click

from fingerpost.commands.options import COURSE, EXISTING_FOLDER, HOME, home_folder

_NEXT = (
    "JupyterLab opens in your browser in a few seconds, at the page Start here. "
    "If it does not, copy the address below into your browser."
)
_NEXT_BY_HAND = "Copy the address that follows into your browser; you should then see the page Start here."


@click.command("start", epilog="Example: fingerpost start --no-browser --port 8899")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=None, help="Use this port, or say that it is taken."
)
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
@HOME
@COURSE
@click.option(
    "--tutor",
    type=EXISTING_FOLDER,
    default=None,
    help="Your nbgrader course root: opens the marking page, with formgrader in the menu.",
)
def command(
    port: int | None,
    no_browser: bool,  # noqa: FBT001 - click calls by name
    home: Path | None,
    course: Path | None,
    tutor: Path | None,
) -> None:
    """Build what is missing and open JupyterLab at Start here; with --tutor, at the marking page."""
    from fingerpost.courseware.edition import ensure_edition  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.home import prepare_home  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.launch import refuse_port, run_lab  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.updating import waiting  # noqa: PLC0415 - keeps `--help` quick

    if port is not None:
        refuse_port(port)
    if tutor is not None:
        _mark(tutor, port, browser=not no_browser)
        return
    edition = ensure_edition(course, say=click.echo)
    folder = home_folder(home)
    laid_out = prepare_home(folder, edition=edition)
    click.echo(f"Your folder: {folder}" + (f" ({len(laid_out)} new files)" if laid_out else ""))
    if newer := waiting(folder, edition=edition):
        click.echo(
            f"{newer} files of the course have a newer version. To have it, stop and type: fingerpost update"
        )
    click.echo(_NEXT_BY_HAND if no_browser else _NEXT)
    click.echo("To stop, come back to this window and press Ctrl+C twice. Your work is saved as you go.")
    run_lab(folder, port=port, browser=not no_browser)


def _mark(folder: Path, port: int | None, *, browser: bool) -> None:
    from fingerpost.grading.run.course_root import find_course_root  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.server.launch import run_lab  # noqa: PLC0415 - keeps `--help` quick

    root = find_course_root(folder)
    click.echo(f"Your course root: {root}")
    click.echo("The marking page opens in your browser." if browser else "Open the address that follows.")
    click.echo("Whoever has that address sees everybody's work. To stop, press Ctrl+C twice in this window.")
    run_lab(root, port=port, browser=browser, tutor=True)
