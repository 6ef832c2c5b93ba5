"""The process that runs one script's cells: commands in, frames out. It knows no task, reference or mark.

    in   {"id": "…", "source": "…", "names": ["monthly_starters"], "is_read": is what it shows read?}
    out  {"kind": "ready"}, then stream, display, result, error frames, and for each command
         {"kind": "done", "id": "…", "error": "", "error_text": "", "names": {…}, "values": {…}}

Started behind walls by `supervisor.py`, or bare as `python -P -m fingerpost.grading.engine.learner`.
"""

import contextlib
import os
import signal
import sys
from typing import IO, Any

from fingerpost.grading.attempt import attempt_of
from fingerpost.grading.engine.frames import read_frame, write_frame
from fingerpost.grading.engine.shell import Shell, printing_to, reseed, warm_shell
from fingerpost.grading.values import capture_all

_WARMED_UP = ("pandas", "duckdb", "altair", "fingerpost.grading.checking", "fingerpost.warehouse.connection")


def warm_up() -> Shell:
    """Return the shell, with what courses import imported: once, before any fork."""
    shell = warm_shell()
    for library in _WARMED_UP:
        with contextlib.suppress(ImportError):
            __import__(library)
    return shell


def serve(shell: Shell, commands: IO[bytes], frames: IO[bytes]) -> None:
    """Run cells until the pipe closes."""
    running = [False]

    def interrupted(_signal: int, _frame: object) -> None:
        if running[0]:
            raise KeyboardInterrupt  # one that comes late, between two cells, is nobody's

    def say(said: dict[str, Any]) -> None:
        write_frame(frames, said)

    signal.signal(signal.SIGINT, interrupted)
    reseed()
    shell.listen(say)
    say({"kind": "ready"})
    while (command := read_frame(commands)) is not None:
        say(_run(shell, command, running, say))


def _run(shell: Shell, command: dict[str, Any], running: list[bool], say: Any) -> dict[str, Any]:  # noqa: ANN401 - a function
    """Run one cell, its errors confined to it, and return what the names hold right after it."""
    trouble: BaseException | None = None
    values: dict[str, Any] = {}
    try:
        shell.is_read = bool(command["is_read"])
        _prove_charts(is_read=shell.is_read)
        running[0] = True
        with printing_to(say):
            result = shell.run_cell(command["source"], store_history=False)
            trouble = result.error_before_exec or result.error_in_exec
        values = capture_all(command["names"], shell.user_ns)
    except KeyboardInterrupt as late:
        trouble = late
    finally:
        running[0] = False
    attempt = attempt_of(command["source"], trouble, shell.user_ns)
    told = {"error": attempt.error, "error_text": attempt.error_text, "names": dict(attempt.names)}
    return {"kind": "done", "id": command["id"], "values": values, **told}


def _prove_charts(*, is_read: bool) -> None:
    """Have Altair hold charts against Vega-Lite's schema where cells are read: once a script is enough."""
    schemapi = sys.modules.get("altair.utils.schemapi")
    if schemapi is not None:
        (schemapi.enable_debug_mode if is_read else schemapi.disable_debug_mode)()


def main() -> None:
    """Serve on the standard pipes; a cell that reads or prints by number meets the null device instead."""
    commands, frames = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open as long as the process
    serve(warm_up(), commands, frames)


if __name__ == "__main__":
    main()
