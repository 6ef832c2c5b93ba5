"""The process that runs a learner's cells: an IPython shell, commands in and values out as JSON lines.

    in   {"id": 3, "source": "…", "names": ["monthly_starters"], "seconds": 10}
    out  {"ready": true}, then for each command
         {"id": 3, "error": "", "error_text": "", "names": {…}, "values": {…}}

It knows no task, no reference and no mark. Everything it says may be a learner's invention: who reads it
treats it as a claim. Started by `runs.py` as `python -P -m fingerpost.grading.runner LIBRARY …`, with the
libraries to import before the first cell.
"""

import _thread
import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import IO, Any

from fingerpost.grading.attempt import attempt_of
from fingerpost.grading.values import capture_all

_running = threading.Event()


def main() -> None:
    """Read commands until the pipe closes."""
    commands, replies = _private_pipes()
    signal.signal(signal.SIGINT, _on_interrupt)
    shell = _shell()
    for library in sys.argv[1:]:
        with contextlib.suppress(ImportError):
            __import__(library)
    _reply(replies, {"ready": True})
    for line in commands:
        _reply(replies, _run(shell, json.loads(line)))


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the two pipes of the parent; a cell that reads or prints meets the null device instead."""
    commands, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    return commands, replies


def _shell() -> Any:  # noqa: ANN401 - IPython ships no types
    from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415 - only this process needs a shell
    from traitlets.config import Config  # noqa: PLC0415 - as above

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    return InteractiveShell.instance(config=settings)


def _reply(replies: IO[bytes], said: dict[str, object]) -> None:
    replies.write(json.dumps(said).encode("utf-8") + b"\n")
    replies.flush()


def _run(shell: Any, command: dict[str, Any]) -> dict[str, object]:  # noqa: ANN401 - IPython ships no types
    """Run one cell, its errors confined to it, and return what the names hold right after it."""
    trouble: BaseException | None = None
    try:
        with _time_limit(float(command["seconds"])):
            result = shell.run_cell(command["source"], silent=True, store_history=False)
            trouble = result.error_before_exec or result.error_in_exec
            values = capture_all(command["names"], shell.user_ns)
    except KeyboardInterrupt as late:
        trouble, values = late, {}
    attempt = attempt_of(command["source"], trouble, shell.user_ns)
    told = {"error": attempt.error, "error_text": attempt.error_text, "names": dict(attempt.names)}
    return {"id": command["id"], "values": values, **told}


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt the block after so many seconds; the parent ends the process if that does not help."""
    timer = threading.Timer(seconds, _interrupt)
    timer.daemon = True
    timer.start()
    _running.set()
    try:
        yield
    finally:
        _running.clear()
        timer.cancel()


def _on_interrupt(_signal: int, _frame: object) -> None:
    if _running.is_set():
        raise KeyboardInterrupt  # one that comes late, between two cells, is nobody's


def _interrupt() -> None:
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        os.kill(os.getpid(), signal.SIGINT)  # a signal wakes a sleep; interrupt_main does not


if __name__ == "__main__":
    main()
