"""A notebook runs again from the top in a new process; what goes off costs its own cell and no other."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from fingerpost.grading import runs
from fingerpost.grading.catalogue import ModuleChecks
from fingerpost.grading.judge import Taken
from fingerpost.grading.runs import ENDED, Place, RunnerMissingError, run_script
from fingerpost.grading.script import ScriptCell

pytestmark = pytest.mark.usefixtures("quick_runner")

WHERE = 'import os; starters = os.environ["FINGERPOST_AUTHORITY"]'


@pytest.fixture
def place(course_root: Path) -> Place:
    return Place("B", course_root)


def _run(
    cells: Sequence[ScriptCell], checks: ModuleChecks, place: Place, seconds: float = 10
) -> dict[str, Taken]:
    return run_script(cells, checks.tasks, place, cell_seconds=seconds)


def _value(taken: Taken, name: str) -> object:
    return taken.values[name].get("value")


def test_cells_share_names_and_know_the_authority_of_their_process(
    checks: ModuleChecks, place: Place
) -> None:
    cells = [
        ScriptCell("x = 20"),
        ScriptCell(WHERE, "starters"),
        ScriptCell("finishers = x + 1", "finishers"),
        ScriptCell("starters = finishers = 0"),
    ]
    taken = _run(cells, checks, place)
    assert (_value(taken["starters"], "starters"), _value(taken["finishers"], "finishers")) == ("B", 21)


def test_errors_and_half_lines_cost_their_own_cell(checks: ModuleChecks, place: Place) -> None:
    cells = [
        ScriptCell("1 / 0"),
        ScriptCell("finishers = (", "finishers"),
        ScriptCell("import sys; sys.exit()"),
        ScriptCell("starters = 3", "starters"),
    ]
    taken = _run(cells, checks, place)
    assert _value(taken["starters"], "starters") == 3
    assert taken["finishers"].attempt.error == "SyntaxError"


def test_first_answer_of_a_task_counts(checks: ModuleChecks, place: Place) -> None:
    cells = [ScriptCell("starters = 1", "starters"), ScriptCell("starters = 2", "starters")]
    assert _value(_run(cells, checks, place)["starters"], "starters") == 1


def test_endless_loop_is_interrupted_and_the_rest_goes_on(checks: ModuleChecks, place: Place) -> None:
    cells = [ScriptCell("while True: pass", "finishers"), ScriptCell("starters = 3", "starters")]
    taken = _run(cells, checks, place, seconds=1)
    assert taken["finishers"].attempt.error == "KeyboardInterrupt"
    assert _value(taken["starters"], "starters") == 3


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("import os; os._exit(0)", ENDED),
        ("import os; os.kill(os.getpid(), 9)", ENDED),
        ("import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass", "TimeLimit"),
    ],
)
def test_cell_that_ends_or_holds_the_process_is_left_out_and_the_others_run_again(
    checks: ModuleChecks, place: Place, source: str, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_GRACE_SECONDS", 0.5)
    cells = [
        ScriptCell("starters = 3", "starters"),
        ScriptCell(source, "finishers"),
        ScriptCell("x = starters + 1"),
    ]
    taken = _run(cells, checks, place, seconds=1)
    assert taken["finishers"].attempt.error == error
    assert _value(taken["starters"], "starters") == 3


def test_answer_that_is_too_large_is_said_and_does_not_fill_the_pipe(
    checks: ModuleChecks, place: Place
) -> None:
    cells = [
        ScriptCell("starters = ['x' * 1000] * 40_000", "starters"),
        ScriptCell("print('y' * 5_000_000); finishers = 1", "finishers"),
    ]
    taken = _run(cells, checks, place)
    assert taken["starters"].values["starters"]["kind"] == "unreadable"
    assert _value(taken["finishers"], "finishers") == 1


def test_replaced_serializer_claims_for_its_own_task_and_for_no_other(
    checks: ModuleChecks, place: Place
) -> None:
    hostile = """
import json
told = json.dumps
claim = {word: {"kind": "scalar", "type": "int", "value": 4} for word in ("starters", "finishers")}
json.dumps = lambda said, **options: told({**said, "values": claim}, **options)
"""
    taken = _run([ScriptCell(hostile), ScriptCell("finishers = 1", "finishers")], checks, place)
    assert "starters" not in taken
    assert _value(taken["finishers"], "finishers") == 4


def test_lines_written_into_the_pipe_cost_the_cell_that_wrote_them(
    checks: ModuleChecks, place: Place
) -> None:
    forged = """
import os
for descriptor in range(3, 20):
    try:
        os.write(descriptor, b'{"id": 9, "values": {}}\\n')
    except OSError:
        pass
"""
    taken = _run([ScriptCell(forged), ScriptCell("starters = 3", "starters")], checks, place, seconds=5)
    assert _value(taken["starters"], "starters") == 3


def test_process_knows_no_token_home_or_folder_of_the_marker(
    checks: ModuleChecks, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    cells = [
        ScriptCell("import os; starters = sorted(os.environ)", "starters"),
        ScriptCell("finishers = [os.environ['HOME'], os.getcwd()]", "finishers"),
    ]
    taken = _run(cells, checks, place)
    assert "JUPYTERHUB_API_TOKEN" not in str(taken["starters"].values)
    held: Any = taken["finishers"].values["finishers"]["values"]
    assert held[0] == held[1] != os.environ.get("HOME")


def test_cells_to_skip_are_not_run_and_their_task_has_no_value(checks: ModuleChecks, place: Place) -> None:
    cells = [ScriptCell("starters = 3", "starters"), ScriptCell("finishers = 4", "finishers")]
    taken = run_script(cells, checks.tasks, place, skip=lambda cell: cell.word == "starters")
    assert taken["starters"].values == {}
    assert _value(taken["finishers"], "finishers") == 4


def test_script_that_takes_all_its_time_leaves_the_other_tasks_without_a_value(
    checks: ModuleChecks, place: Place
) -> None:
    cells = [ScriptCell("import time; time.sleep(60)"), ScriptCell("starters = 3", "starters")]
    taken = run_script(cells, checks.tasks, place, cell_seconds=1, script_seconds=0.5)
    assert (taken["starters"].values, taken["starters"].attempt.error) == ({}, "TimeLimit")


def test_run_leaves_no_process_and_no_folder(
    checks: ModuleChecks, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    source = "import subprocess; starters = subprocess.Popen(['sleep', '60']).pid"
    taken = _run([ScriptCell(source, "starters")], checks, place)
    child = int(str(_value(taken["starters"], "starters")))
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or " Z " in state.read_text(encoding="utf-8")
    assert not list(tmp_path.glob("fingerpost-run-*"))


def test_runner_that_does_not_start_is_said(
    checks: ModuleChecks, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(RunnerMissingError, match="did not start"):
        _run([ScriptCell("starters = 3", "starters")], checks, place)


def test_charts_are_warmed_up_only_where_a_cell_names_them() -> None:
    assert "altair" not in runs._libraries_of([ScriptCell("import pandas as pd")])
    assert "altair" in runs._libraries_of([ScriptCell("import altair as alt")])
