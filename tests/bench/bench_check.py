"""How long a self-check takes in a learner's kernel: the first call, and every later one.

`make bench` prints the figures; none of them passes or fails. The design asks for 100 ms of CPU at the
second call.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from fingerpost.courseware.cells import read_cells
from fingerpost.courseware.sources import load_course

_PROGRAM = """
import json, sys, time
from IPython.core.interactiveshell import InteractiveShell

told = json.load(sys.stdin)
shell = InteractiveShell.instance()
for source in told["setup"]:
    shell.run_cell(source, silent=True)
taken = {}
for word, source in told["answers"].items():
    shell.run_cell(source, silent=True)
    for call in ("first", "second", "third"):
        before = time.process_time()
        verdict = shell.run_cell(f'import fingerpost; fingerpost.check("{word}")').result
        verdict._repr_mimebundle_()
        taken[f"{word}, {call} call"] = (time.process_time() - before) * 1000
print(json.dumps(taken), file=sys.stderr)
"""


def test_check_in_a_learners_kernel(course: Path, edition: Path, tmp_path: Path) -> None:
    for module in load_course(course).ready:
        cells = read_cells(course / module.folder / "assignment.py")
        told = {
            "setup": [cell.source for cell in cells if cell.role == "setup"],
            "answers": {cell.task: cell.source for cell in cells if cell.task},
        }
        ran = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=json.dumps(told),
            env={**os.environ, "FINGERPOST_DATA": str(edition), "IPYTHONDIR": str(tmp_path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        taken: dict[str, float] = json.loads(ran.stderr.splitlines()[-1])
        assert len(taken) == 3 * len(module.tasks)
        for what, milliseconds in taken.items():
            sys.stdout.write(f"\ncheck {what}: {milliseconds:.0f} ms of CPU")
