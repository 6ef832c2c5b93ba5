"""A whole round through nbgrader: release, fetch, hand in, collect, mark, feedback, export."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader_runs import Job, nbgrader, nbgrader_many
from robots import Robot, write_answers

COURSE_ID = "fingerpost"


@dataclass(frozen=True)
class Round:
    """One assignment's round over a copy of a course root, with an exchange beside it."""

    folder: Path
    assignment: str

    @property
    def root(self) -> Path:
        """The tutor's course root."""
        return self.folder / "course"

    @property
    def environment(self) -> dict[str, str]:
        """Settings that point everyone at this round's exchange."""
        return {"JUPYTER_CONFIG_DIR": str(self.folder / "config")}

    def home(self, robot: Robot) -> Path:
        """Return a robot's own folder."""
        return self.folder / "homes" / robot.name

    def tutor(self, *words: str) -> str:
        """Type one nbgrader command in the course root."""
        return nbgrader(self.root, *words, environment=self.environment)

    def learners(self, robots: list[Robot], *words: str) -> None:
        """Let each robot type one nbgrader command in its own folder, under its own name."""
        jobs = [
            Job(
                str(self.home(robot)),
                (*words, f"--student={robot.name}", f"--Exchange.cache={self.home(robot) / 'cache'}"),
            )
            for robot in robots
        ]
        nbgrader_many(jobs, self.folder, environment=self.environment)

    def hand_in(self, robots: list[Robot]) -> None:
        """Fetch, answer and hand in, each robot by itself."""
        for robot in robots:
            self.home(robot).mkdir(parents=True)
        self.learners(robots, "fetch_assignment", self.assignment)
        for robot in robots:
            write_answers(self.home(robot) / self.assignment / f"{self.assignment}.ipynb", robot)
        self.learners(robots, "submit", self.assignment)

    def scores(self) -> dict[str, dict[str, float]]:
        """Return points by robot and test cell, as the gradebook has them."""
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as gradebook:
            return {
                submission.student_id: {grade.name: grade.score for grade in submission.notebooks[0].grades}
                for submission in gradebook.assignment_submissions(self.assignment)
            }

    def exported(self) -> dict[str, float]:
        """Return each robot's total, as `nbgrader export` writes it."""
        self.tutor("export")
        with (self.root / "grades.csv").open(encoding="utf-8") as table:
            return {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}

    def feedback(self, robot: Robot) -> str:
        """Return the feedback page this robot fetched."""
        found = sorted((self.home(robot) / self.assignment / "feedback").rglob("*.html"))
        assert len(found) == 1, f"{robot.name} fetched {len(found)} feedback pages"
        return found[0].read_text(encoding="utf-8")


def open_round(folder: Path, course_root: Path, assignment: str) -> Round:
    """Copy the course root, make an exchange, release the assignment."""
    shutil.copytree(course_root, folder / "course")
    (folder / "exchange").mkdir(mode=0o777)
    (folder / "exchange").chmod(0o777)
    (folder / "config").mkdir()
    (folder / "config" / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.Exchange.root = {str(folder / 'exchange')!r}\n"
        f"c.CourseDirectory.course_id = {COURSE_ID!r}\n",
        encoding="utf-8",
    )
    opened = Round(folder, assignment)
    opened.tutor("generate_assignment", assignment)
    opened.tutor("release_assignment", assignment)
    return opened
