"""How long a learner waits: on a bare machine, later, for the first lesson, and for four libraries.

`make bench B=start` prints the figures with the machine's load; none of them passes or fails.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from browser import chromium
from fingerpost.server.hub.starting import free_port
from lab_page import LabPage, let_tests_speak_to_lab
from lab_server import TOKEN, LabServer, end, wait_until_answering
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"
_PATIENCE_SECONDS = 600
IMPORTS = (
    "import time; before = time.process_time()\n"
    "import pandas, altair, duckdb, ipywidgets\n"
    "print(time.process_time() - before)"
)


def report(what: str, figure: str) -> None:
    """Print one figure, and how busy the machine was."""
    sys.stdout.write(f"\n{what}: {figure} (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")


def test_environment_on_disk() -> None:
    prepare_learner()
    counted = {file.lstat().st_ino: file.lstat().st_blocks for file in (ROOT / ".venv").rglob("*")}
    report(
        "learner environment, bytecode and practice data included", f"{sum(counted.values()) / 2048:.0f} MB"
    )
    assert counted


def test_imports_in_a_fresh_kernel() -> None:
    prepare_learner()
    taken = [
        float(subprocess.run([PYTHON, "-c", IMPORTS], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    report("import pandas, altair, duckdb, ipywidgets", f"{min(taken):.2f} CPU s, best of {len(taken)}")
    assert taken


def test_start_until_jupyterlab_answers_and_the_first_lesson_is_open(tmp_path: Path) -> None:
    prepare_learner()
    with started(tmp_path) as first:
        report("`make start`, first time with packages in place", f"{first.seconds:.1f} s")
    with started(tmp_path) as second, chromium() as browser:
        report("`make start`, second time", f"{second.seconds:.1f} s")
        report("first lesson open after the server answers", f"{seconds_to_lesson(browser, second):.1f} s")
    assert (tmp_path / "home" / "Start here.md").is_file()


def test_start_on_a_bare_machine(tmp_path: Path) -> None:
    """Make a clone with no environment in it, and caches that are empty, as on the first day."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    empty = {name: str(tmp_path / name) for name in ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR")}
    with started(tmp_path, root=clone, environment=empty) as bare:
        report("`make start` on a bare machine, downloads included", f"{bare.seconds:.0f} s")
    assert (clone / ".venv").is_dir()


def prepare_learner() -> None:
    """Leave `.venv` as `make setup` makes it."""
    subprocess.run(["make", "setup"], cwd=ROOT, check=True, capture_output=True)


@dataclass(frozen=True)
class Started:
    """A JupyterLab that `make start` has started, and the seconds from typing it to the first answer."""

    server: LabServer
    seconds: float


@contextmanager
def started(
    folder: Path, *, root: Path = ROOT, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Started]:
    """Type `make start` in a copy of the repository; when the block ends, its JupyterLab does."""
    port = free_port()
    options = f"START_ARGS=--no-browser --port {port} --home {folder / 'home'}"
    settings = folder / "jupyter"
    let_tests_speak_to_lab(settings)
    own = {"FINGERPOST_DATA": str(folder / "edition"), "JUPYTER_CONFIG_DIR": str(settings)}
    around = {**os.environ, **own, "JUPYTER_TOKEN": TOKEN, **environment}
    server = LabServer(f"http://127.0.0.1:{port}", folder / "home", folder / "edition", folder / "start.log")
    before = time.monotonic()
    with server.log.open("wb") as log:
        words = ["make", "start", options]
        process = subprocess.Popen(
            words, cwd=root, env=around, stdout=log, stderr=log, start_new_session=True
        )
        try:
            wait_until_answering(server.url("/api/status"), process, seconds=_PATIENCE_SECONDS)
            yield Started(server, time.monotonic() - before)
        finally:
            end(process)


def seconds_to_lesson(browser: Browser, done: Started) -> float:
    """Return the seconds from asking for the first page to the first lesson with its kernel ready."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(_PATIENCE_SECONDS * 1000)
    shown = LabPage(page, done.server, done.server.home)
    before = time.monotonic()
    shown.opens()
    shown.follows("Open the first lesson: Start here", path="lessons/00-start-here.ipynb")
    return time.monotonic() - before
