"""`fingerpost warehouse …`: build the invented data, or write it as returns."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.errors import WrongUseError
from fingerpost.spec.authorities import REGION

if TYPE_CHECKING:
    from fingerpost.warehouse.workshop import Progress

_SIZES = ("tiny", "authority", REGION)


class _Size(click.Choice[str]):
    """A size that can be built, or one sentence that names them."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's own signature
        if value in _SIZES:
            return str(value)
        raise WrongUseError(
            f"There is no size '{value}' yet; the sizes to build today are {', '.join(_SIZES)}."
        )


class _WholeNumber(click.ParamType[int]):
    """A whole number, or one sentence that says what to give instead."""

    name = "number"

    def __init__(self, advice: str) -> None:
        self._advice = advice

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002 - click's own signature
        try:
            return int(str(value))
        except ValueError:
            raise WrongUseError(f"'{value}' is not a whole number. {self._advice}") from None


_SEED = _WholeNumber("Give digits, such as --seed 7, or leave --seed out for the lives of the lessons.")
_YEAR = _WholeNumber("Give the year that the return ends in, such as --year 2025.")


_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group("warehouse", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Build the invented data, or write it as returns.

    Example: fingerpost warehouse build --size authority
    """


@command.command("build", epilog="Example: fingerpost warehouse build --size tiny --out /tmp/practice")
@click.option("--size", type=_Size(_SIZES), required=True, help="How many children to invent.")
@click.option("--seed", type=_SEED, default=None, help="Draw other lives than those of the lessons.")
@click.option(
    "--out", type=_FOLDER, default=None, help="Data root to build into.  [default: this Python's own]"
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    help="Processes to use for the region; one authority needs only one.  [default: one a core]",
)
def build(size: str, seed: int | None, out: Path | None, workers: int | None) -> None:
    """Build the warehouse of authority A, or of the region's fourteen authorities together.

    The same size and seed always give the same data. What is built replaces what was there, once it
    is whole.
    """
    from fingerpost.warehouse.paths import data_root  # noqa: PLC0415 - keeps `--help` quick

    with _Bar() as progress:
        file = _built(size, seed, out or data_root(), workers, progress)
    megabytes = file.stat().st_size / 1_000_000
    click.echo(f"Built {file} ({megabytes:.1f} MB). Every child in it is invented.")


def _built(size: str, seed: int | None, out: Path, workers: int | None, progress: "Progress") -> Path:
    """Build and return the file."""
    if size == REGION:
        from fingerpost.synth.region import region_of  # noqa: PLC0415 - keeps `--help` quick
        from fingerpost.warehouse.region import build_region  # noqa: PLC0415 - keeps `--help` quick

        return build_region(region_of(seed), out=out, workers=workers, progress=progress)
    from fingerpost.warehouse.build import build_authority  # noqa: PLC0415 - keeps `--help` quick

    return build_authority("A", out=out, seed=seed, size=size, progress=progress)


@command.command("returns", epilog="Example: fingerpost warehouse returns --year 2025 --out returns")
@click.option(
    "--authority", default="A", show_default=True, help="Whose returns: A, T, or B with a course root."
)
@click.option(
    "--year", type=_YEAR, default=2025, show_default=True, help="The year ending 31 March of this year."
)
@click.option("--out", type=_FOLDER, required=True, help="Folder to write into.")
@click.option(
    "--difficulty",
    "difficulties",
    multiple=True,
    help="For authors: plant what makes a file hard to read, such as repeated_child; may be given again.",
)
def returns(authority: str, year: int, out: Path, difficulties: tuple[str, ...]) -> None:
    """Write a year's SSDA903 files as they were delivered, and Annex A as a workbook.

    The files have that year's codes, dates as dd/mm/yyyy; the workbook is of 31 March 2026.
    """
    from fingerpost.warehouse.returns import write_returns, write_workbook  # noqa: PLC0415 - keeps `--help` quick

    for path in write_returns(authority, year=year, out=out, difficulties=difficulties):
        click.echo(f"Wrote {path}")
    click.echo(f"Wrote {write_workbook(authority, out=out)}")


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __enter__(self) -> "Progress":
        from rich.console import Console  # noqa: PLC0415 - keeps `--help` quick
        from rich.progress import Progress as Bar  # noqa: PLC0415 - keeps `--help` quick

        console = Console(stderr=True)
        self._bar = Bar(console=console, transient=True, disable=not console.is_terminal)
        self._bar.start()
        self._task = self._bar.add_task("starting", total=1.0)
        return self._show

    def __exit__(self, *trouble: object) -> None:
        self._bar.stop()

    def _show(self, doing: str, share: float) -> None:
        self._bar.update(self._task, description=doing, completed=share)
