"""`fingerpost translate BOOK.xlsx --out BOOK.ipynb`: a workbook's formulas as a notebook."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from fingerpost.errors import WrongUseError

if TYPE_CHECKING:
    from fingerpost.formulas.workbooks.work import Line


def write_as_notebook(book: Path, out: Path, as_at: date | None) -> None:
    """Write the notebook, say how far it got on the way, and what it holds.

    Raises:
        WrongUseError: `out` is no notebook's name, stands there already, or has no folder.
        WorkbookTroubleError: the workbook cannot be opened, in one sentence.
    """
    # heavy, and `--help` needs none of them
    from fingerpost.formulas.workbooks.notebook import write_notebook  # noqa: PLC0415
    from fingerpost.formulas.workbooks.opening import open_workbook  # noqa: PLC0415
    from fingerpost.formulas.workbooks.smells import smells_of  # noqa: PLC0415
    from fingerpost.formulas.workbooks.translating import translated  # noqa: PLC0415
    from fingerpost.formulas.workbooks.work import begin  # noqa: PLC0415

    _check_out(out)
    with _progress() as progress:
        task = progress.add_task("Opening the workbook", total=None)
        workbook = open_workbook(
            book,
            lambda what, done, size: progress.update(task, description=what, completed=done, total=size),
        )
        progress.update(task, description="Finding the tables", total=None)
        work = begin(workbook, as_at)
        every = sum(len(fill.rows) for fill in work.fills)
        progress.update(task, description="Translating formulas", completed=0, total=every)
        lines = translated(work, lambda cells: progress.advance(task, cells))
        smells = smells_of(work)
        write_notebook(work, lines, smells, out)
    click.echo("\n".join(_told(lines, len(smells), out)))


def _progress() -> Progress:
    """Return a bar on the error stream, so that the answer stands alone on the other one."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _check_out(out: Path) -> None:
    if out.suffix != ".ipynb":
        raise WrongUseError(f"--out {out} is no notebook's name; end it in .ipynb.")
    if out.exists():
        raise WrongUseError(f"{out} is there already and may hold your work; name another file with --out.")
    if not out.parent.is_dir():
        raise WrongUseError(f"There is no folder {out.parent} for the notebook; make it, or name another.")


def _told(lines: "list[Line]", smells: int, out: Path) -> list[str]:
    every = sum(len(line.fill.rows) for line in lines)
    done = sum(len(line.fill.rows) for line in lines if line.code)
    said = [
        f"Wrote {out}: {every:,} formulas, {len(lines):,} once those filled down are taken together.",
        f"{done:,} of them are pandas that gives the values saved in the workbook.",
    ]
    if done < every:
        said.append(f"{every - done:,} keep their saved values; the notebook says why for each.")
    said.append(f"{smells:,} things to look at are listed at its beginning.")
    return said
