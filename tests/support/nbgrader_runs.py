"""nbgrader's own commands, each in a process of its own, after importing nbgrader once for all of them.

Run as a program it reads steps (`[[{"cwd": …, "words": […]}, …], …]`) from the file named. The jobs of a step
run side by side, steps one after the other, each job in a process forked from one that has imported nbgrader
and done nothing else. It ends with the number of jobs that failed, their words and logs on standard error.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_AT_ONCE = 2


@dataclass(frozen=True)
class Job:
    """One nbgrader command: the folder it is typed in, and its words."""

    cwd: str
    words: tuple[str, ...]


def run_steps(steps: Sequence[Sequence[Job]], folder: Path, *, environment: dict[str, str]) -> None:
    """Run the jobs of every step; raises with the words and log of those that failed."""
    listed = folder / "steps.json"
    listed.write_text(json.dumps([[asdict(job) for job in step] for step in steps]), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, __file__, str(listed)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise AssertionError(f"{ran.returncode} nbgrader commands failed:\n{ran.stderr[-6000:]}")


def _run_all(listed: Path) -> int:
    steps = json.loads(listed.read_text(encoding="utf-8"))
    return sum(_run_step(step, listed.parent) for step in steps)


def _run_step(jobs: list[dict[str, object]], folder: Path) -> int:
    """Run jobs, two at a time, and return how many failed."""
    failed = 0
    waiting, running = list(enumerate(jobs)), dict[int, tuple[dict[str, object], Path]]()
    while waiting or running:
        while waiting and len(running) < _AT_ONCE:
            number, job = waiting.pop(0)
            log = folder / f"job-{number}.log"
            running[_started(job, log)] = job, log
        child, status = os.wait()
        job, log = running.pop(child)
        if status:
            failed += 1
            sys.stderr.write(
                f"{job['words']}:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}\n"
            )
    return failed


def _started(job: dict[str, object], log: Path) -> int:
    """Return the process id of a job that has been started, its words going to `log`."""
    from nbgrader.apps import NbGraderApp  # noqa: PLC0415 - only the program that forks pays for it

    child = os.fork()
    if child == 0:
        status = 1
        try:
            said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for descriptor in (1, 2):
                os.dup2(said, descriptor)
            os.chdir(str(job["cwd"]))
            NbGraderApp.launch_instance(job["words"])
            status = 0
        except SystemExit as ended:
            status = int(bool(ended.code))
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    return child


if __name__ == "__main__":
    sys.exit(min(_run_all(Path(sys.argv[1])), 100))
