"""The learner's folder gets what is missing and keeps what is theirs."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fingerpost.server.course_panel.exchanged import Exchanged
from fingerpost.server.course_panel.standing import Standing
from fingerpost.server.course_panel.telling import FETCH, HAND_IN, acts_of
from fingerpost.server.home import FETCH_PAGE, LOGO, START_PAGE, HomeNotWritableError, prepare_home


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    built = tmp_path / "edition"
    for name, text in {
        "start-here.md": "# Start here",
        "lessons/03/lesson.ipynb": "the lesson",
        "assignments/03/work.ipynb": "blank",
        "warehouse/A/ssda903_2026/header.csv": "CHILD",
    }.items():
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).write_text(text, encoding="utf-8")
        (built / name).chmod(0o444)
    return built


def test_a_new_home_holds_page_lessons_assignments_and_data(edition: Path, tmp_path: Path) -> None:
    home = tmp_path / "learner"
    prepare_home(home, edition=edition)
    found = {file.relative_to(home).as_posix() for file in home.rglob("*") if file.is_file()}
    assert {name for name in found if not name.startswith(".fingerpost/delivered/")} == {
        START_PAGE,
        "fingerpost.svg",
        "lessons/03/lesson.ipynb",
        "assignments/03/work.ipynb",
        "data/ssda903_2026/header.csv",
    }


def test_work_already_there_is_never_overwritten(edition: Path, tmp_path: Path) -> None:
    home = tmp_path / "learner"
    prepare_home(home, edition=edition)
    mine = home / "assignments/03/work.ipynb"
    mine.write_text("my answer", encoding="utf-8")
    assert prepare_home(home, edition=edition) == []
    assert mine.read_text(encoding="utf-8") == "my answer"


def test_the_copies_can_be_changed_though_the_built_files_cannot(edition: Path, tmp_path: Path) -> None:
    prepare_home(tmp_path / "learner", edition=edition)
    assert (tmp_path / "learner/lessons/03/lesson.ipynb").stat().st_mode & 0o200


def test_a_home_that_cannot_be_made_gets_one_sentence(edition: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(HomeNotWritableError, match="fingerpost start --home FOLDER"):
        prepare_home(in_the_way / "learner", edition=edition)


def test_a_copy_that_stopped_half_way_leaves_no_half_notebook(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_source: Path, target: Path) -> None:
        target.write_text("hal", encoding="utf-8")
        raise OSError(28, "No space left on device")

    home = tmp_path / "learner"
    with monkeypatch.context() as full_disk:
        full_disk.setattr("shutil.copyfile", stop)
        with pytest.raises(HomeNotWritableError, match="No space left"):
            prepare_home(home, edition=edition)
    prepare_home(home, edition=edition)
    assert (home / "lessons/03/lesson.ipynb").read_text(encoding="utf-8") == "the lesson"
    assert not list(home.rglob(".*.part"))


def test_the_logo_is_small_and_says_its_name_to_those_who_cannot_see_it() -> None:
    drawn = LOGO.read_text(encoding="utf-8")
    assert len(drawn.encode()) <= 2048
    assert 'aria-label="fingerpost"' in drawn
    assert "<text" not in drawn  # drawn letters: the same on a machine without the font


def test_where_tasks_are_fetched_no_link_leads_nowhere_and_after_fetching_it_leads_to_them(
    edition: Path, tmp_path: Path
) -> None:
    work = "assignments/03/work.ipynb"
    (edition / "start-here.md").chmod(0o644)
    (edition / "start-here.md").write_text(
        f"| [lesson](lessons/03/lesson.ipynb) | [assignment 03]({work}) |", encoding="utf-8"
    )
    home = tmp_path / "learner"
    prepare_home(home, edition=edition)
    assert f"[assignment 03]({work})" in (home / START_PAGE).read_text(encoding="utf-8")
    assert not (home / FETCH_PAGE).exists()
    shutil.rmtree(edition / "assignments")
    (home / work).unlink()
    prepare_home(home, edition=edition)
    page = (home / START_PAGE).read_text(encoding="utf-8")
    assert (
        page
        == "| [lesson](lessons/03/lesson.ipynb) | [fetch assignment 03](How%20to%20fetch%20your%20tasks.md) |"
    )
    page = (home / FETCH_PAGE).read_text(encoding="utf-8")
    there = Standing(
        "03", "Count", "03-count", tasks="03.ipynb", exchanged=Exchanged("c", "03-count", is_released=True)
    )
    acts = [*acts_of(replace(there, tasks=""), "collected"), *acts_of(there, "collected")]
    shown = {act.label for act in acts if act.act in {FETCH, HAND_IN}}
    assert [f"*{label}*" in page for label in shown] == [True, True], shown
    assert page.index("*Course* panel") < page.index("*Assignment List*")
    (home / work).write_text("fetched", encoding="utf-8")
    prepare_home(home, edition=edition)
    assert f"[assignment 03]({work})" in (home / START_PAGE).read_text(encoding="utf-8")
