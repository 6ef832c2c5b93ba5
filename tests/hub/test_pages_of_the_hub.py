"""What an administrator copies from the pages: commands that exist, Python that compiles, true names."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from chart_values import faults
from fingerpost.commands.hub import command
from fingerpost.server.hub import starting
from fingerpost.server.hub.settings import HubSettings

HUB = Path(__file__).resolve().parents[2] / "binder" / "hub"
KNOWN = tomllib.loads(Path(__file__).with_name("systemd_keys.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page() -> str:
    return (HUB / "VM.md").read_text(encoding="utf-8")


def test_every_command_of_the_hub_on_the_page_is_one(page: str) -> None:
    typed = set(re.findall(r"fingerpost hub ([a-z-]+)", page))
    assert typed == set(command.commands) - {"lay-out"}  # building lays out as well


@pytest.fixture(scope="module")
def told(page: str) -> dict[str, dict[str, Any]]:
    """What the page's Python for The Littlest JupyterHub sets, by class and name."""
    (block,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    found: dict[str, dict[str, Any]] = {}
    for line in ast.parse(block).body:
        assert isinstance(line, ast.Assign)
        _c, owner, name = ast.unparse(line.targets[0]).split(".")
        found.setdefault(owner, {})[name] = ast.literal_eval(line.value)
    return found


def test_python_for_another_hub_compiles_and_starts_what_ours_starts(
    told: dict[str, dict[str, Any]],
) -> None:
    spawner = told["Spawner"]
    assert spawner["cmd"][1:] == starting.LEARNERS_SERVER[1:]
    assert set(spawner["args"]) <= set(starting.learners_arguments(HubSettings()))
    assert spawner["default_url"] == starting.START_ADDRESS
    around = spawner["environment"]
    assert around["FINGERPOST_DATA"] == str(HubSettings().edition)
    assert around["JUPYTER_CONFIG_PATH"] == str(HubSettings().jupyter)


def test_a_learner_as_a_whole_is_bounded_there_by_settings_that_its_spawner_has(
    told: dict[str, dict[str, Any]],
) -> None:
    assert list(faults(told, KNOWN)) == []
    bounds = told["SystemdSpawner"]
    assert (bounds["mem_limit"], bounds["unit_extra_properties"]["MemorySwapMax"]) == ("1G", "0")
    assert bounds["unit_extra_properties"]["TasksMax"] == str(HubSettings().processes)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("mem_limits", "1G", "SystemdSpawner.mem_limits is no key there; did you mean mem_limit?"),
        ("mem_limit", "one gigabyte", "SystemdSpawner.mem_limit takes size"),
        ("unit_extra_properties", {"TasksMax": 400}, "unit_extra_properties.TasksMax takes text, found 400"),
    ],
)
def test_slip_in_those_settings_is_named(name: str, value: object, said: str) -> None:
    (fault,) = faults({"SystemdSpawner": {name: value}}, KNOWN)
    assert said in fault


def test_groups_and_account_on_the_page_are_those_of_the_settings(page: str) -> None:
    ours = HubSettings()
    for group in (ours.learners, ours.tutors, ours.administrators):
        assert f"groupadd {group}" in page
    assert f"/usr/sbin/nologin {ours.marking}" in page


def test_service_of_the_machine_starts_files_that_are_there(page: str) -> None:
    (started,) = re.findall(r"^   ExecStart=(.*)$", page, re.MULTILINE)
    config = started.rsplit(" ", 1)[1].removeprefix("/opt/fingerpost/")
    assert (HUB.parents[1] / config).is_file()
    assert ".venv-hub/bin/python -m jupyterhub" in started
