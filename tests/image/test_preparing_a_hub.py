"""What `make hub` needs, said in a sentence before anything is made: root, and folders that all may enter."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import prepare
import prepare_hub
import pytest


@pytest.fixture
def try_out(root: Path) -> ModuleType:
    """Return the program behind `make hub`."""
    spec = importlib.util.spec_from_file_location("try_out", root / "binder" / "hub" / "try_out.py")
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


def test_ordinary_user_is_told_in_one_sentence_and_nothing_is_made(
    try_out: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(prepare_hub, "prepare_hub", lambda: done.append("prepared"))
    assert try_out.main([]) == 1
    assert try_out.main(["--remove"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said == [try_out.NEEDS_ROOT] * 2
    assert said[0].endswith("Type: sudo make hub")
    assert done == []


def test_word_that_is_not_known_is_wrong_use(try_out: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert try_out.main(["--delete"]) == 2
    assert "Example: sudo make hub HUB_ARGS=--remove" in capsys.readouterr().err


def test_settings_of_the_trial_are_such_that_a_hub_reads(
    try_out: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from fingerpost.server.hub.settings import read_settings  # noqa: PLC0415 - after the program's own path

    monkeypatch.setattr(try_out, "PLACE", tmp_path / "trial")
    settings = read_settings(try_out.write_settings())
    assert settings.place == tmp_path / "trial"
    assert {settings.learners, settings.tutors, settings.administrators} == set(try_out.GROUPS)
    assert settings.marking == try_out.MARKING
    assert settings.address == try_out.ADDRESS


def test_folder_on_the_way_that_others_may_not_enter_is_named(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    (shut / "inside").mkdir(parents=True)
    shut.chmod(0o700)
    found = prepare_hub.closed_to_others(shut / "inside" / "python")
    assert found is not None
    assert found in (shut / "inside").parents
    assert prepare_hub.closed_to_others(Path("/usr/bin/python3")) is None


def test_copy_of_the_repository_that_learners_may_not_enter_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "clone").mkdir(mode=0o700)
    monkeypatch.setattr(prepare, "ROOT", tmp_path / "clone")
    with pytest.raises(
        prepare.TroubleError, match=r"Move this copy of the repository to where everybody may"
    ):
        prepare_hub.prepare_hub()


def test_python_under_a_closed_home_is_passed_over_for_the_systems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "home" / "python3"
    own.parent.mkdir(mode=0o700)
    own.touch()
    monkeypatch.setattr(sys, "executable", str(own))
    monkeypatch.setattr(prepare_hub, "_is_ours", lambda _python: True)
    systems = prepare_hub.python_for_everybody()
    assert systems != own
    assert prepare_hub.closed_to_others(systems) is None
    monkeypatch.setattr(shutil, "which", lambda _name, path: None)  # noqa: ARG005 - its signature
    with pytest.raises(prepare.TroubleError, match="Install the system's, on Debian or Ubuntu by"):
        prepare_hub.python_for_everybody()


def test_what_root_alone_could_read_is_opened_and_nothing_becomes_a_program(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir(mode=0o700)
    (tmp_path / "lib" / "module.py").touch(mode=0o600)
    (tmp_path / "lib" / "program").touch(mode=0o700)
    prepare_hub.open_to_all(tmp_path)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"lib": 0o755, "module.py": 0o644, "program": 0o755}
