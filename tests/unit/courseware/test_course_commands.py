"""`fingerpost course …`: what it prints, how it ends, and one sentence for whatever is off."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fingerpost import cli
from fingerpost.courseware import build, edition
from fingerpost.courseware.edition import ensure_edition
from fingerpost.courseware.log import read
from fingerpost.grading import runs
from fingerpost.warehouse import paths
from fingerpost.warehouse.connection import WarehouseUnusableError
from small_course import Notebooks, write_course_root


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


@pytest.fixture
def fingerpost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ended]:
    """Type a command in a folder with nothing around it."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path / "edition"))
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "A")
    monkeypatch.setattr(runs, "_ALWAYS_WARM", ())

    def typed(*words: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["fingerpost", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return typed


@pytest.fixture(autouse=True)
def warehouses(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int | None]]:
    """Stand in for the warehouse room: name each authority's file and note its seed."""
    asked: list[tuple[str, int | None]] = []

    def named(letter: str, *, out: Path, seed: int | None = None) -> Path:
        asked.append((letter, seed))
        file = paths.warehouse_file(letter, out)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        return file

    monkeypatch.setattr(build, "build_authority", named)
    return asked


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tutor's course root with a hand-in below it."""
    made = write_course_root(tmp_path / "root")
    (made / "submitted").mkdir()
    return made


@pytest.fixture
def hand_in(root: Path) -> Path:
    """One right answer, one slip, in the tutor's course root."""
    return Notebooks(root / "submitted").write({"starters": "starters = 99"})


Type = Callable[..., Ended]


def test_tutors_course_root_is_built_and_the_next_step_said(
    fingerpost: Type, course: Path, tmp_path: Path
) -> None:
    ended = fingerpost("course", "build", "--for", "tutor", "--out", tmp_path / "r", "--course", course)
    assert (ended.status, ended.err) == (0, "")
    assert "nbgrader generate_assignment" in ended.out
    assert (tmp_path / "r" / "answers" / "03-count.py").is_file()


def test_learner_edition_is_built_from_the_course_around(
    fingerpost: Type, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.parent)
    monkeypatch.setattr(build, "released_assignments", lambda solved, **_: solved)
    assert fingerpost("course", "build", "--for", "learner", "--out", tmp_path / "e").status == 0
    assert (tmp_path / "e" / "start-here.md").is_file()
    assert not (tmp_path / "e" / "answers").exists()


@pytest.mark.parametrize(
    ("mark", "reader", "said"),
    [
        ("fingerpost.toml", "learner", "holds a tutor's course root"),
        ("start-here.md", "tutor", "holds a learner edition"),
        ("course.toml", "tutor", "holds the course's sources"),
        ("course.toml", "learner", "holds the course's sources"),
    ],
)
def test_one_edition_is_never_built_over_another(
    fingerpost: Type, course: Path, *, mark: str, reader: str, said: str
) -> None:
    out = course.parent / "out"
    out.mkdir()
    (out / mark).touch()
    ended = fingerpost("course", "build", "--for", reader, "--out", out, "--course", course)
    assert (ended.status, said in ended.err) == (1, True)
    assert [path.name for path in out.iterdir()] == [mark]


def test_folder_that_cannot_be_written_is_said(fingerpost: Type, course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = fingerpost(
        "course", "build", "--for", "tutor", "--out", tmp_path / "file" / "r", "--course", course
    )
    assert (ended.status, "cannot be written" in ended.err) == (1, True)
    assert "Traceback" not in ended.err


def test_without_sources_nothing_is_built_and_the_way_out_said(fingerpost: Type, tmp_path: Path) -> None:
    for words in (("build", "--for", "tutor", "--out", tmp_path / "r"), ("new", "04-join")):
        ended = fingerpost("course", *words)
        assert (ended.status, "--course DIR" in ended.err) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        ("course", "build"),
        ("course", "build", "--for", "nobody", "--out", "x"),
        ("course", "check", "03"),
        ("course", "bild"),
    ],
)
def test_wrong_use_ends_with_two(fingerpost: Type, words: tuple[str, ...]) -> None:
    assert fingerpost(*words).status == 2


@pytest.mark.parametrize("verb", ["", "build", "check", "new"])
def test_help_has_an_example(fingerpost: Type, verb: str) -> None:
    ended = fingerpost(*["course", verb, "--help"] if verb else ["course", "--help"])
    assert (ended.status, "Example: fingerpost course" in ended.out) == (0, True)


def test_own_notebook_is_marked_in_full_where_the_answers_are(fingerpost: Type, hand_in: Path) -> None:
    ended = fingerpost("course", "check", "03", hand_in)
    assert (ended.status, ended.err) == (0, "")
    told = ended.out.split("\n\n")
    assert told[1].splitlines() == [
        "Children who started: 0.5 of 4",
        "Your number is 99, which counts rows.",
        "One child can have several rows.",
        "Count the different children.",
    ]
    assert told[2].startswith("Finishers: 2 of 2")
    assert "Together: 2.5 of 6 points." in ended.out
    assert 'Level "trusted"' in ended.out


def test_where_the_answers_are_not_the_waiting_points_are_listed(
    fingerpost: Type, hand_in: Path, root: Path
) -> None:
    (root / "answers" / "03-count.py").unlink()
    ended = fingerpost("course", "check", "03-count", hand_in)
    assert ended.status == 0
    assert "Children who started: 0.5 of 4 so far" in ended.out
    assert "need a tutor:\n  Children who started: 3 points\n  Finishers: 1 points" in ended.out
    assert "Together: 1.5 of 6 points." in ended.out


def test_sources_get_a_b_of_their_own_once_and_persons_tasks_wait(
    fingerpost: Type, course: Path, tmp_path: Path, warehouses: list[tuple[str, int | None]]
) -> None:
    notebook = Notebooks(tmp_path).write({"starters": "starters = 3", "finishers": "pass"})
    first, second = (fingerpost("course", "check", "03", notebook, "--course", course) for _ in range(2))
    assert first == second
    assert "Starters: 4 of 4" in first.out
    assert "These wait for a person who reads them:\n  Write one caution: 6 points" in first.out
    assert [letter for letter, _ in warehouses] == ["A", "T", "B"]
    assert isinstance(warehouses[-1][1], int)
    assert not (tmp_path / "edition").exists(), "the learner edition never holds answers"


def test_changed_answers_are_taken_anew_and_the_same_b_is_kept(
    fingerpost: Type, course: Path, tmp_path: Path, warehouses: list[tuple[str, int | None]]
) -> None:
    notebook = Notebooks(tmp_path).write({"starters": "starters = 3", "finishers": "pass"})
    fingerpost("course", "check", "03", notebook, "--course", course)
    answers = course / "03-count" / "answers.py"
    answers.write_text(answers.read_text(encoding="utf-8").replace("return 3", "return 5"), encoding="utf-8")
    assert "Starters: 1 of 4" in fingerpost("course", "check", "03", notebook, "--course", course).out
    assert [letter for letter, _ in warehouses] == ["A", "T", "B"]


def test_check_in_ones_own_folder_is_kept_in_the_log(fingerpost: Type, course: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "work").mkdir(parents=True)
    notebook = Notebooks(home / "work").write({"starters": "starters = 3"})
    fingerpost("course", "check", "03", notebook, "--course", course)
    assert read(home).events == ()
    (home / "Start here.md").touch()
    said = fingerpost("course", "check", "03", notebook, "--course", course).out
    assert "Kept in your log. Which statements it covers: fingerpost course coverage" in said
    (event,) = read(home).events
    assert (event.module, event.kind, event.minutes) == ("03", "checked", 0)
    assert event.text.startswith("starters 4/4")
    told = json.loads(fingerpost("course", "check", "03", notebook, "--json", "--course", course).out)
    assert "Kept in your log." in told["notes"]
    assert "Your notebook ran on this computer, as you." in told["notes"]
    assert not any("sandbox" in note or "fingerpost" in note for note in told["notes"])
    assert len(read(home).events) == 2


def test_edition_remembers_the_sources_it_was_built_from(
    fingerpost: Type, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "released_assignments", lambda solved, **_: solved)
    ensure_edition(course, say=lambda _said: None)
    notebook = Notebooks(tmp_path).write({"starters": "starters = 3", "finishers": "pass"})
    assert "Starters: 4 of 4" in fingerpost("course", "check", "03", notebook).out


def test_edition_without_its_own_practice_data_is_built_again(
    course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Doctor sends whoever's data are missing or foreign to `start`, which must then build them."""
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path / "edition"))
    monkeypatch.setattr(build, "released_assignments", lambda solved, **_: solved)
    said: list[str] = []
    for usable, builds in ((True, 1), (True, 0), (False, 1)):

        def vouch(letter: str, *, root: Path, usable: bool = usable) -> None:
            if letter == "T" and not usable:
                raise WarehouseUnusableError(f"{root} holds another authority's")

        monkeypatch.setattr(edition, "usable_manifest", vouch)
        said.clear()
        ensure_edition(course, say=said.append)
        assert len(said) == builds


def test_sources_without_answers_leave_the_hidden_points_to_the_tutor(
    fingerpost: Type, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "released_assignments", lambda solved, **_: solved)
    ensure_edition(course, say=lambda _said: None)
    (course / "03-count" / "answers.py").unlink()
    notebook = Notebooks(tmp_path).write({"starters": "starters = 3", "finishers": "pass"})
    ended = fingerpost("course", "check", "03", notebook, "--course", course)
    assert (ended.status, ended.err) == (0, "")
    assert "need a tutor:\n  Starters: 3 points" in ended.out
    assert "Write one caution: 6 points" in ended.out


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _broken(root: Path, kind: str) -> Path:
    folder = root / "submitted"
    if kind == "missing":
        return folder / "gone.ipynb"
    if kind == "settings":
        _write(root / "fingerpost.toml", "hidden_seed = \n")
        return Notebooks(folder).write()
    if kind == "other module":
        cell = {"cell_type": "code", "source": 'check("matches")', "metadata": {}}
        return _write(folder / "join.ipynb", json.dumps({"nbformat": 4, "cells": [cell]}))
    texts = {
        "not JSON": "%PDF-1.7",
        "not a notebook": '{"rows": []}',
        "no task": '{"nbformat": 4, "cells": []}',
    }
    return _write(folder / "n.ipynb", texts[kind])


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("missing", "cannot be opened"),
        ("not JSON", "is not a notebook: it does not hold the JSON text that Jupyter writes"),
        ("not a notebook", "is not a notebook of format 4"),
        ("no task", "holds no task of this course"),
        ("other module", "is the notebook of module 04 (Join), not of 03. Type: fingerpost course check 04"),
        ("settings", "should hold `release` and a whole number `hidden_seed`"),
    ],
)
def test_bad_input_is_one_clear_sentence_and_status_one(
    fingerpost: Type, root: Path, kind: str, said: str
) -> None:
    ended = fingerpost("course", "check", "03", _broken(root, kind))
    assert (ended.status, ended.out) == (1, "")
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1


@pytest.mark.parametrize("seed", ["", "hidden_seed = true", 'hidden_seed = "7"', "hidden_seed = 1.5"])
def test_seed_that_is_no_whole_number_is_refused(
    fingerpost: Type, hand_in: Path, root: Path, seed: str
) -> None:
    _write(root / "fingerpost.toml", f'release = "2026.1"\n{seed}\n')
    ended = fingerpost("course", "check", "03", hand_in)
    assert (ended.status, "Put back your copy" in ended.err) == (1, True)


def test_unknown_module_is_answered_with_those_there_are(fingerpost: Type, hand_in: Path) -> None:
    ended = fingerpost("course", "check", "33", hand_in)
    assert (ended.status, "There is: 03 (Count), 04 (Join)." in ended.err) == (2, True)


def test_nothing_built_and_no_sources_is_said(fingerpost: Type, tmp_path: Path) -> None:
    ended = fingerpost("course", "check", "03", Notebooks(tmp_path).write())
    assert (ended.status, "type `fingerpost start`, which builds it" in ended.err) == (1, True)


def test_group_runs_as_a_program_without_importing_what_help_does_not_need() -> None:
    words = [sys.executable, "-X", "importtime", "-m", "fingerpost", "course", "--help"]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "click" in imported
    assert not imported & {"duckdb", "pandas", "nbformat", "rich"}


def test_verdicts_say_nothing_of_b(fingerpost: Type, root: Path) -> None:
    notebook = Notebooks(root / "submitted").write({"starters": "starters = 3"})
    told: Any = fingerpost("course", "check", "03", notebook).out
    assert "does not change when the data does" in told
    assert "4" not in told.split("\n\n")[1].replace("of 4", "")
