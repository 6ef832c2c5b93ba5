"""`fingerpost doctor`: what is installed, what is wrong, what to type."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import click

from fingerpost.errors import FingerpostError

_PACKAGES = ("fingerpost", "jupyterlab", "nbgrader", "pandas", "altair", "duckdb", "anywidget")
_SUPPORTED = ((3, 11), (3, 12), (3, 13))
_INSTALL = "make setup   (without make: python binder/prepare.py learner)"
_LAB_FILES = {
    "our settings for JupyterLab": "share/jupyter/lab/settings/overrides.json",
    "our server extension": "etc/jupyter/jupyter_server_config.d/fingerpost.json",
    "the widgets": "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager/package.json",
    "anywidget": "share/jupyter/labextensions/anywidget/package.json",
    "nbgrader": "share/jupyter/labextensions/@jupyter/nbgrader/package.json",
}
_ROOM_NEEDED_MB = 500


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it was found and, where something is wrong, what to type."""

    subject: str
    said: str
    remedy: str = ""

    @property
    def is_fine(self) -> bool:
        """Claim that nothing needs doing."""
        return not self.remedy


def look_at_python() -> Finding:
    """Say which Python runs this, and whether it is one we support."""
    running = f"{sys.version.split()[0]} in {sys.prefix}"
    if sys.version_info[:2] in _SUPPORTED:
        return Finding("Python", running)
    return Finding("Python", f"{running}; expected 3.11, 3.12 or 3.13", _INSTALL)


def look_at_packages() -> Finding:
    """Say the versions of the packages that lessons rest on."""
    found = {name: _version(name) for name in _PACKAGES}
    lost = [name for name, number in found.items() if not number]
    if lost:
        return Finding("Packages", f"not installed: {', '.join(lost)}", _INSTALL)
    return Finding("Packages", ", ".join(f"{name} {number}" for name, number in found.items()))


def look_at_validator() -> Finding:
    """Say whether the package that doubles every start has come back."""
    if find_spec("rfc3987_syntax") is None:
        return Finding("Quick start", "the slow validator package is not installed")
    said = "the package rfc3987-syntax is installed: everything works, and starts take twice as long"
    return Finding("Quick start", said, f"{_INSTALL}, or: python -m pip uninstall rfc3987-syntax lark")


def look_at_lab() -> Finding:
    """Say whether JupyterLab will find its settings and extensions."""
    lost = [title for title, file in _LAB_FILES.items() if not (Path(sys.prefix) / file).is_file()]
    if lost:
        return Finding("JupyterLab", f"not found in {sys.prefix}: {', '.join(lost)}", _INSTALL)
    return Finding("JupyterLab", f"settings and {len(_LAB_FILES) - 1} extensions in place")


def look_at_warehouse() -> Finding:
    """Say whether the practice data can be opened, by opening it."""
    from fingerpost.warehouse.connection import connect  # noqa: PLC0415 - DuckDB is heavy; --help should be quick
    from fingerpost.warehouse.paths import authority, warehouse_file  # noqa: PLC0415 - the same room

    file = warehouse_file(authority())
    if not file.is_file():
        return Finding("Practice data", f"no file {file}", "fingerpost start   (it builds what is missing)")
    try:
        children = len(connect().sql("FROM ssda903.header"))
    except FingerpostError as trouble:
        return Finding("Practice data", str(trouble), "fingerpost start   (it builds what is missing)")
    return Finding("Practice data", f"{children} invented children in {file}")


def look_at_disk() -> Finding:
    """Say how much room is left where the environment stands."""
    free = shutil.disk_usage(sys.prefix).free // 2**20
    if free < _ROOM_NEEDED_MB:
        said = f"{free} MB left where {sys.prefix} is; lessons and their data need {_ROOM_NEEDED_MB} MB"
        return Finding("Disk", said, "empty the bin, or move old downloads to another drive")
    return Finding("Disk", f"{free} MB free")


def look_at_sandbox() -> Finding:
    """Say how safely other people's notebooks can be marked here; nobody needs it for their own."""
    from fingerpost.grading.sandbox.levels import WORDS, survey  # noqa: PLC0415 - only where it is asked

    ground = survey()
    if ground.level:
        return Finding("Marking", f"level {ground.level}: learners' cells run {WORDS[ground.level]}")
    said = f"your own notebooks only, for there is no sandbox here (missing: {', '.join(ground.missing)})"
    return Finding("Marking", f"{said}; of people you trust: fingerpost grade … --trust")


LOOKS: tuple[Callable[[], Finding], ...] = (
    look_at_python,
    look_at_packages,
    look_at_validator,
    look_at_lab,
    look_at_warehouse,
    look_at_disk,
    look_at_sandbox,
)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@click.command("doctor", epilog="Example: fingerpost doctor")
def command() -> None:
    """Say what is installed, what is wrong and what to type.

    Ends with status 1 when something is wrong.
    """
    findings = [look() for look in LOOKS]
    for finding in findings:
        click.echo(f"{'ok   ' if finding.is_fine else 'WRONG'}  {finding.subject}: {finding.said}")
        if not finding.is_fine:
            click.echo(f"       what to type: {finding.remedy}")
    if not all(finding.is_fine for finding in findings):
        raise click.exceptions.Exit(1)
