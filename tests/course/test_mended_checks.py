"""A check that was wrong is mended after marks went out: everyone is marked again, what changed is listed."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from fingerpost.grading.catalogue import load_answers
from fingerpost.grading.run.changes import Change, changes_of, changes_table, reason
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.grading import Summary, Wishes, grade
from fingerpost.grading.run.records import Record, every_record
from fingerpost.grading.run.report import CHANGES, write_report
from nbgrader.api import Gradebook

WORD = "rate_per_10k"
WHY_ANSWERS = "its reference answers were mended"


def _record(**told: object) -> Record:
    plain = {"student": "amy", "assignment": ASSIGNMENT, "status": "whole", "to_learner": "", "to_tutor": ""}
    return Record(**{**plain, "level": "full", "digest": "d", **told})  # type: ignore[arg-type]  # a test's own


class Mended:
    """A course root marked with a wrong reference, then with the right one."""

    def __init__(self, room: CourseRoot) -> None:
        self.room = room
        answers = room.root / "answers" / f"{ASSIGNMENT}.py"
        right = answers.read_text(encoding="utf-8")
        sources = {word: made[0] for word, made in load_answers(answers).also_right.items()}
        hand_in(room, "=amy", sources)
        hand_in(room, "ben", sources | {WORD: f"{WORD} = 50"})
        answers.write_text(self._spoiled(right), encoding="utf-8")
        self.first = grade(room, ASSIGNMENT, Wishes(workers=1))
        self.earned_first = scores(room)
        self._comment()
        answers.write_text(right, encoding="utf-8")
        self.second: Summary = grade(room, ASSIGNMENT, Wishes(workers=1))
        self.report = write_report(room.root, ASSIGNMENT)

    @staticmethod
    def _spoiled(text: str) -> str:
        """Return the answers with a reference for every 1,000 children, as a tired author types it."""
        head, _, tail = text.partition(f'@reference("{WORD}")')
        assert "10000.0" in tail
        return f'{head}@reference("{WORD}"){tail.replace("10000.0", "1000.0", 1)}'

    def _comment(self) -> None:
        with Gradebook(self.room.db_url, self.room.coursedir.course_id) as gradebook:
            comment = gradebook.find_comment(WORD, ASSIGNMENT, ASSIGNMENT, "=amy")
            comment.manual_comment = "I shall look at this again."
            person = gradebook.find_grade("table_caution", ASSIGNMENT, ASSIGNMENT, "=amy")
            person.manual_score = 4.0
            gradebook.db.commit()


@pytest.fixture(scope="module")
def mended(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Mended:
    return Mended(open_room(tmp_path_factory.mktemp("mended") / "course", course_root))


def test_everyone_is_marked_again_and_paid_by_the_mended_check(mended: Mended) -> None:
    assert points(mended.earned_first["=amy"], WORD) == 1.0
    assert {record.student for record in mended.second.records} == {"=amy", "ben"}
    now = scores(mended.room)
    assert (points(now["=amy"], WORD), points(now["ben"], WORD)) == (3.0, 1.0)


def test_what_changed_is_listed_with_before_after_and_why(mended: Mended) -> None:
    assert changes_of(every_record(mended.room.root, ASSIGNMENT)) == [
        Change("=amy", WORD, 1.0, 3.0, WHY_ANSWERS, 3.0, 3.0)
    ]
    page = mended.report.read_text(encoding="utf-8")
    assert re.search(
        rf"<td>=amy</td><td>{WORD}</td><td>1</td><td>3</td><td>{WHY_ANSWERS}</td><td>3</td>", page
    )
    with mended.report.with_name(CHANGES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["learner", "task", "before", "after", "why", "worth before", "worth after"],
        ["'=amy", WORD, "1", "3", WHY_ANSWERS, "3", "3"],
    ]


def test_comments_and_a_persons_marks_stay(mended: Mended) -> None:
    with Gradebook(mended.room.db_url, mended.room.coursedir.course_id) as gradebook:
        comment = gradebook.find_comment(WORD, ASSIGNMENT, ASSIGNMENT, "=amy")
        assert comment.manual_comment == "I shall look at this again."
        person = gradebook.find_grade("table_caution", ASSIGNMENT, ASSIGNMENT, "=amy")
        assert person.manual_score == 4.0


def test_first_marking_changes_nothing(mended: Mended) -> None:
    assert changes_of(mended.first.records) == []


@pytest.mark.parametrize(
    ("mend", "said"),
    [
        (lambda root: (root / "checks" / f"{ASSIGNMENT}.py").open("a").write("# mended\n"), "its checks were mended"),  # noqa: E501 - a case reads best on one line
        (lambda root: next((root / "warehouse").glob("*.manifest.json")).open("a").write("\n"), "the data were built anew"),  # noqa: E501 - a case reads best on one line
        (lambda root: (root / "submitted" / "ben" / ASSIGNMENT / "b.csv").write_text("1"), "a new hand-in"),
    ],
)  # fmt: skip
def test_reason_names_what_is_not_as_it_was(
    mend: Callable[[Path], object], said: str, mended: Mended, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fingerpost.grading.run import grading  # noqa: PLC0415 - patched here

    found: list[str] = []

    def only_why(_self: object, taken: "grading._Taken") -> None:
        found.append(taken.origin.why)
        taken.lock.close()

    monkeypatch.setattr(grading._Run, "_job", only_why)
    monkeypatch.setattr(grading, "work_on", lambda _job: None)
    monkeypatch.setattr(grading._Run, "_write_next", lambda _self, waiting: waiting.clear())
    mend(mended.room.root)
    grade(mended.room, ASSIGNMENT, Wishes(workers=1, force=True))
    assert said in found[-1]


def test_script_that_could_not_be_marked_hides_no_change() -> None:
    unmarked = _record(status="unmarked", before={f"{WORD}-hidden": 2.0}, why="x")
    assert changes_of([unmarked]) == []
    again = _record(before=unmarked.before, points={f"{WORD}-hidden": 1.0}, why="a new hand-in")
    assert [change.cells for change in changes_of([again])] == [
        ("amy", WORD, "2", "1", "a new hand-in", "", "")
    ]


def test_record_of_an_earlier_version_is_said_to_be_one() -> None:
    assert reason(_record(), {"checks": "x"}, cut_short=False) == "marked before by an earlier version"
    assert reason(None, {"checks": "x"}, cut_short=True) == ""
    assert (
        reason(_record(made_from={"checks": "x"}), {"checks": "x"}, cut_short=False)
        == "marked again as asked"
    )
    assert (
        reason(_record(made_from={"checks": "x"}), {"checks": "x"}, cut_short=True) == "a run was cut short"
    )


def test_table_of_no_changes_has_its_heads() -> None:
    assert changes_table([]) == "learner,task,before,after,why,worth before,worth after\r\n"
