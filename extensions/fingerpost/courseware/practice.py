"""Fading practice: solved cells with lines taken out, and lines out of order, as cells to fill in."""

import ast
import re
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from fingerpost.courseware.cells import Fault, SourceCell
from fingerpost.courseware.ordering import REASON, Ordering, ordering_of

PRACTICE = "practice.py"
GAP = re.compile(r"^(?P<code>.*\S)\s+# \? (?P<hint>.+)$")

PLACEHOLDER = "WRITE_YOUR_LINE_HERE"
"""Stands where a step was taken out: the last line of Python's error then says what to do."""
# A gap that is still open raises an error; Run All goes on to the next cell all the same.
_OPEN = {"tags": ["raises-exception"]}


@dataclass(frozen=True)
class Faded:
    """A practice cell: what the learner gets, and the lines that were taken out."""

    source: str
    taken_out: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """A step that learners write: its first and last line, from 0, what is left and what was there."""

    first: int
    last: int
    left: str
    taken_out: str


def faded(source: str) -> Faded:
    """Return a cell with the steps marked `# ? hint` taken out: name, placeholder and hint are left."""
    kept, gaps = source.splitlines(), gaps_in(source)
    for gap in reversed(gaps):
        kept[gap.first : gap.last + 1] = [gap.left]
    return Faded("\n".join(kept), tuple(gap.taken_out for gap in gaps))


def gaps_in(source: str) -> list[Gap]:
    """Return the steps marked `# ? hint`; one that goes over several lines is marked on its last."""
    lines = source.splitlines()
    found = []
    for at, line in enumerate(lines):
        if match := GAP.match(line):
            step = _step_at(source, at + 1)
            first = step.lineno - 1 if step else at
            taken_out = "\n".join([*lines[first:at], match["code"]])
            found.append(Gap(first, at, _left_of(source, step, match["hint"]), taken_out))
    return found


def _step_at(source: str, line: int) -> ast.stmt | None:
    """Return the innermost statement that ends on a line, counted from 1; of code that is no whole, none."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return None
    ending = [node for node in nodes if isinstance(node, ast.stmt) and node.end_lineno == line]
    return max(ending, key=lambda node: (node.lineno, node.col_offset), default=None)


def _left_of(source: str, step: ast.stmt | None, hint: str) -> str:
    """Return what is left of a step: its indent, the name it makes, and a name that Python cannot know.

    A target that asks a test, `t.loc[t["days"] > 90, "length"]`, is the step itself, so it is taken out.
    """
    target = step.targets[0] if isinstance(step, ast.Assign) else None
    is_name = target is not None and not any(isinstance(node, ast.Compare) for node in ast.walk(target))
    named = f"{ast.get_source_segment(source, target)} = " if target and is_name else ""
    return f"{' ' * (step.col_offset if step else 0)}{named}{PLACEHOLDER}  # {hint}"


def faults_of_practice(cells: list[SourceCell]) -> list[Fault]:
    """Return what an author should change: worked first, a blank last, lines to order with reasons."""
    faults = []
    fading = [cell for cell in cells if cell.kind == "code" and cell.role == "practice"]
    gaps = [len(faded(cell.source).taken_out) for cell in fading]
    if gaps and gaps[0]:
        faults.append(
            Fault(fading[0].line, "the first practice cell is worked in full; take its `# ?` marks out")
        )
    if not any(cell.marks.get("order") for cell in cells):
        faults.append(Fault(1, 'no cell is marked order="word"; a practice has lines to put into order'))
    if fading and not _is_blank(fading[-1]):
        faults.append(
            Fault(fading[-1].line, "the last practice cell is the learner's alone: mark each line `# ?`")
        )
    for cell in cells:
        if word := cell.marks.get("order"):
            odd = ordering_of(cell, str(word)).odd
            if not odd or any(not reason for _, reason in odd):
                faults.append(Fault(cell.line, f"give a line that does not belong: `# - code{REASON}reason`"))
    return faults


def practice_cells(cell: SourceCell, identity: str) -> list[NotebookNode]:
    """Return the cells of one practice cell: what to fill in, and a fold with the lines."""
    if word := str(cell.marks.get("order", "")):
        return _ordering_cells(ordering_of(cell, word), cell.source.splitlines()[0], identity)
    made = faded(cell.source)
    told = {"fingerpost": {"role": "practice"}}
    if not made.taken_out:
        return [new_code_cell(cell.source, id=identity, metadata=told)]
    return [
        new_code_cell(made.source, id=identity, metadata=told | _OPEN),
        new_markdown_cell(
            _fold(made.taken_out, "Show the lines that were taken out"), id=f"{identity}-lines"
        ),
    ]


def _is_blank(cell: SourceCell) -> bool:
    lines = [line for line in cell.source.splitlines() if line.strip() and not line.startswith("#")]
    return bool(lines) and all(GAP.match(line) for line in lines)


def _ordering_cells(ordering: Ordering, purpose: str, identity: str) -> list[NotebookNode]:
    lines = "\n".join(ordering.shuffled)
    source = f'{purpose}\nin_order("{ordering.word}", """\n{lines}\n""")'
    return [
        new_code_cell(source, id=identity, metadata={"fingerpost": {"role": "practice"}}),
        new_markdown_cell(_fold(ordering.lines, "Show the order"), id=f"{identity}-lines"),
    ]


def _fold(lines: tuple[str, ...], summary: str) -> str:
    code = "\n".join(lines)
    return f"<details><summary>{summary}</summary>\n\n```python\n{code}\n```\n\n</details>"
