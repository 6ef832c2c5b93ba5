"""What learners get of an assignment: exactly what nbgrader itself releases from the solved source."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from fingerpost.errors import FingerpostError

CONFIG = "nbgrader_config.py"


class ReleaseFaultError(FingerpostError):
    """nbgrader would not make the learner's copy of an assignment."""


def released_assignments(sources: Mapping[str, bytes], *, config: Path) -> dict[str, bytes]:
    """Return the learner's notebook of each assignment: folder name -> bytes.

    `sources` are the solved notebooks by folder name, `config` is the course's nbgrader_config.py.
    `nbgrader generate_assignment` runs for each in a temporary course root with a database of its own.
    """
    with tempfile.TemporaryDirectory(prefix="fingerpost-release-") as temporary:
        root = Path(temporary)
        for folder, source in sources.items():
            path = root / "source" / folder / f"{folder}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(source)
        _generate(root, sorted(sources), config=config)
        return {folder: (root / "release" / folder / f"{folder}.ipynb").read_bytes() for folder in sources}


def _generate(root: Path, folders: list[str], *, config: Path) -> None:
    from nbgrader.apps import NbGraderAPI  # noqa: PLC0415 - 4.5 CPU seconds that only builds should pay
    from traitlets.config import PyFileConfigLoader  # noqa: PLC0415 - comes with the line above

    settings = PyFileConfigLoader(config.name, path=str(config.parent)).load_config()
    settings.CourseDirectory.root = str(root)
    api = NbGraderAPI(config=settings)
    for folder in folders:
        outcome = api.generate_assignment(folder)
        if not outcome["success"]:
            said = outcome.get("log", "").strip()
            raise ReleaseFaultError(
                f"nbgrader could not make the learner's copy of {folder}. It says: {said}"
            )
