"""What JupyterLab is told when we start it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fingerpost.commands import start
from fingerpost.server.launch import (
    DEFAULT_PORT,
    PortInUseError,
    PortNotAllowedError,
    lab_arguments,
    refuse_port,
)


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_lab_listens_on_this_machine_alone_and_asks_nobody_for_news() -> None:
    arguments = lab_arguments(Path("home"), port=None, browser=False)
    assert "--ServerApp.ip=127.0.0.1" in arguments
    assert "--LabApp.news_url=None" in arguments
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in arguments
    assert not any("token" in argument for argument in arguments)  # Jupyter's own random token stays


def test_tutors_parts_of_nbgrader_are_off_for_learners() -> None:
    off = next(word for word in lab_arguments(Path("home"), port=None, browser=True) if "jpserver" in word)
    assert "'nbgrader.server_extensions.formgrader': False" in off
    assert "'nbgrader.server_extensions.course_list': False" in off
    assert "assignment_list" not in off


def test_tutors_lab_opens_at_the_marking_page_and_has_formgrader() -> None:
    words = lab_arguments(Path("my-course"), port=None, browser=True, tutor=True)
    assert "--LabApp.default_url=/fingerpost/marking" in words
    assert "--FingerpostTutor.course_root=my-course" in words
    off = next(word for word in words if "jpserver" in word)
    assert "formgrader" not in off
    assert "'nbgrader.server_extensions.course_list': False" in off
    assert not any("FingerpostTutor" in word for word in lab_arguments(Path("home"), port=None, browser=True))


def test_what_is_said_to_a_kernel_is_encrypted_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    encrypted = "--KernelManager.transport_encryption=auto"
    monkeypatch.setattr("zmq.has", lambda _feature: True)
    assert encrypted in lab_arguments(Path("home"), port=None, browser=True)
    monkeypatch.setattr("zmq.has", lambda _feature: False)
    assert encrypted not in lab_arguments(Path("home"), port=None, browser=True)


def test_lab_opens_at_start_here() -> None:
    assert "--LabApp.default_url=/lab/tree/Start%20here.md" in lab_arguments(
        Path("home"), port=None, browser=True
    )


def test_root_is_allowed_only_when_we_are_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getuid", lambda: 1000)
    assert "--allow-root" not in lab_arguments(Path("home"), port=None, browser=True)
    monkeypatch.setattr("os.getuid", lambda: 0)
    assert "--allow-root" in lab_arguments(Path("home"), port=None, browser=True)


def test_a_port_that_was_asked_for_is_not_swapped_in_silence() -> None:
    assert "--ServerApp.port_retries=0" in lab_arguments(Path("home"), port=8899, browser=True)
    assert "--ServerApp.port_retries=0" not in lab_arguments(Path("home"), port=None, browser=True)


def test_a_busy_port_gets_one_sentence_with_the_next_thing_to_type(busy_port: int) -> None:
    with pytest.raises(PortInUseError, match=f"fingerpost start --port {busy_port + 1}"):
        refuse_port(busy_port)


def test_after_the_last_port_there_is_no_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect_ex", lambda _socket, _address: 0)
    with pytest.raises(PortInUseError, match=f"fingerpost start --port {DEFAULT_PORT}"):
        refuse_port(65535)


def test_a_port_kept_for_the_system_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_socket: socket.socket, _address: tuple[str, int]) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("socket.socket.bind", refuse)
    with pytest.raises(PortNotAllowedError, match="Port 80 is kept for the system"):
        refuse_port(80)


def test_a_free_port_is_not_refused(busy_port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    assert port != busy_port
    refuse_port(port)


def test_start_refuses_a_busy_port_before_it_builds_anything(busy_port: int, tmp_path: Path) -> None:
    arguments = ["--port", str(busy_port), "--home", str(tmp_path / "home")]
    outcome = CliRunner().invoke(start.command, arguments)
    assert isinstance(outcome.exception, PortInUseError)
    assert not (tmp_path / "home").exists()


IMPORTS = "import os; {}; print(os.environ['PATH'])"
PLAINLY = "import jupyterlab.labapp"
OURS = "from fingerpost.server.launch import import_lab; assert import_lab().name == 'lab'"


def test_node_is_not_asked_when_jupyterlab_is_imported_and_the_path_is_as_it_was(tmp_path: Path) -> None:
    """The plain import shows that JupyterLab still asks; once it does not, `import_lab` can go."""
    node, asked = tmp_path / "node", tmp_path / "asked"
    node.write_text(f"#!/bin/sh\necho asked >> {asked}\n", encoding="utf-8")
    node.chmod(0o755)
    path = os.pathsep.join([str(tmp_path), "/usr/bin", "/bin"])
    for words, is_asked in ((OURS, False), (PLAINLY, True)):
        done = subprocess.run(
            [sys.executable, "-c", IMPORTS.format(words)],
            env={"PATH": path, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == path
        assert asked.exists() == is_asked
