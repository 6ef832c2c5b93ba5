"""`fingerpost grade` on module 03: attacks first, honest learners after, every mark the one deserved."""

import json
import os
import re
from pathlib import Path

import pytest
from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from fingerpost.grading.by_hand.answers import answers_of
from fingerpost.grading.catalogue import ModuleAnswers, load_answers, load_module
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.grading import Summary, Wishes, grade
from fingerpost.grading.run.records import every_record
from fingerpost.grading.sandbox.limits import Limits
from fingerpost.grading.script import notebook_cells
from hostile import CASES, ODD_HAND_INS, TASKS
from nbgrader.api import Gradebook

WISHES = Wishes(workers=2, limits=Limits(cell_seconds=8.0, script_seconds=60.0))
FULL = {"children_by_placement": 3.0, "monthly_starters": 4.0, "rate_per_10k": 3.0}


class Cohort:
    """A course root with a cohort in it, graded once."""

    def __init__(self, room: CourseRoot, answers: ModuleAnswers) -> None:
        self.room = room
        self.right = {word: sources[0] for word, sources in answers.also_right.items()}
        for nth, case in enumerate(CASES):
            hand_in(room, f"case-{nth:02d}", self.right, case.edit)
        for style in range(3):
            sources = {word: sources[style] for word, sources in answers.also_right.items()}
            hand_in(room, f"honest-{style}", sources)
        self._odd_files()
        self.summary: Summary = grade(room, ASSIGNMENT, WISHES)
        self.scores = scores(room)

    def _odd_files(self) -> None:
        hand_in(self.room, "blank", {})
        hand_in(self.room, "renamed", self.right).rename(
            self.room.root / "submitted" / "renamed" / ASSIGNMENT / "work (1).ipynb"
        )
        hand_in(self.room, "spoiled", self.right).write_text("{", encoding="utf-8")
        hand_in(self.room, "nothing", self.right).unlink()
        linked = hand_in(self.room, "linked", self.right)
        linked.unlink()
        linked.symlink_to(self.room.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
        hand_in(self.room, "Zoë O'Brien [1] -x", self.right)
        hand_in(self.room, "summer", self.right)
        stamp = self.room.root / "submitted" / "summer" / ASSIGNMENT / "timestamp.txt"
        stamp.write_text("2026-06-01 18:30:00 +0200", encoding="utf-8")


@pytest.fixture(scope="module")
def cohort(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    room = open_room(tmp_path_factory.mktemp("cohort") / "course", course_root)
    return Cohort(room, load_answers(course_root / "answers" / f"{ASSIGNMENT}.py"))


@pytest.mark.parametrize("nth", range(len(CASES)), ids=[case.about for case in CASES])
def test_script_gets_what_it_deserves(nth: int, cohort: Cohort) -> None:
    cells = cohort.scores[f"case-{nth:02d}"]
    for word in TASKS:
        if word in CASES[nth].lost:
            assert cells[f"{word}-hidden"] == 0, word
        else:
            assert points(cells, word) == FULL[word], word


@pytest.mark.parametrize(
    "name", ["honest-0", "honest-1", "honest-2", "renamed", "Zoë O'Brien [1] -x", "summer"]
)
def test_honest_work_marked_after_attacks_is_paid_in_full(name: str, cohort: Cohort) -> None:
    assert {word: points(cohort.scores[name], word) for word in TASKS} == FULL


@pytest.mark.parametrize("name", ["blank", "spoiled", "nothing", "linked"])
def test_nothing_to_mark_is_a_recorded_nought_with_a_sentence(name: str, cohort: Cohort) -> None:
    assert {word: points(cohort.scores[name], word) for word in TASKS} == dict.fromkeys(TASKS, 0.0)
    record = next(record for record in every_record(cohort.room.root, ASSIGNMENT) if record.student == name)
    assert record.status in ("blank", "unreadable", "missing")
    assert record.to_tutor.endswith(".") or record.to_tutor.endswith(ASSIGNMENT + ".")
    assert "note from marking" in record.to_learner


def test_every_learner_has_a_row_a_status_and_a_level(cohort: Cohort) -> None:
    handed_in = {path.name for path in (cohort.room.root / "submitted").iterdir()}
    records = every_record(cohort.room.root, ASSIGNMENT)
    assert {record.student for record in records} == handed_in == set(cohort.scores)
    assert handed_in > set(ODD_HAND_INS.values())
    assert {record.level for record in records} == {"full"}
    assert all(record.status for record in records)
    assert not [record for record in records if record.status == "unmarked"]


def test_no_process_and_no_stage_is_left_of_a_script(cohort: Cohort) -> None:
    assert cohort.summary.records
    running = [path for path in Path("/proc").glob("[0-9]*/stat") if _is_child_of_a_zygote(path)]
    assert running == []


def _is_child_of_a_zygote(stat: Path) -> bool:
    try:
        parent = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
        words = Path("/proc", parent, "cmdline").read_bytes()
        grandparent = Path("/proc", parent, "stat").read_text("utf-8").rpartition(")")[2].split()[1]
    except OSError:
        return False
    return b"engine.zygote" in words and int(grandparent) == os.getpid()


def test_nothing_secret_is_in_any_autograded_notebook(cohort: Cohort) -> None:
    settings = (cohort.room.root / "fingerpost.toml").read_text(encoding="utf-8")
    seed = re.search(r"hidden_seed = (\d+)", settings)
    assert seed is not None
    answers = (cohort.room.root / "answers" / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")
    lines = [line.strip() for line in answers.splitlines() if "@reference" in line]
    written = list((cohort.room.root / "autograded").rglob("*.ipynb"))
    assert len(written) == len(cohort.scores)
    for file in written:
        text = file.read_text(encoding="utf-8")
        assert seed.group(1) not in text
        assert not [line for line in lines if line in text]
        assert len(text) < 2_500_000


def test_verdicts_name_their_level_and_their_reason(cohort: Cohort) -> None:
    file = cohort.room.root / "autograded" / "case-00" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    assert notebook["metadata"]["fingerpost_marking"]["level"] == "full"
    shown = next(cell for cell in notebook["cells"] if cell["id"] == "monthly_starters-hidden")["outputs"]
    assert [output["output_type"] for output in shown] == ["execute_result"]
    assert "monthly_starters" in "".join(shown[0]["data"]["text/html"])


def test_values_that_were_marked_are_kept_for_whoever_marks_by_hand(cohort: Cohort) -> None:
    file = cohort.room.root / "autograded" / "honest-0" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    answered = {one.word: one.held for one in answers_of(notebook_cells(file))}
    assert answered["monthly_starters"].startswith("monthly_starters\n")
    assert "12 rows" in answered["monthly_starters"]
    assert "2024-04" in answered["monthly_starters"]
    assert answered["rate_per_10k"].endswith("(float64)")


def test_moment_of_handing_in_is_read_with_its_zone(cohort: Cohort) -> None:
    with Gradebook(cohort.room.db_url, cohort.room.coursedir.course_id) as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "summer")
        assert str(submission.timestamp) == "2026-06-01 16:30:00"


def test_second_run_marks_only_what_changed(cohort: Cohort) -> None:
    again = grade(cohort.room, ASSIGNMENT, WISHES)
    assert (len(again.records), len(again.unchanged)) == (0, len(cohort.scores))
    hand_in(cohort.room, "honest-0", cohort.right | {"rate_per_10k": "rate_per_10k = 50"})
    again = grade(cohort.room, ASSIGNMENT, WISHES)
    assert [record.student for record in again.records] == ["honest-0"]
    assert points(scores(cohort.room)["honest-0"], "rate_per_10k") <= 1.0


def test_points_of_the_records_are_those_of_the_gradebook(cohort: Cohort) -> None:
    now = scores(cohort.room)
    for record in every_record(cohort.room.root, ASSIGNMENT):
        kept = {name: score for name, score in now[record.student].items() if score is not None}
        assert record.points == kept


def test_module_has_the_points_these_tests_expect(cohort: Cohort) -> None:
    tasks = load_module(cohort.room.root / "checks" / f"{ASSIGNMENT}.py").tasks
    assert {word: tasks[word].max_points for word in TASKS} == FULL
