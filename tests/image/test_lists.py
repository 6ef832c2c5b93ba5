"""The hash-locked lists and the environment files that follow from them."""

import re
from pathlib import Path

import prepare
import pytest
import write_environment
import write_locks

LISTS = [lock.file for lock in write_locks.LOCKS]
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ ;\\]+)(?: ; ([^\\]+?))? \\$")
LEARNERS_NEED = {
    *("jupyterlab", "nbgrader", "pandas", "altair", "ipywidgets", "anywidget", "duckdb", "jupytext"),
    *("holidays", "icalendar", "python-calamine", "xlsxwriter", "click", "rich", "hatchling"),
}


def pins(file: Path) -> dict[str, str]:
    """Return package name -> marker (empty: always) of a hashed list."""
    found = [PIN.match(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {pin[1]: pin[3] or "" for pin in found if pin}


def test_every_list_and_environment_file_follows_from_pyproject() -> None:
    assert write_locks.what_is_stale() == []


@pytest.mark.parametrize("name", LISTS)
def test_list_says_its_day_and_no_address_of_an_index_or_a_machine(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert re.search(r"^# As of: \d{4}-\d\d-\d\d$", text, flags=re.MULTILINE)
    assert not re.search(r"https?:|file:|--index|--find-links|/tmp|/home|/root|/opt", text)


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_a_list_is_an_exact_pin_with_hashes(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    starts = [line for line in text.splitlines() if line[:1].isalnum()]
    assert starts
    assert all(PIN.match(line) for line in starts)
    assert all("--hash=sha256:" in part for part in re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:])


def test_learners_list_holds_what_lessons_rest_on(root: Path) -> None:
    assert set(pins(root / "requirements.lock")) >= LEARNERS_NEED


def test_learners_list_leaves_out_what_only_a_hub_or_a_builder_needs(root: Path) -> None:
    assert not set(pins(root / "requirements.lock")) & {"jupyterhub", "pyarrow", "ruff", "playwright"}


def test_what_only_one_system_needs_is_marked_so(root: Path) -> None:
    learner = pins(root / "requirements.lock")
    assert {name: learner[name] for name in ("colorama", "pywinpty", "appnope")} == {
        "colorama": "sys_platform == 'win32'",
        "pywinpty": "os_name == 'nt'",
        "appnope": "sys_platform == 'darwin'",
    }


@pytest.mark.parametrize(
    "name", ["requirements-tutor.lock", "requirements-dev.lock", "binder/hub/requirements-hub.lock"]
)
def test_longer_lists_agree_with_the_learners(name: str, root: Path) -> None:
    def exact(file: str) -> set[str]:
        """Return name and version; a longer list may need on every system what learners need on some."""
        lines = (root / file).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if PIN.match(line)}

    assert exact("requirements.lock") <= exact(name)


def test_changed_requirement_makes_its_lists_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ["pyproject.toml", *LISTS]:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((write_locks.ROOT / name).read_bytes())
    asked = tmp_path / "pyproject.toml"
    asked.write_text(asked.read_text(encoding="utf-8").replace('"nh3>=', '"nh3>'), encoding="utf-8")
    monkeypatch.setattr(write_locks, "ROOT", tmp_path)
    assert write_locks.what_is_stale() == [
        *("requirements-tutor.lock", "requirements-dev.lock", "binder/hub/requirements-hub.lock")
    ]


def test_environment_file_settles_what_depends_on_python_and_keeps_what_depends_on_the_system() -> None:
    lock = (
        "numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:00\n"
        "numpy==2.5.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:00\n"
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
    )
    lines = write_environment.text_from(lock).splitlines()
    assert lines[-2:] == ["      - numpy==2.5.5", "      - colorama==0.4.6 ; sys_platform == 'win32'"]


def test_environment_file_names_python_in_the_form_that_binder_reads(root: Path) -> None:
    text = (root / "environment.yml").read_text(encoding="utf-8")
    assert "\n  - python=3.12\n" in text
    assert not re.search(r"^\s+- (-r|-c|--)", text, flags=re.MULTILINE)
    assert "hash" not in text


def test_trouble_in_resolving_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_network(*_words: object, say: str) -> str:
        raise prepare.TroubleError(f"Could not {say}: no network")

    monkeypatch.setattr(prepare, "make_uv", lambda: Path("uv"))
    monkeypatch.setattr(prepare, "run", no_network)
    assert write_locks.main(["2026-11-21"]) == 1
    assert capsys.readouterr().err == "Could not resolve requirements.lock: no network\n"
