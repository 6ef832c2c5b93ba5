"""What `fingerpost start` tells the person who typed it, when all is well and when it is not."""

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fingerpost.commands import start
from fingerpost.server.launch import run_lab
from learner import Learner, a_learner


@pytest.fixture(scope="module")
def learner() -> Iterator[Learner]:
    """Someone who is not root, with a small edition, already built, that they may read."""
    with a_learner() as person:
        (person.folder / "edition" / "lessons").mkdir(parents=True)
        (person.folder / "edition" / "start-here.md").write_text("# Start here", encoding="utf-8")
        yield person


@pytest.fixture
def no_lab(learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `start` do everything here but run JupyterLab."""
    monkeypatch.setenv("FINGERPOST_DATA", str(learner.folder / "edition"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("fingerpost.server.launch.run_lab", lambda *_given, **_named: None)


def typed(learner: Learner, *words: str) -> tuple[int, str]:
    """Return the status and every word of `fingerpost start …`, typed by the learner."""
    edition = {"FINGERPOST_DATA": str(learner.folder / "edition")}
    done = learner.run(learner.python, "-m", "fingerpost", "start", *words, environment=edition)
    return done.returncode, done.stdout + done.stderr


def test_folder_that_may_not_be_written_gets_one_sentence(learner: Learner) -> None:
    closed = learner.folder / "closed"
    closed.mkdir(mode=0o555)
    status, told = typed(learner, "--home", str(closed / "mine"))
    assert status == 1
    assert told.count("\n") == 1
    assert told.startswith(f"Your folder {closed / 'mine'} cannot be written")
    assert "fingerpost start --home FOLDER" in told
    assert list(closed.iterdir()) == []


def test_port_in_use_gets_one_sentence_before_anything_is_laid_out(learner: Learner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        status, told = typed(learner, "--port", str(port), "--home", str(learner.home / "never"))
    assert status == 1
    assert told.count("\n") == 1
    assert told.startswith(f"Port {port} is already in use")
    assert f"fingerpost start --port {port + 1}" in told
    assert not (learner.home / "never").exists()


def test_port_that_cannot_be_is_wrong_use(learner: Learner) -> None:
    status, told = typed(learner, "--port", "99999")
    assert status == 2
    assert "1<=x<=65535" in told


@pytest.mark.usefixtures("no_lab")
def test_start_says_where_the_folder_is_and_what_you_should_see(tmp_path: Path) -> None:
    told = CliRunner().invoke(start.command, ["--home", str(tmp_path / "home")]).output
    assert f"Your folder: {tmp_path / 'home'}" in told
    assert "opens in your browser" in told
    assert "Start here" in told
    assert "Ctrl+C" in told


@pytest.mark.usefixtures("no_lab")
def test_start_without_a_browser_says_to_copy_the_address(tmp_path: Path) -> None:
    told = CliRunner().invoke(start.command, ["--no-browser", "--home", str(tmp_path / "home")]).output
    assert "Copy the address" in told
    assert "opens in your browser" not in told


def test_jupyter_works_in_the_learners_folder_with_our_programs_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[Path, str]] = []
    monkeypatch.setattr(
        "jupyterlab.labapp.LabApp.launch_instance",
        lambda _arguments: found.append((Path.cwd(), os.environ["PATH"].split(os.pathsep)[0])),
    )
    monkeypatch.setattr("sys.argv", ["fingerpost", "start"])
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.chdir("/")
    run_lab(tmp_path, browser=False)
    assert found == [(tmp_path, str(Path(sys.executable).parent))]


def test_tutor_who_names_another_folder_than_a_course_root_gets_one_sentence(learner: Learner) -> None:
    status, told = typed(learner, "--tutor", str(learner.home))
    assert status == 1
    assert told.count("\n") == 1
    assert "is not in an nbgrader course root" in told
