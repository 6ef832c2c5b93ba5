"""Running a program as a user who owns nothing, where the tests themselves run as root."""

import json
import os
import subprocess
import sys
from pathlib import Path

from fingerpost.grading.sandbox.namespaces import make_reachable

USER = 64_123
REPOSITORY = Path(__file__).resolve().parents[2]


def run_unprivileged(
    *words: str, reach: tuple[Path, ...] = (), environment: dict[str, str] | None = None
) -> str:
    """Return what `python *words` printed, run as an unprivileged user; raises when it fails."""
    needed = (Path(sys.prefix), Path(sys.base_prefix), REPOSITORY, *reach)
    command = [sys.executable, __file__, json.dumps([str(path) for path in needed]), *words]
    return run(command, environment)


def run(command: list[str], environment: dict[str, str] | None = None) -> str:
    """Return what a command printed; raises with its words when it fails."""
    ran = subprocess.run(
        command, env=os.environ | (environment or {}), capture_output=True, text=True, check=False, cwd="/"
    )
    if ran.returncode:
        raise AssertionError(f"{command[-2:]} ended with {ran.returncode}:\n{ran.stderr[-4000:]}")
    return ran.stdout


def main() -> None:
    """Become the user, then become the program."""
    if os.geteuid() == 0:
        make_reachable([Path(path) for path in json.loads(sys.argv[1])])
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
    os.execv(sys.executable, [sys.executable, *sys.argv[2:]])  # noqa: S606 - our own program


if __name__ == "__main__":
    main()
