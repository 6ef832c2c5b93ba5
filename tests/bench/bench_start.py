"""How long a learner waits: the four libraries in a fresh kernel, and `make start` the second time.

`make bench` prints the figures; none of them passes or fails.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from lab_server import free_port, wait_until_answering

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"
IMPORTS = (
    "import time; before = time.process_time()\n"
    "import pandas, altair, duckdb, ipywidgets\n"
    "print(time.process_time() - before)"
)


def report(what: str, figure: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"\n{what}: {figure}")


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


def test_start_until_jupyterlab_answers(tmp_path: Path) -> None:
    prepare_learner()
    for which in ("first", "second"):
        report(f"`make start`, {which} time with packages in place", f"{seconds_to_answer(tmp_path):.1f} s")
    assert (tmp_path / "home" / "Start here.md").is_file()


def prepare_learner() -> None:
    """Leave `.venv` as `make setup` makes it."""
    subprocess.run(["make", "setup"], cwd=ROOT, check=True, capture_output=True)


def seconds_to_answer(folder: Path) -> float:
    """Return the seconds from typing `make start` to JupyterLab's first answer."""
    port = free_port()
    options = f"START_ARGS=--no-browser --port {port} --home {folder / 'home'}"
    surroundings = {**os.environ, "FINGERPOST_DATA": str(folder / "edition")}
    before = time.monotonic()
    with (folder / "start.log").open("wb") as log:
        words = ["make", "start", options]
        process = subprocess.Popen(
            words, cwd=ROOT, env=surroundings, stdout=log, stderr=log, start_new_session=True
        )
        try:
            wait_until_answering(f"http://127.0.0.1:{port}/api", process)
            return time.monotonic() - before
        finally:
            os.killpg(process.pid, 15)
            process.wait(timeout=30)
