"""`fingerpost doctor` says what is wrong and what to type."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from fingerpost.commands import doctor
from fingerpost.grading.sandbox import levels


def test_all_well_ends_with_status_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LOOKS", (lambda: doctor.Finding("Python", "3.12"),))
    done = CliRunner().invoke(doctor.command)
    assert done.exit_code == 0
    assert done.output == "ok     Python: 3.12\n"


def test_trouble_ends_with_status_one_and_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LOOKS", (lambda: doctor.Finding("Disk", "full", "empty the bin"),))
    done = CliRunner().invoke(doctor.command)
    assert done.exit_code == 1
    assert done.output == "WRONG  Disk: full\n       what to type: empty the bin\n"


def test_missing_practice_data_sends_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    found = doctor.look_at_warehouse()
    assert not found.is_fine
    assert str(tmp_path) in found.said
    assert found.remedy.startswith("fingerpost start")


def test_lost_lab_settings_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    found = doctor.look_at_lab()
    assert "our settings for JupyterLab" in found.said
    assert "make setup" in found.remedy


def test_unsupported_python_is_named_with_what_was_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    assert "expected 3.11, 3.12 or 3.13" in doctor.look_at_python().said


def test_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_PACKAGES", ("pandas", "no-such-package"))
    assert doctor.look_at_packages().said == "not installed: no-such-package"


def test_level_that_marking_reaches_here_is_said() -> None:
    assert doctor.look_at_sandbox().said.startswith("level full: learners' cells run in a full sandbox")


def test_machine_without_a_sandbox_is_no_fault_of_a_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "survey", lambda: levels.Ground("", ("linux",)))
    found = doctor.look_at_sandbox()
    assert found.is_fine
    assert "missing: linux" in found.said
    assert "--trust" in found.said


def test_little_room_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_ROOM_NEEDED_MB", 10**9)
    assert not doctor.look_at_disk().is_fine
