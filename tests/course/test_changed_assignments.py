"""An assignment changes after marks went out: a task worth more, one added, one taken out again.

Fifteen seconds of CPU: nbgrader generates the assignment anew twice, and each time two scripts are marked.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from fingerpost.grading.catalogue import load_answers
from fingerpost.grading.gradebook.copies import copies
from fingerpost.grading.run.changes import Change, changes_of
from fingerpost.grading.run.course_root import CourseRoot, open_course_root
from fingerpost.grading.run.grading import PointsDifferError, Summary, Wishes, grade
from fingerpost.grading.run.records import every_record
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment

WORD, NEW = "rate_per_10k", "episodes_in_all"
RELEASED_ANEW = "the assignment was released anew; its checks were mended"
_CHECK = f"""

task(
    "{NEW}",
    title="Episodes of the year in all",
    asks=number("{NEW}"),
    seen=1,
    hidden=1,
)
"""
_ANSWER = f"""

@reference("{NEW}")
def _(data):
    return len(data.sql("FROM ssda903.episodes WHERE LS NOT IN ('V3', 'V4')"))
"""
_RIGHT = f"{NEW} = len(episodes)"


class Changed:
    """A course root whose module 03 changes twice after it was marked."""

    def __init__(self, room: CourseRoot) -> None:
        self.room = room
        self.answers = load_answers(room.root / "answers" / f"{ASSIGNMENT}.py")
        right = {word: sources[0] for word, sources in self.answers.also_right.items()}
        hand_in(room, "amy", right)
        hand_in(room, "ben", right | {WORD: f"{WORD} = 50"})
        self._mark()
        self._comment()
        self.texts = {name: self._file(name).read_text("utf-8") for name in ("checks", "answers", "source")}
        self.more_points()
        self.refused = self._refusal()
        self.add_task()
        self.generate()
        hand_in(room, "amy", right | {NEW: _RIGHT})
        self.second = self._mark()
        self.with_more = scores(room)
        self.changes = changes_of(every_record(room.root, ASSIGNMENT))
        self.take_task_out()
        self.generate()
        self.third = self._mark()
        self.back_again = scores(room)

    def _file(self, name: str) -> Path:
        if name == "source":
            return self.room.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return self.room.root / name / f"{ASSIGNMENT}.py"

    def _mark(self) -> Summary:
        return grade(self.room, ASSIGNMENT, Wishes(workers=1))

    def _comment(self) -> None:
        with Gradebook(self.room.db_url, self.room.coursedir.course_id) as gradebook:
            gradebook.find_comment(WORD, ASSIGNMENT, ASSIGNMENT, "ben").manual_comment = "Divide once."
            gradebook.find_grade("table_caution", ASSIGNMENT, ASSIGNMENT, "ben").manual_score = 4.0
            gradebook.db.commit()

    def more_points(self) -> None:
        """Have the last task's hidden points be three, in the checks alone."""
        head, _, tail = self.texts["checks"].partition(f'    "{WORD}",')
        assert "hidden=2" in tail
        self.texts["checks"] = f'{head}    "{WORD}",{tail.replace("hidden=2", "hidden=3", 1)}'
        self._file("checks").write_text(self.texts["checks"], encoding="utf-8")

    def _refusal(self) -> str:
        with pytest.raises(PointsDifferError) as refused:
            self._mark()
        return str(refused.value)

    def add_task(self) -> None:
        """Add a task of two points, and give the last one its points in the source too."""
        source = json.loads(self.texts["source"])
        self._give_points(source["cells"])
        self.texts["source"] = json.dumps(source)
        source["cells"] += [_like(cell) for cell in source["cells"] if _word_of(cell).startswith(WORD)]
        self._file("source").write_text(json.dumps(source), encoding="utf-8")
        self._file("checks").write_text(self.texts["checks"] + _CHECK, encoding="utf-8")
        self._file("answers").write_text(self.texts["answers"] + _ANSWER, encoding="utf-8")

    @staticmethod
    def _give_points(cells: list[Any]) -> None:
        for cell in cells:
            if _word_of(cell) == f"{WORD}-hidden":
                cell["metadata"]["nbgrader"]["points"] = 3

    def take_task_out(self) -> None:
        """Have everything as it was before the task was added; the last task keeps its points."""
        for name, text in self.texts.items():
            self._file(name).write_text(text, encoding="utf-8")

    def generate(self) -> None:
        """Generate the assignment as `nbgrader generate_assignment --force` does, in this process."""
        course = open_course_root(self.room.root)
        course.coursedir.assignment_id = ASSIGNMENT
        converter = GenerateAssignment(coursedir=course.coursedir, parent=course.app)
        converter.force = True
        converter.start()


def _word_of(cell: Any) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _like(cell: Any) -> Any:
    """Return the cell of the last task made into one of the new task."""
    made = json.loads(json.dumps(cell).replace(WORD, NEW))
    told = made["metadata"]["nbgrader"]
    told["points"] = 1 if told.get("grade") else told.get("points")
    made["metadata"]["nbgrader"] = {name: value for name, value in told.items() if value is not None}
    if told.get("solution"):
        made["source"] = f"### BEGIN SOLUTION\n{_RIGHT}\n### END SOLUTION"
    return made


@pytest.fixture(scope="module")
def changed(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    return Changed(open_room(tmp_path_factory.mktemp("changed") / "course", course_root))


def test_points_changed_in_the_checks_alone_mark_nobody_and_say_what_to_type(changed: Changed) -> None:
    assert f"gives '{WORD}' 1 and 3 points, and the released notebook has others" in changed.refused
    assert "nbgrader generate_assignment 03-count-group-pivot --force" in changed.refused


def test_everyone_is_marked_again_by_the_new_points(changed: Changed) -> None:
    assert {record.student for record in changed.second.records} == {"amy", "ben"}
    assert points(changed.with_more["amy"], WORD) == 4.0
    assert points(changed.with_more["ben"], WORD) == 1.0


def test_task_that_was_added_is_marked_and_nobody_loses_another_mark(changed: Changed) -> None:
    assert points(changed.with_more["amy"], NEW) == 2.0
    assert points(changed.with_more["ben"], NEW) == 0.0
    assert points(changed.with_more["ben"], "monthly_starters") == 4.0


def test_list_of_changes_says_points_and_what_a_task_is_worth(changed: Changed) -> None:
    found = {(change.student, change.task): change for change in changed.changes}
    assert found["ben", WORD] == Change("ben", WORD, 1.0, 1.0, RELEASED_ANEW + _MENDED, 3.0, 4.0)
    assert found["ben", NEW] == Change("ben", NEW, 0.0, 0.0, RELEASED_ANEW + _MENDED, None, 2.0)
    assert found["amy", WORD].cells[-2:] == ("3", "4")
    assert {task for _student, task in found} == {WORD, NEW}


_MENDED = "; its reference answers were mended"


def test_task_that_was_taken_out_leaves_every_other_mark(changed: Changed) -> None:
    assert {record.student for record in changed.third.records} == {"amy", "ben"}
    assert not [name for cells in changed.back_again.values() for name in cells if name.startswith(NEW)]
    assert points(changed.back_again["amy"], WORD) == 4.0
    gone = {change.task: change.cells[-2:] for change in changes_of(changed.third.records)}
    assert gone == {NEW: ("2", "")}


def test_comments_and_a_persons_marks_stay(changed: Changed) -> None:
    with Gradebook(changed.room.db_url, changed.room.coursedir.course_id) as gradebook:
        comment = gradebook.find_comment(WORD, ASSIGNMENT, ASSIGNMENT, "ben")
        assert comment.manual_comment == "Divide once."
        assert gradebook.find_grade("table_caution", ASSIGNMENT, ASSIGNMENT, "ben").manual_score == 4.0


def test_gradebook_was_copied_before_cells_were_taken_out(changed: Changed) -> None:
    runs = 3  # the refused one made none
    assert len(copies(changed.room.root)) == runs + 2
