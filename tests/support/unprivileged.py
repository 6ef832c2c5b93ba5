"""Work done by a user without rights, as learners are, though developers and CI are root."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_NOBODY = 65_534


def open_to_all(*folders: Path) -> None:
    """Let everyone into these folders and those above them: pytest keeps its own to itself."""
    for folder in {above for one in folders for above in (one, *one.parents)}:
        if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)


def as_unprivileged(work: Callable[[], Any]) -> Any:
    """Return what `work` returns (it must fit JSON), run in a process of a user that owns nothing.

    A forked process rather than a new one: that user may not read the Python that root installed, so
    whatever `work` imports must be imported before. An exception comes back as its type and text.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(work, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return json.loads(said)


def _answer(work: Callable[[], Any], writing: int) -> None:
    """Do the work in the child, write its answer and end the process without any clean-up of pytest's."""
    try:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        answer = work()
    except Exception as trouble:  # noqa: BLE001 - whatever went wrong is the answer
        answer = {"type": type(trouble).__name__, "said": str(trouble)}
    os.write(writing, json.dumps(answer).encode())
    os._exit(0)
