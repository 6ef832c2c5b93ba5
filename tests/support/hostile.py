"""Scripts of module 03 that try to get more than they earn, or meet bad luck: one mechanism each.

`edit` changes the honest notebook (three right answers); `lost` are the tasks that then deserve no
hidden point.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Cells = list[Any]
TASKS = ("children_by_placement", "monthly_starters", "rate_per_10k")
WORD = "monthly_starters"


@dataclass(frozen=True)
class Case:
    """One script: what it does in one line, how, and which tasks deserve no hidden point for it."""

    about: str
    edit: Callable[[Cells], object]
    lost: tuple[str, ...] = ()


def answer_cell(cells: Cells, word: str = WORD) -> Any:
    """Return the cell that answers a task."""
    return next(cell for cell in cells if cell["metadata"].get("fingerpost", {}).get("task") == word)


def _answering(source: str) -> Callable[[Cells], object]:
    return lambda cells: answer_cell(cells).update(source=source)


def _before(source: str) -> Callable[[Cells], object]:
    """Put a line above the right answer."""

    def edit(cells: Cells) -> None:
        cell = answer_cell(cells)
        cell["source"] = f"{source}\n{cell['source']}"

    return edit


def _after(source: str) -> Callable[[Cells], object]:
    def edit(cells: Cells) -> None:
        cell = answer_cell(cells)
        cell["source"] = f"{cell['source']}\n{source}"

    return edit


def _everywhere(change: Callable[[Any], object]) -> Callable[[Cells], object]:
    return lambda cells: [change(cell) for cell in cells]


def _tag_and_spoil(cells: Cells) -> None:
    answer_cell(cells).update(source="monthly_starters = 0")
    for cell in cells:
        cell["metadata"]["tags"] = ["skip-execution"]


def _worth_more(cells: Cells) -> None:
    answer_cell(cells).update(source="monthly_starters = 0")
    for cell in cells:
        if "points" in cell["metadata"].get("nbgrader", {}):
            cell["metadata"]["nbgrader"]["points"] = 100


def _false_result(cells: Cells) -> None:
    answer_cell(cells).update(source="monthly_starters = 0")
    shown = {
        "output_type": "execute_result",
        "data": {"text/plain": "3"},
        "metadata": {},
        "execution_count": 1,
    }
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"] = [shown]


def _without_tests(cells: Cells) -> None:
    cells[:] = [cell for cell in cells if not _is_test(cell)]


_NOTHING = (WORD,)
_EQUAL = (
    "class Same:\n    def __eq__(self, other): return True\n    __hash__ = None\nmonthly_starters = Same()"
)
_FRAMES = (
    "import json, os, struct\nbody = json.dumps({'kind': 'done', 'id': 'x', 'error': '', 'error_text': '',"
    " 'names': {'monthly_starters': 'Series'}, 'values': {'monthly_starters': {'kind': 'scalar', 'value': 1}}}).encode()\n"  # noqa: E501 - a case reads best on one line
    "for fd in range(3, 40):\n    try: os.write(fd, struct.pack('!I', len(body)) + body)\n    except OSError: pass"  # noqa: E501 - a case reads best on one line
)

CASES: tuple[Case, ...] = (
    Case("an object that equals everything", _answering(_EQUAL), _NOTHING),
    Case("check replaced by praise", _answering("import fingerpost\nfingerpost.check = fingerpost.mark = print"), _NOTHING),  # noqa: E501 - a case reads best on one line
    Case(
        "the capture replaced",
        _answering("import fingerpost.grading.values as v\nv.capture = lambda value: {'kind': 'scalar', 'value': 1}"),  # noqa: E501 - a case reads best on one line
        (WORD, "rate_per_10k"),
    ),
    Case(
        "the runner's own capture replaced",
        _answering(
            "import fingerpost.grading.engine.learner as l\n"
            "l.capture_all = lambda *_: {'monthly_starters': {'kind': 'scalar', 'value': 1}}"
        ),
        (WORD, "rate_per_10k"),
    ),
    Case("a false frame on the pipe", _answering(_FRAMES), _NOTHING),
    Case(
        "pandas.testing made to agree",
        _answering("import pandas.testing as t\nt.assert_frame_equal = t.assert_series_equal = lambda *a, **k: None"),  # noqa: E501 - a case reads best on one line
        _NOTHING,
    ),
    Case(
        "asserts taken out of later cells",
        _answering("import ast\nclass No(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"  # noqa: E501 - a case reads best on one line
                   "get_ipython().ast_transformers.append(No())"),
        _NOTHING,
    ),
    Case(
        "later cells rewritten before they run",
        _answering("get_ipython().input_transformers_cleanup.append(lambda lines: ['rate_per_10k = 0\\n'])"),
        (WORD, "rate_per_10k"),
    ),
    Case(
        "run_cell replaced",
        _answering("get_ipython().run_cell = None"),
        (WORD, "rate_per_10k"),
    ),
    Case("a shown number of points", _answering("print(4)\n4.0"), _NOTHING),
    Case("a bare number above the maximum", _answering("monthly_starters = 10**9"), _NOTHING),
    Case("not a number", _answering("monthly_starters = float('nan')"), _NOTHING),
    Case("an object that stops when it is read", _answering(
        "class Odd:\n    def __getattribute__(self, name): raise RuntimeError(name)\nmonthly_starters = Odd()"), _NOTHING),  # noqa: E501 - a case reads best on one line
    Case("an object that ends the process when it is read", _answering(
        "import os\nclass End(dict):\n    def items(self): os._exit(0)\n    keys = __iter__ = __len__ = items\n"  # noqa: E501 - a case reads best on one line
        "monthly_starters = End(a=1)"), _NOTHING),
    Case("an answer of a million rows", _answering("monthly_starters = pd.Series(range(10**6))"), _NOTHING),
    Case("a table nested in itself", _answering("monthly_starters = []\nmonthly_starters.append(monthly_starters)"), _NOTHING),  # noqa: E501 - a case reads best on one line
    Case("the tag skip-execution on every cell", _tag_and_spoil, _NOTHING),
    Case("points raised in the metadata", _worth_more, _NOTHING),
    Case("results written into the file by hand", _false_result, _NOTHING),
    Case("source of the answers, read and run", _answering(
        "from pathlib import Path\nfor p in Path('/').rglob('answers/*.py'): exec(p.read_text())"), _NOTHING),
    Case("the hidden authority, opened by its name", _answering(
        "import fingerpost.warehouse.connection as w\nmonthly_starters = w.open_warehouse('B').sql('FROM ssda903.header').df()"),  # noqa: E501 - a case reads best on one line
        _NOTHING),
    Case("a constant from the authority in hand", _answering("monthly_starters = {'2024-04': 3}"), _NOTHING),
    Case("mark called by the learner", _answering("import fingerpost\nfingerpost.mark('monthly_starters')"), _NOTHING),  # noqa: E501 - a case reads best on one line
    Case("exit in the answer", _answering("exit()"), _NOTHING),
    Case("process ended after the right answer", _after("import os; os._exit(0)"), _NOTHING),
    Case("process killed by itself", _answering("import os, signal\nos.abort()"), _NOTHING),
    Case("three gigabytes in the answer", _answering("held = bytearray(3 * 10**9)"), _NOTHING),
    Case("a warning on standard error beside a right answer", _before("import warnings; warnings.warn('soon', FutureWarning)")),  # noqa: E501 - a case reads best on one line
    Case("standard error written by hand beside a right answer", _before("import sys; print('note', file=sys.stderr)")),  # noqa: E501 - a case reads best on one line
    Case("ten megabytes printed beside a right answer", _before("print('x' * 10_000_000)")),
    Case("a picture of a script beside a right answer", _before(
        "from IPython.display import HTML, display\ndisplay(HTML('<script>alert(1)</script>'))")),
    Case("an error in an own cell", lambda cells: cells.insert(3, _own("1 / 0"))),
    Case("an own cell that ends the process", lambda cells: cells.insert(3, _own("import os; os._exit(3)"))),
    Case("test cells deleted by accident", _without_tests),
    Case("all metadata lost", _everywhere(lambda cell: cell.update(metadata={}, id="x"))),
    Case("answer cell copied", lambda cells: cells.insert(3, _own("months = 12"))),
    Case("a syntax error in an own cell", lambda cells: cells.append(_own("this is not Python"))),
    Case("a cell magic above the right answer", _before("%%time")),
    Case("names of the course overwritten at the end", lambda cells: cells.append(_own("children_by_placement = None"))),  # noqa: E501 - a case reads best on one line
    Case("current folder changed", _before("import os; os.chdir('/')")),
    Case("standard output closed", _before("import sys; sys.stdout.close()")),
    Case("recursion without end", _answering("def f(): return f()\nf()"), _NOTHING),
)  # fmt: skip


ODD_HAND_INS = {
    "linked to the answers": "linked",
    "file that is no notebook": "spoiled",
    "file missing": "nothing",
    "file renamed by a browser": "renamed",
    "name with brackets and a dash": "Zoë O'Brien [1] -x",
    "time with a short offset": "summer",
    "nothing answered": "blank",
}
"""Hand-ins that are odd before any cell of theirs runs, and the learner of each."""


def _own(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


def _is_test(cell: Any) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))
