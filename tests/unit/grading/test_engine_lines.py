"""A script's process as the grader sees it: bounds kept, lies thrown away, an end costs one cell."""

import os
import re
import shutil
import signal
import tempfile
import textwrap
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fingerpost.grading.engine.bare import open_bare_line
from fingerpost.grading.engine.line import Line
from fingerpost.grading.engine.outputs import Allowance, Outputs
from fingerpost.grading.engine.runs import Ran, Step, failed_at, run_steps
from fingerpost.grading.engine.stage import Stage
from fingerpost.grading.engine.warm import EngineFaultError, WarmParent
from fingerpost.grading.engine.written import bounded
from fingerpost.grading.sandbox.levels import survey
from fingerpost.grading.sandbox.limits import Limits

QUICK = Limits(cell_seconds=2.0, script_seconds=60.0)


@pytest.fixture(scope="module")
def parent() -> Iterator[WarmParent]:
    made = WarmParent(survey().level)
    yield made
    made.close()


def _run(parent: WarmParent, *sources: str, limits: Limits = QUICK) -> Ran:
    open_line = partial(parent.open_line, data=None, files=(), authority="A", limits=limits)
    deadline = time.monotonic() + limits.script_seconds
    return run_steps(_steps(sources), open_line, limits=limits, deadline=deadline)


def _steps(sources: tuple[str, ...]) -> list[Step]:
    return [Step(source, f"task_{at}", ("answer",)) for at, source in enumerate(sources)]


def _value(ran: Ran, at: int) -> object:
    return ran.taken[at].values.get("answer", {}).get("value")


def test_values_are_taken_right_after_their_cell(parent: WarmParent) -> None:
    ran = _run(parent, "answer = 1", "answer = 2")
    assert (_value(ran, 0), _value(ran, 1)) == (1, 2)


def _read_and_unread(parent: WarmParent, *sources: str) -> dict[bool, Ran]:
    """Return what cells made where somebody reads what they show, and where nobody does."""
    open_line = partial(parent.open_line, data=None, files=(), authority="B", limits=QUICK)
    told = {}
    for is_read in (True, False):
        deadline = time.monotonic() + QUICK.script_seconds
        told[is_read] = run_steps(
            _steps(sources), open_line, limits=QUICK, deadline=deadline, is_read=is_read
        )
    return told


def test_what_nobody_reads_is_neither_formatted_nor_sent(parent: WarmParent) -> None:
    shows = "class Shown:\n    asked = 0\n    def _repr_html_(self):\n        Shown.asked += 1\n"
    told = _read_and_unread(parent, shows + "Shown()", "display(Shown())\nanswer = Shown.asked")
    assert (_value(told[True], 1), _value(told[False], 1)) == (2, 0)
    assert ([len(told[True].outputs[at]) for at in (0, 1)], told[False].outputs) == ([1, 1], {0: [], 1: []})


def test_chart_is_proved_once_a_script_and_is_the_same_where_nobody_reads(parent: WarmParent) -> None:
    drawn = "import altair as alt\nanswer = alt.Chart({'values': [{'a': 1}]}).mark_bar().encode(y='a:Q')"
    told = _read_and_unread(parent, drawn, "answer = alt.Chart({'values': []}).mark_bar(size='tall')")
    charts = [told[is_read].taken[0].values["answer"] for is_read in (True, False)]
    assert charts[0]["kind"] == "chart"
    assert charts[0] == charts[1]
    assert told[True].taken[1].attempt.error == "SchemaValidationError"
    assert told[False].taken[1].attempt.error == ""


def test_traceback_has_the_cells_lines_and_of_libraries_the_place_alone(parent: WarmParent) -> None:
    ran = _run(
        parent, "import pandas as pd\n\ndef take(table):\n    return table['b']\n\ntake(pd.DataFrame())"
    )
    (shown,) = ran.outputs[0]
    text = "\n".join(shown["traceback"])
    assert "----> 6 take(pd.DataFrame())" in text
    assert "----> 4     return table['b']" in text
    assert re.search(r"pandas/core/frame\.py:\d+, in DataFrame\.__getitem__\(self, key\)", text)
    assert "get_loc" in text
    assert "indexer =" not in text, "no line of pandas' own"
    assert (shown["ename"], text.splitlines()[-1]) == ("KeyError", "KeyError: 'b'")


def test_traceback_of_a_function_that_calls_itself_for_ever_is_short(parent: WarmParent) -> None:
    ran = _run(parent, "def again(n):\n    return again(n + 1)\n\nagain(0)")
    (shown,) = ran.outputs[0]
    assert shown["ename"] == "RecursionError"
    assert len("\n".join(shown["traceback"]).splitlines()) < 200


def test_error_that_nobody_reads_is_told_and_not_put_into_words(parent: WarmParent) -> None:
    open_line = partial(parent.open_line, data=None, files=(), authority="B", limits=QUICK)
    deadline = time.monotonic() + QUICK.script_seconds
    steps = _steps(("1 / 0", "answer = 3"))
    ran = run_steps(steps, open_line, limits=QUICK, deadline=deadline, is_read=False)
    assert (ran.taken[0].attempt.error, ran.taken[0].attempt.error_text) == (
        "ZeroDivisionError",
        "division by zero",
    )
    assert ran.outputs[0] == []
    assert _value(ran, 1) == 3


ALREADY_DONE = {
    "every name of fingerpost is imported": """
        import sys
        answer = "fingerpost.walkthroughs.theme" in sys.modules
    """,
    "Altair has its classes by schema": """
        import altair as alt
        from altair.utils import schemapi
        asked = []
        as_it_was = schemapi._FromDict.hash_schema
        schemapi._FromDict.hash_schema = staticmethod(lambda *told: asked.append(1) or as_it_was(*told))
        alt.Chart().mark_bar().encode(x="month:T", y="children:Q")
        answer = len(asked) < 100  # of 500 classes, for each of the two columns
    """,
    "Python knows each module's file": """
        import inspect, sys
        answer = "stack_data" in sys.modules and len(inspect.modulesbyfile) > 1_000
    """,
    "narwhals knows its plugins": """
        from narwhals import plugins
        answer = plugins._discover_entrypoints.cache_info().currsize == 1
    """,
    "what the warm parent holds is no garbage collector's business": """
        import gc
        answer = gc.get_freeze_count() > 50_000 > len(gc.get_objects())
    """,
}


@pytest.mark.parametrize("look", ALREADY_DONE.values(), ids=ALREADY_DONE)
def test_script_finds_done_what_every_script_would_do_first(parent: WarmParent, look: str) -> None:
    assert _value(_run(parent, textwrap.dedent(look)), 0) is True


def test_script_finds_nothing_of_the_rehearsal(parent: WarmParent) -> None:
    (taken,) = _run(parent, "import sys\nanswer = getattr(sys, 'last_value', None) is None").taken.values()
    assert taken.values["answer"]["value"] is True
    assert dict(taken.attempt.names) == {"answer": "bool"}


def test_warm_parent_lies_in_huge_pages(parent: WarmParent) -> None:
    told = Path(f"/proc/{parent._process.pid}/smaps_rollup").read_text(encoding="utf-8")
    huge = re.search(r"AnonHugePages: +(\d+) kB", told)
    if tuple(map(int, os.uname().release.split(".")[:2])) < (6, 1) or huge is None:
        pytest.skip("this kernel puts no pages together when asked")
    assert int(huge[1]) > 20_000


def test_error_stays_in_its_cell(parent: WarmParent) -> None:
    ran = _run(parent, "answer = 1", "1 / 0", "answer = 3")
    assert ran.taken[1].attempt.error == "ZeroDivisionError"
    assert ran.outputs[1][0]["ename"] == "ZeroDivisionError"
    assert _value(ran, 2) == 3


def test_rich_output_arrives_in_order(parent: WarmParent) -> None:
    ran = _run(parent, "print('one')\nimport pandas as pd\npd.DataFrame({'a': [1]})")
    assert [output["output_type"] for output in ran.outputs[0]] == ["stream", "execute_result"]
    assert "<table" in ran.outputs[0][1]["data"]["text/html"]


@pytest.mark.parametrize(
    "end",
    [
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
        "import os, signal; os.abort()",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException: pass",
    ],
    ids=["exit", "segfault", "abort", "deaf loop", "loop that catches all"],
)
def test_cell_that_ends_its_process_costs_itself_only(parent: WarmParent, end: str) -> None:
    ran = _run(parent, "answer = 1", end, "answer = 3")
    assert (_value(ran, 0), _value(ran, 1), _value(ran, 2)) == (1, None, 3)
    assert ran.processes == 2


def test_endless_loop_is_interrupted_and_the_same_process_goes_on(parent: WarmParent) -> None:
    ran = _run(parent, "answer = 1", "while True: pass", "answer += 2")
    assert ran.taken[1].attempt.error == "KeyboardInterrupt"
    assert _value(ran, 2) == 3
    assert ran.processes == 1


def test_script_has_an_end_whatever_its_cells_do(parent: WarmParent) -> None:
    began = time.monotonic()
    ran = _run(
        parent, *["import time; time.sleep(60)"] * 6, limits=Limits(cell_seconds=2.0, script_seconds=3.0)
    )
    assert len(ran.taken) <= 2, "the first may take two seconds and the second what is left of three"
    assert time.monotonic() - began < 10


def test_output_is_cut_at_a_megabyte_and_the_grader_stays_small(parent: WarmParent) -> None:
    ran = _run(parent, "print('x' * 30_000_000)", "answer = 2")
    shown = sum(len(str(output)) for output in ran.outputs[0])
    assert shown < 1_100_000
    assert "the rest is left out" in str(ran.outputs[0][-1])
    assert _value(ran, 1) == 2


def test_many_loud_cells_share_one_allowance(parent: WarmParent) -> None:
    limits = Limits(cell_seconds=5.0, cell_output_bytes=100_000, script_output_bytes=250_000)
    ran = _run(parent, *["print('y' * 90_000)"] * 5, limits=limits)
    assert sum(len(str(outputs)) for outputs in ran.outputs.values()) < 300_000


def test_answer_that_the_cell_wrote_itself_is_thrown_away(parent: WarmParent) -> None:
    forged = (
        "import json, os, struct\n"
        "body = json.dumps({'kind': 'done', 'id': 'x', 'error': '', 'error_text': '', 'names': {},"
        " 'values': {'answer': {'kind': 'scalar', 'value': 99}}}).encode()\n"
        "for fd in range(3, 40):\n"
        "    try: os.write(fd, struct.pack('!I', len(body)) + body)\n"
        "    except OSError: pass\n"
        "answer = 1"
    )
    assert _value(_run(parent, forged), 0) == 1


def test_frame_of_false_length_ends_that_script_only(parent: WarmParent) -> None:
    lie = "import os\nfor fd in range(3, 40):\n    try: os.write(fd, b'\\xff' * 99)\n    except OSError: pass"
    assert _value(_run(parent, lie, "answer = 2"), 1) == 2
    assert _value(_run(parent, "answer = 5"), 0) == 5


def test_text_that_no_file_can_hold_is_made_writable(parent: WarmParent) -> None:
    ran = _run(
        parent,
        "print('\\ud800')\nfrom IPython.display import display\ndisplay({'text/plain': '\\udfff'}, raw=True)",
    )
    str(ran.outputs[0]).encode("utf-8")


def test_attack_leaves_an_honest_script_after_it_alone(parent: WarmParent) -> None:
    _run(
        parent,
        "import builtins, json, pandas, os\nbuiltins.sum = lambda *_: 0\njson.dumps = lambda *_: '{}'\n"
        "pandas.DataFrame.sum = lambda *_: 0\nopen('sitecustomize.py', 'w').write('1/0')\n"
        "os.makedirs(os.path.expanduser('~/.ipython/profile_default/startup'), exist_ok=True)\n"
        "open(os.path.expanduser('~/.ipython/profile_default/startup/a.py'), 'w').write('answer = 0')",
    )
    ran = _run(
        parent, "import pandas as pd\nanswer = int(pd.DataFrame({'a': [1, 2]}).sum().iloc[0]) + sum([1])"
    )
    assert _value(ran, 0) == 4


def test_two_scripts_do_not_share_random_numbers(parent: WarmParent) -> None:
    source = "import random, numpy\nanswer = [random.random(), float(numpy.random.rand())]"
    first, second = (_run(parent, source).taken[0].values["answer"] for _ in range(2))
    assert first != second


def test_cells_not_worth_a_second_run_are_named(parent: WarmParent) -> None:
    ran = _run(parent, "answer = 1", "while True: pass", "answer = 2\n1 / 0", "del answer\n1 / 0")
    assert failed_at(_steps(("", "", "", "")), ran) == {1, 3}


def test_bare_process_gives_the_same_values_and_outputs(parent: WarmParent) -> None:
    sources = ("print('hello')\nanswer = [1, 2]", "1 / 0", "answer = {'a': 1.5}")
    deadline = time.monotonic() + 60
    bare = run_steps(
        _steps(sources),
        lambda: open_bare_line(data=None, files=(), authority="A"),
        limits=QUICK,
        deadline=deadline,
    )
    walled = _run(parent, *sources)
    assert [taken.values for taken in bare.taken.values()] == [
        taken.values for taken in walled.taken.values()
    ]
    assert bare.outputs[0] == walled.outputs[0]


def test_process_that_cannot_be_locked_in_is_a_fault_of_ours(parent: WarmParent) -> None:
    def open_line() -> Line:
        return parent.open_line(
            data=None, files=(parent.stage.folder / "nowhere",), authority="A", limits=QUICK
        )

    with pytest.raises(EngineFaultError, match="could not be locked in"):
        run_steps(_steps(("answer = 1",)), open_line, limits=QUICK, deadline=time.monotonic() + 60)


@pytest.mark.parametrize(
    ("points", "written"),
    [
        (2.5, "2.5"), (3, "3"), (0.0, "0"), (-1, "0"), (9, "4"), (float("nan"), "0"), (float("inf"), "0"),
        ("4", "0"), (None, "0"), (True, "0"), (1 / 3, "0.33"),
    ],
)  # fmt: skip
def test_points_are_written_as_nbgrader_must_read_them(points: object, written: str) -> None:
    assert bounded(points, 4.0) == written


@pytest.mark.parametrize(
    "frame",
    [
        {"kind": "stream", "name": "stdout", "text": 7},
        {"kind": "result", "data": [1], "metadata": 3},
        {"kind": "result", "data": {"text/plain": {"a": 1}, "text/html": None}},
        {"kind": "error", "traceback": "no list"},
        {"kind": "unknown"},
        {},
    ],
)
def test_malformed_frame_becomes_a_valid_output_or_nothing(frame: dict[str, object]) -> None:
    from nbformat import from_dict, v4, validate  # noqa: PLC0415 - only this test needs it

    outputs = Outputs(Allowance(1000), Allowance(1000))
    outputs.add(frame)
    cell = v4.new_code_cell("1", outputs=[from_dict(output) for output in outputs.held])
    validate(v4.new_notebook(cells=[cell]))


def test_stage_of_a_grader_that_was_killed_is_removed_by_the_next() -> None:
    child = os.fork()
    if child == 0:
        Stage()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    left = f"fingerpost-stage-{child}-*"
    assert list(Path(tempfile.gettempdir()).glob(left))
    Stage().close()
    assert list(Path(tempfile.gettempdir()).glob(left)) == []


def test_stages_that_another_grader_removes_meanwhile_are_no_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    left = [tmp_path / f"fingerpost-stage-{child}-{name}" for name in ("one", "two")]
    for folder in left:
        folder.mkdir()
    really = shutil.rmtree

    def as_two_graders_would(_one: Path, *, ignore_errors: bool) -> None:
        for folder in left:
            really(folder, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", as_two_graders_would)
    stage = Stage()
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == [stage.folder]
    stage.close()
