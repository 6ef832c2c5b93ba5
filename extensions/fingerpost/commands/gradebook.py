"""`fingerpost gradebook …`: copies of the gradebook, proved whole, and put back."""

from pathlib import Path

import click

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("gradebook", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Copy the gradebook, prove it whole, put a copy back.

    Example: fingerpost gradebook backup
    """


@command.command("backup", epilog="Example: fingerpost gradebook backup")
def backup() -> None:
    """Copy the gradebook of the course root around this folder; the last twenty copies are kept."""
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
    """Put the newest copy, or the copy FILE, in the gradebook's place; what stood there is kept beside it."""
    from fingerpost.grading.gradebook.copies import restore, verify  # noqa: PLC0415 - keeps `--help` quick

    root, gradebook = _here()
    kept = restore(root, gradebook, file)
    click.echo(f"Restored {gradebook}: {verify(gradebook)}. What stood there is kept in {kept.name}.")


def _here() -> tuple[Path, Path]:
    from fingerpost.grading.gradebook.copies import gradebook_file  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.grading.run.course_root import find_course_root  # noqa: PLC0415 - keeps `--help` quick

    root = find_course_root(Path.cwd())
    return root, gradebook_file(root)
