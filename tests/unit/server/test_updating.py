"""`fingerpost update` renews what is ours in a learner's folder and leaves what is theirs."""

import json
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from fingerpost.commands.update import command
from fingerpost.server import earlier_copies, updating
from fingerpost.server.home import prepare_home
from jupyterlab_server.settings_utils import get_settings
from nbformat import v4

NOW = datetime(2026, 11, 26, 9, 30)  # noqa: DTZ001 - the machine's own time, as in the copies' names
LESSON = Path("lessons", "03.ipynb")
DATA = Path("warehouse", "A", "header.csv")


def notebook_text(**cells: str) -> str:
    made = v4.new_notebook(nbformat_minor=5)
    made.cells = [v4.new_code_cell(source, id=name) for name, source in cells.items()]
    return str(nbformat.writes(made)) + "\n"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    built = tmp_path / "edition"
    for name, text in {
        Path("start-here.md"): "# Start here",
        LESSON: notebook_text(one="rows", two="answer = ..."),
        DATA: "CHILD\n1",
    }.items():
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).write_text(text, encoding="utf-8", newline="\n")
    return built


@pytest.fixture
def home(edition: Path, tmp_path: Path) -> Path:
    prepare_home(tmp_path / "learner", edition=edition)
    return tmp_path / "learner"


def told(home: Path, edition: Path) -> dict[str, str]:
    return {
        change.file.relative_to(home).as_posix(): change.said
        for change in updating.update(home, edition=edition, now=NOW)
    }


def cells(file: Path) -> dict[str, str]:
    return {cell.id: cell.source for cell in nbformat.read(file, as_version=4).cells}


def test_a_file_nobody_changed_is_renewed_whole(home: Path, edition: Path) -> None:
    (edition / DATA).write_text("CHILD\n2", encoding="utf-8")
    assert updating.waiting(home, edition=edition) == 1
    assert told(home, edition) == {"data/header.csv": "is renewed; you had not changed it"}
    assert (home / "data/header.csv").read_text(encoding="utf-8") == "CHILD\n2"
    assert updating.waiting(home, edition=edition) == 0
    assert told(home, edition) == {}


def test_where_nothing_is_newer_nothing_is_written(home: Path, edition: Path) -> None:
    before = {path: path.stat().st_ino for path in home.rglob("*") if path.is_file()}
    assert len(before) > 3
    assert told(home, edition) == {}
    assert {path: path.stat().st_ino for path in home.rglob("*") if path.is_file()} == before


def test_an_answer_stays_where_the_lesson_around_it_is_renewed(home: Path, edition: Path) -> None:
    mine = notebook_text(one="rows", two="answer = 12")
    (home / LESSON).write_text(mine, encoding="utf-8")
    (edition / LESSON).write_text(notebook_text(one="rows.head()", two="answer = None"), encoding="utf-8")
    said = told(home, edition)["lessons/03.ipynb"]
    assert said == "has 1 cell renewed, 1 cell that you changed kept, though ours has changed too"
    assert cells(home / LESSON) == {"one": "rows.head()", "two": "answer = 12"}
    kept = home / "earlier-copies/lessons/03/2026-11-26 09.30.00 before an update.ipynb"
    assert kept.read_text(encoding="utf-8") == mine
    assert told(home, edition) == {}


def test_a_data_file_the_learner_changed_is_left_and_named(home: Path, edition: Path) -> None:
    (home / "data/header.csv").write_text("CHILD\nmine", encoding="utf-8")
    assert told(home, edition) == {}
    (edition / DATA).write_text("CHILD\n2", encoding="utf-8")
    assert "rename yours" in told(home, edition)["data/header.csv"]
    assert (home / "data/header.csv").read_text(encoding="utf-8") == "CHILD\nmine"
    (home / "data/header.csv").rename(home / "data/mine.csv")
    assert told(home, edition) == {"data/header.csv": "is new"}


def test_a_notebook_that_cannot_be_read_is_left_and_named(home: Path, edition: Path) -> None:
    (home / LESSON).write_text("{ half a save", encoding="utf-8")
    (edition / LESSON).write_text(notebook_text(one="new"), encoding="utf-8")
    assert "it cannot be read as a notebook" in told(home, edition)["lessons/03.ipynb"]
    assert (home / LESSON).read_text(encoding="utf-8") == "{ half a save"
    (home / LESSON).write_bytes(b"\xff\xfe")
    assert "not text in UTF-8" in told(home, edition)["lessons/03.ipynb"]


def test_a_folder_from_before_updates_gains_new_cells_and_loses_none(home: Path, edition: Path) -> None:
    shutil.rmtree(home / ".fingerpost")
    (edition / LESSON).write_text(notebook_text(one="rows.head()", two="answer = ...", three="new"), "utf-8")
    assert told(home, edition)["lessons/03.ipynb"].startswith(
        "has 1 cell added, 1 cell that you changed kept"
    )
    assert cells(home / LESSON) == {"one": "rows", "two": "answer = ...", "three": "new"}


def test_while_lab_is_open_on_the_folder_nothing_is_written(
    home: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: [{"root_dir": str(home)}])
    (edition / DATA).write_text("CHILD\n2", encoding="utf-8")
    with pytest.raises(updating.HomeInUseError, match="Ctrl\\+C twice"):
        updating.update(home, edition=edition, now=NOW)
    assert (home / "data/header.csv").read_text(encoding="utf-8") == "CHILD\n1"


def test_an_update_that_stops_half_way_is_taken_up_again(
    home: Path, edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / LESSON).write_text(notebook_text(one="rows", two="answer = 12"), encoding="utf-8")
    (edition / LESSON).write_text(notebook_text(one="rows.head()", two="answer = ..."), encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(updating, "remember", full)
        with pytest.raises(updating.UpdateStoppedError, match="No space left"):
            updating.update(home, edition=edition, now=NOW)
    assert told(home, edition) == {}
    assert cells(home / LESSON) == {"one": "rows.head()", "two": "answer = 12"}


def test_the_command_says_what_became_of_each_file(
    home: Path, edition: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("fingerpost.courseware.edition.find_course", lambda _: None)
    monkeypatch.setenv("FINGERPOST_DATA", str(edition))
    command.main(["--home", str(home)], standalone_mode=False)
    assert capsys.readouterr().out == f"{home.resolve()} is up to date.\n"
    (edition / LESSON).write_text(
        notebook_text(one="rows", two="answer = ...", three="new"), encoding="utf-8"
    )
    (home / LESSON).write_text(notebook_text(one="rows", two="answer = 1"), encoding="utf-8")
    command.main(["--home", str(home)], standalone_mode=False)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "lessons/03.ipynb has 1 cell added."
    assert said[1].endswith("earlier-copies.")


# ------------------------------------------------------------------ copies made while saving


def test_lab_saves_by_itself_every_half_minute(tmp_path: Path) -> None:
    lab = Path(sys.prefix, "share", "jupyter", "lab")
    name = "@jupyterlab/docmanager-extension:plugin"
    ours = json.loads((lab / "settings" / "overrides.json").read_text(encoding="utf-8"))
    folders = (str(lab / "settings"), str(lab / "schemas"), str(tmp_path))
    told, _ = get_settings(*folders, schema_name=name, overrides=ours)
    assert told["schema"]["properties"]["autosaveInterval"]["default"] == 30


def test_saving_keeps_a_copy_at_most_every_ten_minutes_and_twenty_of_them(home: Path) -> None:
    file = home / LESSON
    made = [
        earlier_copies.keep_copy_now_and_then(home, file, now=NOW + timedelta(minutes=3 * n))
        for n in range(100)
    ]
    assert [n for n, copy in enumerate(made) if copy][:3] == [0, 4, 8]
    folder = home / "earlier-copies/lessons/03"
    assert len(list(folder.iterdir())) == 20
    assert max(copy.name for copy in folder.iterdir()) == "2026-11-26 14.18.00 saved.ipynb"


def test_a_copy_is_never_copied_and_data_files_are_not(home: Path) -> None:
    copy = earlier_copies.keep_copy(home, home / LESSON, now=NOW)
    assert earlier_copies.keep_copy_now_and_then(home, copy, now=NOW) is None
    hook = earlier_copies.after_saving(home, lambda: NOW)
    hook(os_path=str(home / "data/header.csv"), model={"type": "file"}, contents_manager=None)
    assert not (home / "earlier-copies/data").exists()


def test_a_copy_that_cannot_be_kept_does_not_fail_the_save(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (home / "earlier-copies").write_text("in the way", encoding="utf-8")
    hook = earlier_copies.after_saving(home, lambda: NOW)
    hook(os_path=str(home / LESSON), model={"type": "notebook"}, contents_manager=None)
    assert "No earlier copy" in caplog.text
