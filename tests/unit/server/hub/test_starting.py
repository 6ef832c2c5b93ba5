"""How a hub's servers begin: bounded, private, quiet; and a place that one hub holds at a time."""

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fingerpost.server.hub import starting
from fingerpost.server.hub.settings import HubSettings
from fingerpost.warehouse.connection import MEMORY_VARIABLE, connect

ASKS_FOR_MUCH = """
import os, resource
try:
    held = bytearray(700 * 1024 * 1024)
except MemoryError:
    print("refused")
limits = [resource.getrlimit(one)[0] for one in (resource.RLIMIT_NPROC, resource.RLIMIT_CORE)]
print(oct(os.umask(0)), *limits)
"""


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    made = HubSettings(place=tmp_path, address=f"http://127.0.0.1:{starting.free_port()}")
    made.state.mkdir()
    return made


def test_port_of_a_server_that_is_yet_to_start_is_free_and_is_never_one_that_the_system_hands_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", starting.free_port()))
        taken.listen()
        other = starting.free_port()
        monkeypatch.setattr(starting, "_PORTS", (taken.getsockname()[1], other))
        assert {starting.free_port() for _ in range(20)} == {other}
    assert other < 32_768


def test_terminals_are_off_for_learners_until_one_setting_turns_them_on(settings: HubSettings) -> None:
    assert "--ServerApp.terminals_enabled=False" in starting.learners_arguments(settings)
    opened = starting.learners_arguments(replace(settings, terminals=True))
    assert "--ServerApp.terminals_enabled=True" in opened


def test_kernels_speak_over_files_and_rest_no_longer_than_the_setting(settings: HubSettings) -> None:
    words = starting.learners_arguments(replace(settings, idle_minutes=20))
    assert "--KernelManager.transport=ipc" in words
    assert "--MappingKernelManager.cull_idle_timeout=1200" in words
    assert not any("FingerpostTutor" in word for word in words)


def test_marking_stands_in_the_course_root_with_formgrader_on(settings: HubSettings) -> None:
    words = starting.marking_arguments(settings)
    assert f"--FingerpostTutor.course_root={settings.course}" in words
    assert f"--ServerApp.root_dir={settings.course}" in words
    assert not any("formgrader': False" in word for word in words)


def test_learners_process_is_bounded_and_its_files_are_private(settings: HubSettings) -> None:
    began: list[str] = []
    bounds = starting.within_bounds(
        replace(settings, memory_mb=400, processes=321), lambda: began.append("became the learner")
    )
    done = subprocess.run(
        [sys.executable, "-c", ASKS_FOR_MUCH],
        preexec_fn=bounds,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["refused", "0o77", "321", "0"]
    assert began == []  # in the child alone


def test_duckdb_is_capped_lower_where_many_share_a_machine(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(edition))
    asked = "SELECT current_setting('memory_limit')"
    assert connect().sql(asked).fetchall() == [("488.2 MiB",)]
    monkeypatch.setenv(MEMORY_VARIABLE, "256MB")
    assert connect().sql(asked).fetchall() == [("244.1 MiB",)]


def test_second_hub_of_a_place_is_told_which_process_holds_it(settings: HubSettings) -> None:
    held = starting.hold_the_place(settings)
    try:
        with pytest.raises(starting.HubRunsAlreadyError) as refused:
            starting.hold_the_place(settings)
    finally:
        os.close(held)
    assert f"runs already (process {os.getpid()}), at {settings.address}" in str(refused.value)
    os.close(starting.hold_the_place(settings))


def test_port_that_another_program_has_is_named(settings: HubSettings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(settings.address.rsplit(":", 1)[1])))
        other.listen()
        with pytest.raises(starting.HubRunsAlreadyError, match=r"cannot listen at http://127\.0\.0\.1:\d+"):
            starting.hold_the_place(settings)
