"""A tutor at work: a course root that no learner can read, an exchange, and nbgrader's own commands."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from nbgrader_runs import Job, run_steps

COURSE_ID = "fingerpost"


@dataclass(frozen=True)
class Tutor:
    """One assignment's tutor; `folder` holds the course root, the exchange and the settings."""

    folder: Path
    assignment: str

    @property
    def exchange(self) -> Path:
        """The folder between tutor and learners."""
        return self.folder / "exchange"

    @property
    def settings(self) -> Path:
        """The settings file that points everyone at the exchange."""
        return self.folder / "config" / "nbgrader_config.py"

    def types(self, *verbs: str) -> None:
        """Type nbgrader commands for the assignment, one after the other, in the course root."""
        steps = [[Job(str(self.folder / "course"), (verb, self.assignment))] for verb in verbs]
        run_steps(steps, self.folder, environment={"JUPYTER_CONFIG_DIR": str(self.settings.parent)})


def a_tutor(folder: Path, *, course_root: Path, assignment: str) -> Tutor:
    """Return a tutor over a copy of `course_root`, with an exchange in which nothing is released yet."""
    tutor = Tutor(folder, assignment)
    shutil.copytree(course_root, folder / "course")
    (folder / "course").chmod(0o700)  # answers and authority B stand in it
    tutor.exchange.mkdir()
    tutor.exchange.chmod(0o777)
    tutor.settings.parent.mkdir()
    tutor.settings.write_text(
        "c = get_config()\n"
        f"c.Exchange.root = {str(tutor.exchange)!r}\n"
        f"c.CourseDirectory.course_id = {COURSE_ID!r}\n",
        encoding="utf-8",
    )
    return tutor
