"""An author's new module is whole and working before the first line is changed."""

import re
import tomllib
from pathlib import Path

import pytest
from answer_bench import Bench
from fingerpost.courseware.compile import compile_assignment, compile_lesson
from fingerpost.courseware.extras import extra_notebooks
from fingerpost.courseware.new_module import FILES, POINTS_OF_A_MODULE, ModuleThereError, write_new_module
from fingerpost.courseware.sources import load_course
from fingerpost.errors import WrongUseError
from fingerpost.grading.catalogue import load_answers, load_module
from fingerpost.warehouse.build import build_authority

PLANNED = """
[[modules]]
id = "04"
folder = "04-join"
title = "Join"
status = "planned"
minutes = 60
needs = ["03"]
tables = []
ksbs = []
tasks = []
person_tasks = []
"""


def _list_it(course: Path, lines: str) -> None:
    """Do in course.toml what an author is told to do."""
    path = course / "course.toml"
    listed = path.read_text(encoding="utf-8")
    if lines.startswith("[[modules]]"):
        path.write_text(f"{listed}\n{lines}\n", encoding="utf-8")
        return
    head, row = listed.rsplit("[[modules]]", 1)
    for line in lines.splitlines():
        key = line.split(" = ")[0]
        row = re.sub(rf"^{key} = .*$", line, row, flags=re.MULTILINE)
    path.write_text(f"{head}[[modules]]{row}", encoding="utf-8")


@pytest.fixture
def planned(course: Path) -> Path:
    """A course whose list has a planned module 04 without tasks."""
    path = course / "course.toml"
    path.write_text(path.read_text(encoding="utf-8") + PLANNED, encoding="utf-8")
    return course


@pytest.mark.parametrize("named", ["04", "04-join", "16-my-topic"])
def test_new_module_passes_the_lints_once_it_is_listed(planned: Path, named: str) -> None:
    made = write_new_module(planned, named)
    _list_it(planned, made.lines)
    module = load_course(planned).module(made.folder.name)
    assert (module.status, len(module.tasks), len(module.person_tasks)) == ("ready", 1, 1)
    assert compile_assignment(made.folder).metadata.fingerpost["module"] == module.id
    assert len(compile_lesson(made.folder).cells) == 19
    assert len(extra_notebooks(load_course(planned), module)) == 4
    assert load_module(made.folder / "checks.py").lint() == []
    assert sorted(path.name for path in made.folder.iterdir()) == sorted(FILES)


def test_new_module_marks_its_example_rightly_on_every_authority(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write_new_module(planned, "04")
    for letter, seed in (("A", None), ("T", None), ("B", 5)):
        build_authority(letter, out=tmp_path, seed=seed, size="tiny" if letter == "A" else "authority")
    bench = Bench(made.folder, dict.fromkeys("ABT", tmp_path), monkeypatch)
    answers = load_answers(made.folder / "answers.py")
    (word,) = answers.references
    assert [bench.mark(word, source).points for source in answers.also_right[word]] == [24, 24, 24]
    for code, sources in answers.wrong.items():
        assert bench.mark(word, sources[word][0]).code == code


def test_tasks_that_the_list_has_already_are_the_ones_written(planned: Path) -> None:
    path = planned / "course.toml"
    listed = path.read_text(encoding="utf-8").replace(
        "tasks = []\nperson", 'tasks = ["matches", "losses"]\nperson'
    )
    path.write_text(listed, encoding="utf-8")
    made = write_new_module(planned, "04")
    assert list(load_module(made.folder / "checks.py").tasks) == ["matches", "losses"]
    assert made.lines.splitlines()[1:] == ['tasks = ["matches", "losses"]', "person_tasks = []"]


@pytest.mark.parametrize("tasks", [1, 7, 8])
def test_points_of_the_tasks_add_up_to_those_of_a_module(planned: Path, tasks: int) -> None:
    path = planned / "course.toml"
    words = ", ".join(f'"task_{at}"' for at in range(tasks))
    listed = path.read_text(encoding="utf-8").replace("tasks = []\nperson", f"tasks = [{words}]\nperson")
    path.write_text(listed, encoding="utf-8")
    made = load_module(write_new_module(planned, "04").folder / "checks.py").tasks.values()
    assert sum(task.max_points for task in made) == POINTS_OF_A_MODULE
    assert all(task.seen > 0 and task.hidden > 0 for task in made)


MAP = """
id = "s"
title = "t"
version = "1"
as_of = "2026-01-01"
source = "s"
[statements.K1]
part = "knowledge"
says = "x"
short = "x"
[[met]]
module = "04"
way = "task"
name = "T1"
codes = ["K1"]
evidence = "e"
"""


def test_names_that_a_map_gives_to_tasks_and_the_module_does_not_are_told(planned: Path) -> None:
    (planned / "standards").mkdir()
    (planned / "standards" / "s.toml").write_text(MAP, encoding="utf-8")
    assert write_new_module(planned, "04").unmapped == ("T1",)


def test_files_that_are_there_are_never_touched(course: Path) -> None:
    before = {path: path.read_bytes() for path in (course / "03-count").iterdir()}
    with pytest.raises(ModuleThereError, match=r"has a assignment\.py already, so nothing was written"):
        write_new_module(course, "03")
    assert {path: path.read_bytes() for path in (course / "03-count").iterdir()} == before


@pytest.mark.parametrize("named", ["77", "join", "4-join", "04", "03-other", "16-My Topic", "../16-x", "16-"])
def test_name_that_cannot_be_a_modules_is_answered_with_how_one_looks(course: Path, named: str) -> None:
    with pytest.raises(WrongUseError, match="two digits of its own and words, like 16-my-topic"):
        write_new_module(course, named)
    assert [path.name for path in course.iterdir() if path.is_dir()] == ["03-count"]


def test_lines_for_a_new_module_are_an_entry_of_the_list(course: Path) -> None:
    entry = tomllib.loads(write_new_module(course, "16-my-topic").lines)["modules"][0]
    assert (entry["id"], entry["title"], entry["tasks"]) == ("16", "My topic", ["m16_first_answer"])
    assert sum(unit["minutes"] for unit in entry["units"]) == entry["minutes"]


def test_module_that_is_listed_in_full_needs_no_lines(course: Path) -> None:
    for path in (course / "03-count").iterdir():
        path.unlink()
    assert write_new_module(course, "03").lines == ""
