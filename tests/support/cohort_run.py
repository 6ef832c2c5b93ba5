"""A whole round through nbgrader: release, fetch, hand in, collect, mark, feedback, export."""

import csv
import html
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fingerpost.grading.catalogue import ModuleChecks, load_answers, load_module
from fingerpost.grading.data import Data
from nbgrader.api import Gradebook
from nbgrader_runs import Job, run_steps
from robots import Robot, cohort, hard_coded, write_answers

COURSE_ID = "fingerpost"
_SHORT_LIMITS = """
# A robot's endless loop need not be waited for as long as a learner's.
c.Execute.timeout_func = lambda cell: 120 if cell.metadata.get("nbgrader", {}).get("grade") else 15
"""
_BLOCK = re.compile(r'<article [^>]*aria-label="Feedback: ([^"]*)".*?</article>', re.DOTALL)


@dataclass(frozen=True)
class MarkedRound:
    """What came out of one assignment's round: points by robot and cell, totals as exported."""

    folder: Path
    assignment: str
    robots: list[Robot]
    checks: ModuleChecks
    scores: dict[str, dict[str, float]]
    totals: dict[str, float]

    def parts(self, robot: Robot, word: str) -> tuple[float, float]:
        """Return the seen and the hidden points of one task."""
        cells = self.scores[robot.name]
        return cells[f"{word}-seen"], cells[f"{word}-hidden"]

    def points(self, robot: Robot, word: str) -> float:
        """Return the points of one task, seen and hidden together."""
        return sum(self.parts(robot, word))

    def feedback(self, robot: Robot) -> str:
        """Return the feedback page this robot fetched."""
        found = sorted((self.folder / "homes" / robot.name / self.assignment / "feedback").rglob("*.html"))
        assert len(found) == 1, f"{robot.name} fetched {len(found)} feedback pages"
        return found[0].read_text(encoding="utf-8")

    def first_words(self, robot: Robot, word: str) -> str:
        """Return what we saw, as the task's last message block says it under its heading."""
        (*_, block) = self._blocks(robot, word)
        (_, first, *_) = re.findall(r"<p[^>]*>(.*?)</p>", block, re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", "", first))

    def messages(self, robot: Robot, word: str) -> list[str]:
        """Return the words of each message block that this robot's feedback has for a task, in order."""
        return [plain(block) for block in self._blocks(robot, word)]

    def _blocks(self, robot: Robot, word: str) -> list[str]:
        title = self.checks.tasks[word].title
        found = _BLOCK.finditer(self.feedback(robot))
        return [match[0] for match in found if html.unescape(match[1]) == title]


def run_round(folder: Path, course_root: Path, assignment: str) -> MarkedRound:
    """Let a cohort of robots do one assignment of a copy of the course root, with an exchange beside it."""
    answers = load_answers(course_root / "answers" / f"{assignment}.py")
    checks = load_module(course_root / "checks" / f"{assignment}.py")
    robots = [*cohort(answers), hard_coded(answers, checks, Data("A", course_root))]
    _Round(folder, course_root, assignment, robots).run()
    root = folder / "course"
    return MarkedRound(folder, assignment, robots, checks, _scores(root, assignment), _exported(root))


@dataclass(frozen=True)
class _Round:
    """The folders of a round: `course` is the tutor's, `homes` the robots', `exchange` lies between them."""

    folder: Path
    course_root: Path
    assignment: str
    robots: Sequence[Robot]

    def run(self) -> None:
        """Type every command of the round, the tutor's and the robots'."""
        self._prepare()
        self._type([self._tutor("generate_assignment")], [self._tutor("release_assignment")])
        for robot in self.robots:
            self._home(robot).mkdir(parents=True)
        self._type(self._learners("fetch_assignment"))
        for robot in self.robots:
            write_answers(self._home(robot) / self.assignment / f"{self.assignment}.ipynb", robot)
        self._type(
            self._learners("submit"),
            [self._tutor("collect")],
            self._autograde(),
            [self._tutor("generate_feedback")],
            [self._tutor("release_feedback"), Job(str(self.folder / "course"), ("export",))],
            self._learners("fetch_feedback"),
        )

    def _prepare(self) -> None:
        shutil.copytree(self.course_root, self.folder / "course")
        settings = self.folder / "course" / "nbgrader_config.py"
        settings.write_text(settings.read_text(encoding="utf-8") + _SHORT_LIMITS, encoding="utf-8")
        (self.folder / "exchange").mkdir()
        (self.folder / "exchange").chmod(0o777)
        (self.folder / "config").mkdir()
        (self.folder / "config" / "nbgrader_config.py").write_text(
            "c = get_config()\n"
            f"c.Exchange.root = {str(self.folder / 'exchange')!r}\n"
            f"c.CourseDirectory.course_id = {COURSE_ID!r}\n",
            encoding="utf-8",
        )

    def _type(self, *steps: list[Job]) -> None:
        run_steps(steps, self.folder, environment={"JUPYTER_CONFIG_DIR": str(self.folder / "config")})

    def _home(self, robot: Robot) -> Path:
        return self.folder / "homes" / robot.name

    def _tutor(self, verb: str, *options: str) -> Job:
        return Job(str(self.folder / "course"), (verb, self.assignment, *options))

    def _learners(self, verb: str) -> list[Job]:
        """Return one command for each robot, in its own folder and under its own name."""
        return [
            Job(
                str(home),
                (verb, self.assignment, f"--student={home.name}", f"--Exchange.cache={home / 'cache'}"),
            )
            for home in map(self._home, self.robots)
        ]

    def _autograde(self) -> list[Job]:
        """Return two commands that mark half the cohort each, and wait for each other at the gradebook."""
        gradebook = f"sqlite:///{self.folder / 'course' / 'gradebook.db'}?timeout=60"
        names = [robot.name for robot in self.robots]
        return [
            self._tutor(
                "autograde",
                f"--CourseDirectory.student_id_exclude={','.join(names[other::2])}",
                f"--CourseDirectory.db_url={gradebook}",
            )
            for other in range(2)
        ]


def _scores(root: Path, assignment: str) -> dict[str, dict[str, float]]:
    """Return points by robot and test cell, as the gradebook has them."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {
            submission.student_id: {grade.name: grade.score for grade in submission.notebooks[0].grades}
            for submission in gradebook.assignment_submissions(assignment)
        }


def _exported(root: Path) -> dict[str, float]:
    """Return each robot's total, as `nbgrader export` wrote it."""
    with (root / "grades.csv").open(encoding="utf-8") as table:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}


def plain(text: str) -> str:
    """Return words alone, so that markup, escapes and line breaks do not matter."""
    return re.sub(r"[^a-z0-9]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)).lower()).strip()
