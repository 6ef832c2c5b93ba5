"""The grader's side of the checker: one process, one question at a time, started again if it ends."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
from typing import Any

from fingerpost.grading.engine.warm import EngineFaultError

_ANSWER_SECONDS = 120.0
_CHECKER = "fingerpost.grading.engine.checker"


class Checker:
    """The checker's process, shared by all threads of this one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return the answer.

        Raises:
            EngineFaultError: the checker found a fault in the course, or ended twice over this question.
        """
        line = json.dumps(question).encode() + b"\n"
        with self._lock:
            told = self._asked(line) or self._asked(line)
        if told is None:
            raise EngineFaultError("The checker ended twice over one answer; type `fingerpost doctor`.")
        if "fault" in told:
            raise EngineFaultError(str(told["fault"]))
        return told

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _asked(self, line: bytes) -> dict[str, Any] | None:
        process = self._running()
        try:
            if process.stdin is not None:
                process.stdin.write(line)
                process.stdin.flush()
            told: dict[str, Any] = json.loads(self._answers.get(timeout=_ANSWER_SECONDS))
        except (OSError, ValueError, queue.Empty):
            self.close()
            return None
        return told

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._answers = queue.Queue()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", _CHECKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=_pass_on, args=(self._process, self._answers), daemon=True).start()
        return self._process


def _pass_on(process: "subprocess.Popen[bytes]", answers: "queue.Queue[bytes]") -> None:
    """Pass each answer on; an empty one says that the process has ended."""
    with contextlib.suppress(OSError, ValueError):
        for line in process.stdout or ():
            answers.put(line)
    answers.put(b"")
