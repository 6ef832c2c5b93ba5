"""What an administrator copies from the pages: commands that exist, Python that compiles, true names."""

import ast
import re
from pathlib import Path

import pytest
from fingerpost.commands.hub import command
from fingerpost.server.hub import starting
from fingerpost.server.hub.settings import HubSettings

HUB = Path(__file__).resolve().parents[2] / "binder" / "hub"


@pytest.fixture(scope="module")
def page() -> str:
    return (HUB / "VM.md").read_text(encoding="utf-8")


def test_every_command_of_the_hub_on_the_page_is_one(page: str) -> None:
    typed = set(re.findall(r"fingerpost hub ([a-z-]+)", page))
    assert typed == set(command.commands) - {"lay-out"}  # building lays out as well


def test_python_for_another_hub_compiles_and_starts_what_ours_starts(page: str) -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    told = {
        ast.unparse(line.targets[0]): ast.literal_eval(line.value)
        for line in ast.parse(block).body
        if isinstance(line, ast.Assign)
    }
    assert told["c.Spawner.cmd"][1:] == starting.LEARNERS_SERVER[1:]
    assert set(told["c.Spawner.args"]) <= set(starting.learners_arguments(HubSettings()))
    assert told["c.Spawner.default_url"] == starting.START_ADDRESS
    around = told["c.Spawner.environment"]
    assert around["FINGERPOST_DATA"] == str(HubSettings().edition)
    assert around["JUPYTER_CONFIG_PATH"] == str(HubSettings().jupyter)


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
