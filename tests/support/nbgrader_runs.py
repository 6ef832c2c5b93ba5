"""nbgrader's own commands, as typed: one at a time, or many after importing nbgrader once.

Run as a program it reads jobs (`[{"cwd": …, "words": […]}, …]`) from the file named, runs each in a
process forked from one that has imported nbgrader, and ends with the number of jobs that failed.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """One nbgrader command: the folder it is typed in, and its words."""

    cwd: str
    words: tuple[str, ...]


def nbgrader(cwd: Path, *words: str, environment: dict[str, str]) -> str:
    """Run one command as typed and return what it said; raises with its words when it fails."""
    ran = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(f"nbgrader {' '.join(words)} ended with {ran.returncode}:\n{ran.stderr[-4000:]}")
    return ran.stdout + ran.stderr


def nbgrader_many(jobs: Iterable[Job], folder: Path, *, environment: dict[str, str]) -> None:
    """Run many commands, each in a process of its own that need not import nbgrader anew."""
    listed = folder / "jobs.json"
    listed.write_text(json.dumps([asdict(job) for job in jobs]), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, __file__, str(listed)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(f"{ran.returncode} nbgrader commands failed:\n{ran.stderr[-4000:]}")


def _run_all(listed: Path) -> int:
    from nbgrader.apps import NbGraderApp  # noqa: PLC0415 - only the program that forks pays for it

    failed = 0
    for job in json.loads(listed.read_text(encoding="utf-8")):
        child = os.fork()
        if child == 0:
            os.chdir(job["cwd"])
            NbGraderApp.launch_instance(job["words"])
            os._exit(0)
        failed += os.waitpid(child, 0)[1] != 0
    return failed


if __name__ == "__main__":
    sys.exit(_run_all(Path(sys.argv[1])))
