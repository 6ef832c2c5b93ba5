"""What learners get of an assignment: exactly what nbgrader itself releases from the solved source."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from fingerpost.errors import FingerpostError

CONFIG = "nbgrader_config.py"

_ALL = "*"
# A settings file of the machine or of the person must not change what every learner gets.
_NO_OTHER_SETTINGS = {"JUPYTER_NO_CONFIG": "1"}


class ReleaseFaultError(FingerpostError):
    """nbgrader would not make the learner's copy of an assignment."""


def released_assignments(sources: Mapping[str, bytes], *, config: Path) -> dict[str, bytes]:
    """Return the learner's notebook of each assignment: folder name -> bytes.

    `sources` are the solved notebooks by folder name, `config` is the course's nbgrader_config.py.
    `nbgrader generate_assignment` runs once for all, in a temporary course root with a database of its own.
    """
    if not sources:
        return {}
    with tempfile.TemporaryDirectory(prefix="fingerpost-release-") as temporary:
        root = Path(temporary)
        for folder, source in sources.items():
            path = root / "source" / folder / f"{folder}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(source)
        shutil.copyfile(config, root / CONFIG)
        _generate(root)
        return {folder: (root / "release" / folder / f"{folder}.ipynb").read_bytes() for folder in sources}


def _generate(root: Path) -> None:
    """Run nbgrader as a tutor would, in a process of its own: its settings file sets variables."""
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", f"--assignment={_ALL}"]
    ran = subprocess.run(  # noqa: S603 - our own program on files that we wrote
        [*command, f"--CourseDirectory.root={root}"],
        cwd=root,
        env=os.environ | _NO_OTHER_SETTINGS,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = "\n".join(ran.stderr.strip().splitlines()[-12:])
        raise ReleaseFaultError(f"nbgrader could not make the learner's copies. It says:\n{said}")
