"""Marks that survive: killed runs, several graders at once, a full disk, a regrade, a lost gradebook.

Scripts are marked once and for all; then the writing, which is what can be cut short, is done again and
again with those marks.
"""

import concurrent.futures
import contextlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from fingerpost.grading.by_hand.bank import keep_comment, kept_comments
from fingerpost.grading.by_hand.diary import last_lines
from fingerpost.grading.by_hand.saving import Wish, save
from fingerpost.grading.by_hand.scripts import scripts_of
from fingerpost.grading.catalogue import load_answers
from fingerpost.grading.gradebook import copies as copying
from fingerpost.grading.gradebook.copies import GradebookFaultError, back_up, copies, restore, verify
from fingerpost.grading.gradebook.holding import held
from fingerpost.grading.receipts.making import make_receipt, receipt_key, receipts_of
from fingerpost.grading.run import grading
from fingerpost.grading.run.course_root import CourseRoot, open_course_root
from fingerpost.grading.run.grading import GradingStoppedError, Wishes, grade
from fingerpost.grading.run.records import MARKING, WRITE_LOCK, every_record, journal_file
from fingerpost.grading.run.working import Job, Worked, work_on
from nbgrader.api import Gradebook

LEARNERS = ("amy", "ben", "cat", "dev")
KILLS = int(os.environ.get("FINGERPOST_KILLS", "6"))
"""`make bench` kills fifty times."""


@pytest.fixture(scope="module")
def kept(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Worked]]:
    """Return a course root with four hand-ins, and what each of them earns."""
    room = open_room(tmp_path_factory.mktemp("kept") / "course", course_root)
    answers = load_answers(room.root / "answers" / f"{ASSIGNMENT}.py")
    right = {word: sources[0] for word, sources in answers.also_right.items()}
    for nth, name in enumerate(LEARNERS):
        spoiled = {"rate_per_10k": "rate_per_10k = 50"} if nth % 2 else {}
        hand_in(room, name, right | spoiled)
    jobs = (
        Job(
            root=str(room.root),
            assignment=ASSIGNMENT,
            student=name,
            hand_in=str(room.root / "submitted" / name / ASSIGNMENT),
            trust=False,
            limits=Wishes().limits,
        )
        for name in LEARNERS
    )
    return room.root, {job.student: work_on(job) for job in jobs}


@pytest.fixture
def room(
    kept: tuple[Path, dict[str, Worked]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CourseRoot]:
    """Return a fresh copy of it, in which marking gives what was earned before."""
    root, worked = kept
    shutil.copytree(root, tmp_path / "course")
    monkeypatch.setattr(
        grading, "work_on", lambda job: _moved(worked[job.student], root, tmp_path / "course")
    )
    yield open_course_root(tmp_path / "course")
    for folder in tmp_path.rglob("*"):
        if folder.is_dir():
            folder.chmod(0o755)


def _moved(worked: Worked, root: Path, to: Path) -> Worked:
    """Return what was earned as if it had been earned in the copy, so that nothing is marked twice."""
    marked = tuple(
        (replace(paper, course_root=str(to), files=paper.files.replace(str(root), str(to))), earned)
        for paper, earned in worked.marked
    )
    return replace(worked, marked=marked)


def _run(room: CourseRoot, *, force: bool = False) -> grading.Summary:
    return grade(room, ASSIGNMENT, Wishes(workers=1, force=force))


def _state(room: CourseRoot) -> dict[str, float]:
    """Return each learner's rate points, once everything of them was found in its place."""
    now = scores(room)
    assert set(now) == set(LEARNERS)
    assert {record.student for record in every_record(room.root, ASSIGNMENT)} == set(LEARNERS)
    for name in LEARNERS:
        assert (room.root / "autograded" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").is_file()
        assert not journal_file(room.root, ASSIGNMENT, name).exists()
    with contextlib.closing(sqlite3.connect(room.root / "gradebook.db")) as held:
        twice = held.execute(
            "SELECT count(*) - count(DISTINCT student_id) FROM submitted_assignment"
        ).fetchone()
    assert twice == (0,)
    return {name: points(now[name], "rate_per_10k") for name in LEARNERS}


EARNED = {"amy": 3.0, "ben": 1.0, "cat": 3.0, "dev": 1.0}


def _killed_after(room: CourseRoot, seconds: float) -> bool:
    """Run a grader in a child and kill it -9 after so many seconds; returns whether it was still running."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            _run(room)
        os._exit(0)
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_killed_runs_lose_and_double_nothing(room: CourseRoot) -> None:
    rng = random.Random(11)  # noqa: S311 - the same moments every time
    began = time.monotonic()
    _run(room)
    whole = time.monotonic() - began
    killed = 0
    while killed < KILLS:
        shutil.rmtree(room.root / MARKING / ASSIGNMENT)
        after = rng.uniform(0, whole)
        if _killed_after(room, after):
            killed += 1
        else:  # the machine is quicker now: it took no longer than this
            whole = after
        _run(room)
        assert _state(room) == EARNED


def test_run_that_was_cut_short_is_named(room: CourseRoot) -> None:
    _run(room)
    journal_file(room.root, ASSIGNMENT, "ben").write_text("cut", encoding="utf-8")
    assert _run(room).resumed == ["ben"]


def test_four_graders_at_once_mark_everybody_once(room: CourseRoot) -> None:
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                _run(open_course_root(room.root), force=True)
            except BaseException as trouble:  # noqa: BLE001 - a test's child never goes on as the test
                (room.root / f"{os.getpid()}.trouble").write_text(repr(trouble), encoding="utf-8")
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    assert [file.read_text(encoding="utf-8") for file in room.root.glob("*.trouble")] == []
    _run(room)
    assert _state(room) == EARNED


def test_copy_waits_for_another_grader_who_is_writing(
    room: CourseRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_WAIT_SECONDS", 0.1)
    file = room.root / "gradebook.db"
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with held(room.root / WRITE_LOCK), contextlib.closing(sqlite3.connect(file)) as writing:
            writing.execute("BEGIN EXCLUSIVE")
            copy = pool.submit(back_up, room.root, file)
            with pytest.raises(TimeoutError):
                copy.result(timeout=1.0)
            writing.rollback()
        assert replace(verify(copy.result()), beside=None) == verify(file)


def test_exception_half_way_leaves_nothing_of_that_learner(
    room: CourseRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fingerpost.grading.run import writing  # noqa: PLC0415 - patched here

    def full(_folder: Path) -> None:
        raise OSError(28, "No space left on device")

    _run(room)
    before = scores(room)
    monkeypatch.setattr(writing, "_sync", full)
    hand_in(room, "amy", {})
    with pytest.raises(GradingStoppedError, match=r"no room left.*type the same command again"):
        _run(room)
    assert scores(room) == before
    assert (room.root / "autograded" / "amy" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").is_file()
    monkeypatch.undo()


def test_manual_marks_and_comments_survive_a_regrade(room: CourseRoot) -> None:
    _run(room)
    with Gradebook(room.db_url, room.coursedir.course_id) as gradebook:
        grade_ = gradebook.find_grade("table_caution", ASSIGNMENT, ASSIGNMENT, "amy")
        grade_.manual_score, grade_.extra_credit = 5.0, 0.5
        comment = gradebook.find_comment("rate_per_10k", ASSIGNMENT, ASSIGNMENT, "amy")
        comment.manual_comment = "Well reasoned."
        gradebook.db.commit()
    _run(room, force=True)
    with Gradebook(room.db_url, room.coursedir.course_id) as gradebook:
        again = gradebook.find_grade("table_caution", ASSIGNMENT, ASSIGNMENT, "amy")
        assert (again.manual_score, again.extra_credit) == (5.0, 0.5)
        comment = gradebook.find_comment("rate_per_10k", ASSIGNMENT, ASSIGNMENT, "amy")
        assert comment.manual_comment == "Well reasoned."


def test_rows_that_a_person_marked_survive_a_regrade_and_reach_the_learner(room: CourseRoot) -> None:
    _run(room)
    script = next(one for one in scripts_of(room) if one.learner == "amy")
    assert (script.state, script.most, len(script.rubric.rows)) == ("waits", 6.0, 3)
    wish = Wish((2, 1, 0), None, "Name the limit.\nThen stop.")
    assert save(room, script.id, wish, seen=script.version, who="sam").is_saved
    _run(room, force=True)
    again = next(one for one in scripts_of(room) if one.learner == "amy")
    assert (again.state, again.score, again.marked.levels) == ("marked", 3.0, (2, 1, 0))
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_feedback", ASSIGNMENT, "--student=amy"],
        cwd=room.root, check=True, capture_output=True,
    )  # fmt: skip
    feedback = (room.root / "feedback" / "amy" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text("utf-8")
    assert "<h2>Children in care for every 10,000 children</h2>" in feedback
    section = feedback[feedback.index("<h2>9. In your own words</h2>") :]
    assert '<p class="points">3 of 6 points</p>' in section
    for level, row in zip((2, 1, 0), script.rubric.rows, strict=True):
        assert f'{row.name}</th><td class="level">{level} of 2</td>' in section
        assert f'<td class="looks-like">{row.words[level]}</td>' in section
    assert "From your tutor: Name the limit.<br>Then stop." in section
    assert script.rubric.comments[0] not in feedback


def test_each_run_makes_a_copy_that_can_be_put_back(room: CourseRoot) -> None:
    _run(room)
    file = room.root / "gradebook.db"
    before = scores(room)
    copy = back_up(room.root, file)
    assert len(copies(room.root)) == 2
    file.write_bytes(b"lost")
    with pytest.raises(GradebookFaultError, match=r"is not a whole gradebook.*fingerpost gradebook restore"):
        verify(file)
    done = restore(room.root, file, copy)
    assert scores(room) == before
    assert done.kept.read_bytes() == b"lost"


def test_copy_brings_back_all_that_marking_wrote_down(room: CourseRoot) -> None:
    _run(room)
    folder = room.root / "submitted" / "amy" / ASSIGNMENT
    receipt = make_receipt(room.root, "fingerpost", ASSIGNMENT, "amy", folder)
    keep_comment(room.root, ASSIGNMENT, "Name the limit.")
    script = next(one for one in scripts_of(room) if one.learner == "amy")
    save(room, script.id, Wish((2, 1, 0), None, "Good."), seen=script.version, who="sam")
    lines, before = last_lines(room.root, ASSIGNMENT), every_record(room.root, ASSIGNMENT)
    copy = back_up(room.root, room.root / "gradebook.db")
    hand_in(room, "eve", {})
    later = make_receipt(
        room.root, "fingerpost", ASSIGNMENT, "eve", room.root / "submitted" / "eve" / ASSIGNMENT
    )
    keep_comment(room.root, ASSIGNMENT, "Said too late.")
    key = receipt_key(room.root)
    (room.root / MARKING / "receipt.key").write_text("00" * 32, encoding="ascii")
    (room.root / MARKING / ASSIGNMENT / "by-hand.jsonl").unlink()
    (room.root / MARKING / ASSIGNMENT / "amy.json").unlink()
    done = restore(room.root, room.root / "gradebook.db", copy)
    assert done.beside == len(LEARNERS) + 4
    assert receipt_key(room.root) == key
    assert (room.root / MARKING / "receipt.key").stat().st_mode & 0o777 == 0o600
    assert kept_comments(room.root, ASSIGNMENT) == ["Name the limit."]
    assert (last_lines(room.root, ASSIGNMENT), every_record(room.root, ASSIGNMENT)) == (lines, before)
    assert list(receipts_of(room.root, ASSIGNMENT)) == [receipt, later]  # it is in a learner's hands


def test_copy_of_an_earlier_version_is_put_back_with_a_sentence(room: CourseRoot, tmp_path: Path) -> None:
    _run(room)
    old = tmp_path / "gradebook-20260101T000000-1.db"
    shutil.copyfile(room.root / "gradebook.db", old)
    (room.root / "gradebook.db").write_bytes(b"lost")
    ran = subprocess.run(
        [sys.executable, "-m", "fingerpost", "gradebook", "restore", str(old)],
        cwd=room.root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "made by an earlier version and holds the gradebook alone" in ran.stdout
    assert _state(room) == EARNED


@pytest.mark.parametrize("name", ["../out.json", "/etc/passwd", "source/x.py"])
def test_archive_with_a_name_that_leads_elsewhere_is_refused(
    room: CourseRoot, tmp_path: Path, name: str
) -> None:
    odd = tmp_path / "odd.zip"
    with zipfile.ZipFile(odd, "w") as archive:
        archive.write(room.root / "gradebook.db", "gradebook.db")
        archive.writestr(name, "{}")
    with pytest.raises(GradebookFaultError, match="not a whole copy"):
        restore(room.root, room.root / "gradebook.db", odd)
    assert not (tmp_path / "out.json").exists()


def test_archive_with_a_spoiled_byte_is_refused(room: CourseRoot) -> None:
    copy = back_up(room.root, room.root / "gradebook.db")
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 3] ^= 1
    copy.write_bytes(raw)
    with pytest.raises(GradebookFaultError, match="not a whole"):
        verify(copy)


@pytest.mark.parametrize("spoil", [b"", b"SQLite format 3\0" + b"x" * 900, None])
def test_run_over_a_spoiled_gradebook_stops_before_anything_is_marked(
    room: CourseRoot, spoil: bytes | None
) -> None:
    file = room.root / "gradebook.db"
    if spoil is None:
        file.unlink()
    else:
        file.write_bytes(spoil)
    with pytest.raises(GradebookFaultError):
        _run(room)
    assert not (room.root / "autograded").exists()


def test_copy_that_is_not_whole_is_not_put_back(room: CourseRoot, tmp_path: Path) -> None:
    file = room.root / "gradebook.db"
    held = file.read_bytes()
    broken = tmp_path / "broken.db"
    broken.write_bytes(held[: len(held) // 2])
    with pytest.raises(GradebookFaultError, match="not a whole gradebook"):
        restore(room.root, file, broken)
    assert file.read_bytes() == held


def test_mended_check_gives_everyone_new_points(
    room: CourseRoot, kept: tuple[Path, dict[str, Worked]]
) -> None:
    _run(room)
    checks = room.root / "checks" / f"{ASSIGNMENT}.py"
    checks.write_text(checks.read_text(encoding="utf-8") + "\n# mended\n", encoding="utf-8")
    again = _run(room)
    assert {record.student for record in again.records} == set(LEARNERS)
    assert _state(room) == EARNED
    assert kept


TYPED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "outside a course root": (
        lambda root: (root / "nbgrader_config.py").unlink(),
        ASSIGNMENT,
        "not in an nbgrader course root",
    ),
    "an assignment that is not there": (
        lambda _root: None,
        "99-none",
        "no assignment '99-none'.*It has: .*03-",
    ),
    "an assignment that was not released": (
        lambda root: shutil.rmtree(root / "release"),
        ASSIGNMENT,
        "no released notebook",
    ),
}


@pytest.mark.parametrize("what", TYPED)
def test_wrong_place_or_name_is_one_sentence_and_status_1(room: CourseRoot, what: str) -> None:
    spoil, assignment, said = TYPED[what]
    spoil(room.root)
    before = (room.root / "gradebook.db").read_bytes()
    ran = subprocess.run(
        [sys.executable, "-m", "fingerpost", "grade", assignment],
        cwd=room.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "Traceback" not in ran.stderr
    assert re.search(said, ran.stderr), ran.stderr
    assert (room.root / "gradebook.db").read_bytes() == before


def test_gradebook_is_copied_verified_and_restored_by_command(room: CourseRoot) -> None:
    for word, said in (("backup", "Copied to "), ("verify", " is whole: "), ("restore", "Restored ")):
        ran = subprocess.run(
            [sys.executable, "-m", "fingerpost", "gradebook", word],
            cwd=room.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, said in ran.stdout) == (0, True), ran.stderr
