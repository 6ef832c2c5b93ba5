"""Preparing an environment: each step done once, and again only when what it rests on has changed."""

import ssl
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import fetch_programs
import prepare
import pytest


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list that fills with what would be done, in a small checkout of its own."""
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "extensions" / "fingerpost").mkdir(parents=True)
    (tmp_path / "extensions" / "fingerpost" / "cli.py").write_text("", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    done: list[str] = []
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "make_uv", lambda: Path("uv"))
    monkeypatch.setattr(prepare, "make_environment", lambda _environment: None)
    monkeypatch.setattr(prepare, "compile_bytecode", lambda _python, folder: done.append(f"compile {folder}"))
    monkeypatch.setattr(prepare, "run", lambda *_words, say: done.append(say))
    return done


def test_first_time_does_every_step(steps: list[str]) -> None:
    prepare.prepare_learner()
    assert [step.split(" (")[0] for step in steps] == [
        "install the packages of requirements.lock",
        "remove the slow validator",
        "compile site-packages",
        "install fingerpost itself",
        "compile fingerpost",
    ]


def test_tutor_has_an_environment_of_their_own_from_their_own_list(steps: list[str], tmp_path: Path) -> None:
    (tmp_path / "requirements-tutor.lock").write_text("nh3", encoding="utf-8")
    (tmp_path / ".venv-tutor").mkdir()
    prepare.prepare_tutor()
    assert steps[0].startswith("install the packages of requirements-tutor.lock")
    assert (tmp_path / ".venv-tutor" / "fingerpost-lock").is_file()
    assert not (tmp_path / ".venv" / "fingerpost-lock").exists()


def test_second_time_does_nothing(steps: list[str]) -> None:
    prepare.prepare_learner()
    steps.clear()
    prepare.prepare_learner()
    assert steps == []


def test_changed_source_installs_fingerpost_alone(steps: list[str], tmp_path: Path) -> None:
    prepare.prepare_learner()
    steps.clear()
    (tmp_path / "extensions" / "fingerpost" / "cli.py").write_text("changed", encoding="utf-8")
    prepare.prepare_learner()
    assert steps == ["install fingerpost itself", "compile fingerpost"]


def test_changed_list_installs_packages_and_fingerpost(steps: list[str], tmp_path: Path) -> None:
    prepare.prepare_learner()
    steps.clear()
    (tmp_path / "requirements.lock").write_text("changed", encoding="utf-8")
    prepare.prepare_learner()
    assert len(steps) == 5


def test_step_that_failed_is_tried_again(
    steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object, say: str) -> str:
        raise prepare.TroubleError(f"Could not {say}")

    with monkeypatch.context() as patched:
        patched.setattr(prepare, "run", fail)
        with pytest.raises(prepare.TroubleError):
            prepare.install_packages(tmp_path / ".venv", tmp_path / "requirements.lock")
    prepare.prepare_learner()
    assert len(steps) == 5


def test_trouble_names_what_was_tried_and_the_programs_last_words() -> None:
    with pytest.raises(prepare.TroubleError, match=r"Could not read the page: .*No such file"):
        prepare.run("cat", "no-such-page", say="read the page")


@pytest.mark.parametrize("kept", ["in a file", "in a folder", "nowhere"])
def test_certificates_of_the_system_are_trusted_where_it_keeps_some(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "5ed36f99.0").touch()
    store = {"in a file": ("ca.crt", None), "in a folder": (None, str(tmp_path)), "nowhere": (None, None)}
    cafile, capath = store[kept]
    paths = SimpleNamespace(cafile=cafile, capath=capath)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: paths)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("UV_SYSTEM_CERTS", raising=False)
    said = prepare.run("sh", "-c", "echo $UV_SYSTEM_CERTS", say="ask")
    assert said.strip() == ("" if kept == "nowhere" else "1")


def test_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / ".venv" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("ten years", encoding="utf-8")
    with pytest.raises(prepare.TroubleError, match="move it away first"):
        prepare.make_environment(precious.parent)
    assert precious.read_text(encoding="utf-8") == "ten years"


def test_built_data_that_stands_read_only_does_not_stop_a_rebuild(tmp_path: Path) -> None:
    data = tmp_path / ".venv" / "share" / "warehouse"
    data.mkdir(parents=True)
    (data / "A.duckdb").write_bytes(b"")
    data.chmod(0o555)
    prepare.remove(tmp_path / ".venv")
    assert not (tmp_path / ".venv").exists()


def test_wrong_word_is_answered_with_the_words_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare.main(["lerner"]) == 2
    assert "learner" in capsys.readouterr().err


def test_missing_browser_without_root_is_one_sentence_with_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(fetch_programs, "may_install", lambda: False)
    assert fetch_programs.main() == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Chromium" in said
    assert "sudo apt-get install chromium" in said


def test_missing_programs_are_installed_by_apt_when_root(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(fetch_programs, "missing", lambda: list(fetch_programs.PROGRAMS))
    monkeypatch.setattr(fetch_programs, "may_install", lambda: True)
    monkeypatch.setattr(fetch_programs, "apt_get", lambda *words: asked.append(words))
    fetch_programs.fetch()
    assert [words[0] for words in asked] == ["update", "install"]
    assert asked[1][-3:] == ("chromium", "libreoffice-calc-nogui", "bubblewrap")


def test_ci_prints_the_closing_line_last_and_keeps_the_status(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / ".ci"
    folder.mkdir()
    (folder / "run").write_bytes((root / ".ci" / "run").read_bytes())
    recipe = "test:\n\t@echo '===== 1 failed, 2 passed in 0.10s ====='; exit 1\n"
    (tmp_path / "Makefile").write_text(recipe, encoding="utf-8")
    done = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout.splitlines()[-1] == "===== 1 failed, 2 passed in 0.10s ====="
