"""`fingerpost doctor` finds what goes wrong on office machines; each trouble is made here."""

import contextlib
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from fingerpost.commands.doctor import command
from fingerpost.grading.sandbox import levels
from fingerpost.server import checkup
from fingerpost.server.checkup import course, environment, machine
from fingerpost.server.checkup.finding import Finding
from fingerpost.warehouse.paths import manifest_file, warehouse_file
from learner import Learner, a_learner


@pytest.fixture(scope="module")
def someone() -> Iterator[Learner]:
    """A person whose files their own rights bind."""
    with a_learner() as person:
        yield person


def test_all_well_ends_with_status_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "LOOKS", (lambda: Finding("Python", "3.12"),))
    done = CliRunner().invoke(command)
    assert done.exit_code == 0
    assert done.output == "ok     Python: 3.12\n"


def test_trouble_ends_with_status_one_and_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "LOOKS", (lambda: Finding("Disk", "full", "empty the bin"),))
    done = CliRunner().invoke(command)
    assert done.exit_code == 1
    assert done.output == "WRONG  Disk: full\n       what to type: empty the bin\n"


def test_every_look_is_in_the_list_once() -> None:
    looks = {
        look for room in (course, environment, machine) for look in vars(room) if look.startswith("look_at")
    }
    assert [look.__name__ for look in checkup.LOOKS] == list(
        dict.fromkeys(look.__name__ for look in checkup.LOOKS)
    )
    assert {look.__name__ for look in checkup.LOOKS} == looks
    assert len(looks) >= 15


# ------------------------------------------------------------------ the environment


def test_old_python_is_named_with_what_was_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    assert "expected 3.11, 3.12 or 3.13" in environment.look_at_python().said


def test_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PACKAGES", ("pandas", "no-such-package"))
    assert environment.look_at_packages().said == "not installed: no-such-package"


def test_slow_validator_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.look_at_validator().is_fine
    (tmp_path / "rfc3987_syntax.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    assert "uninstall rfc3987-syntax" in environment.look_at_validator().remedy


def test_imports_slowed_by_a_scanner_are_told_with_words_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_IMPORTS", "import time; time.sleep(0.3)")
    assert environment.look_at_imports().is_fine
    monkeypatch.setattr(environment, "SLOW_SECONDS", 0.2)
    found = environment.look_at_imports()
    assert "virus scanner" in found.said
    assert found.remedy.startswith("ask IT")


def test_imports_that_fail_are_told_with_their_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_IMPORTS", "import no_such_thing")
    assert "No module named 'no_such_thing'" in environment.look_at_imports().said


def test_blocked_program_sends_to_python_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.look_at_programs().is_fine
    blocked = tmp_path / "bin" / "fingerpost"
    blocked.parent.mkdir()
    shutil.copy(Path(sys.executable).parent / "fingerpost", blocked)
    blocked.chmod(stat.S_IRUSR)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    found = environment.look_at_programs()
    assert "Permission denied" in found.said
    assert found.remedy.startswith("python -m fingerpost start")
    blocked.unlink()
    assert "no program" in environment.look_at_programs().said


def test_lost_lab_settings_and_extensions_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.look_at_lab().is_fine
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    found = environment.look_at_lab()
    assert "our settings for JupyterLab" in found.said
    assert "our walkthroughs" in found.said
    assert "make setup" in found.remedy


def test_kernel_of_another_python_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.look_at_kernel().is_fine
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        '{"argv": ["/opt/other/python", "-m", "ipykernel"], "display_name": "P", "language": "python"}'
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    found = environment.look_at_kernel()
    assert "/opt/other/python" in found.said
    assert found.remedy == "python -m jupyter kernelspec remove python3"


def test_level_that_marking_reaches_here_is_said() -> None:
    assert environment.look_at_sandbox().said.startswith("level full: learners' cells run in a full sandbox")


def test_machine_without_a_sandbox_is_no_fault_of_a_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "survey", lambda: levels.Ground("", ("linux",)))
    found = environment.look_at_sandbox()
    assert found.is_fine
    assert "missing: linux" in found.said
    assert "--trust" in found.said


# ------------------------------------------------------------------ the course


def test_missing_practice_data_sends_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    found = course.look_at_warehouse()
    assert str(tmp_path) in found.said
    assert found.remedy.startswith("python -m fingerpost start")
    assert "none are built" in course.look_at_edition().said


def test_another_authoritys_practice_data_under_ones_name_are_said(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (warehouse_file, manifest_file):
        place("A", tmp_path).parent.mkdir(exist_ok=True)
        shutil.copy(place("T", edition), place("A", tmp_path))
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    found = course.look_at_warehouse()
    assert "is that of authority T, under the name of authority A" in found.said
    assert found.remedy.startswith("python -m fingerpost start")


def test_file_that_is_no_warehouse_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "A.duckdb").write_bytes(b"not a database")
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    assert not course.look_at_warehouse().is_fine


def test_practice_data_that_is_there_is_counted(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(edition))
    assert "invented children" in course.look_at_warehouse().said
    assert course.look_at_warehouse().is_fine


def test_stale_lessons_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    (tmp_path / "edition.json").write_text('{"fingerpost": "0.0.1"}')
    found = course.look_at_edition()
    assert "built by fingerpost 0.0.1" in found.said
    assert not found.is_fine


def test_read_only_folder_is_found_by_someone_it_binds(someone: Learner) -> None:
    locked = someone.folder / "locked"
    locked.mkdir(mode=0o555)
    words = (
        "from pathlib import Path; from fingerpost.server.checkup.course import look_at_folder as look; "
        f"print(look(Path({str(locked)!r}) / 'fingerpost')); print(look())"
    )
    done = someone.run(someone.python, "-c", words)
    first, second = done.stdout.splitlines()
    assert "Permission denied" in first
    assert "--home FOLDER" in first
    assert "can be written" in second


def test_taken_port_is_said_and_only_a_wall_of_them_is_wrong() -> None:
    with contextlib.closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        alone = course.look_at_port(port, tries=1)
        assert alone.remedy == f"python -m fingerpost start --port {port + 1000}"
        found = course.look_at_port(port)
    assert found.is_fine
    assert f"{port} is taken" in found.said


# ------------------------------------------------------------------ the machine


def test_long_folder_and_onedrive_are_found(tmp_path: Path) -> None:
    assert machine.look_at_paths(tmp_path).is_fine
    long = Path("C:/") / ("x" * 120)
    assert "so long a name" in machine.look_at_paths(long, windows=True).said
    assert machine.look_at_paths(long, windows=False).is_fine
    synced = Path("C:/Users/me/OneDrive - Riverton Council/course")
    assert "is in OneDrive" in machine.look_at_paths(synced).said


def test_little_room_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.look_at_disk().is_fine
    monkeypatch.setattr(machine, "ROOM_NEEDED_MB", 10**9)
    assert "MB left" in machine.look_at_disk().said


def test_window_that_cannot_show_our_signs_is_found() -> None:
    words = "from fingerpost.server.checkup.machine import look_at_text; print(look_at_text())"
    surroundings = {**os.environ, "PYTHONIOENCODING": "cp437"}
    done = subprocess.run(
        [sys.executable, "-c", words], env=surroundings, capture_output=True, text=True, check=True
    )
    assert "this window's text is cp437" in done.stdout
    assert "PYTHONUTF8=1" in done.stdout
    surroundings["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run(
        [sys.executable, "-c", words], env=surroundings, capture_output=True, text=True, check=True
    )
    assert "remedy=''" in done.stdout


def test_clock_before_the_course_was_built_is_found() -> None:
    assert machine.look_at_clock().is_fine
    assert "hand-in times" in machine.look_at_clock(datetime(2001, 1, 1, tzinfo=UTC)).remedy


def test_certificate_file_that_is_not_one_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in machine.CERTIFICATE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    assert machine.look_at_certificates().is_fine
    file = tmp_path / "proxy.pem"
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    assert "unset SSL_CERT_FILE" in machine.look_at_certificates().remedy
    file.write_text("<html>sign in</html>")
    assert not machine.look_at_certificates().is_fine
    file.write_text("-----BEGIN CERTIFICATE-----\n")
    assert machine.look_at_certificates().is_fine


def test_no_browser_is_said_with_the_other_way_in(tmp_path: Path) -> None:
    words = "from fingerpost.server.checkup.machine import look_at_browser; print(look_at_browser())"
    surroundings = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", words], env=surroundings, capture_output=True, text=True, check=True
    )
    assert "--no-browser" in done.stdout
