"""What a learner's cell did: its source, the error it stopped with, the names there are afterwards.

In a learner's kernel a hook notes each cell as it has run; `In` is never read, since a
restart, a `%reset` or a clever line can change it.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

_MOST_CELLS = 200
_MOST_CHARACTERS = 20_000
_MOST_ERROR_CHARACTERS = 300
_KEPT_AS = "_fingerpost_attempts"
_OUR_LINE = re.compile(r"^\s*(import fingerpost\s*;\s*)?(fingerpost\.)?(check|mark)\([^)]*\)\s*;?\s*$")


@dataclass(frozen=True)
class Attempt:
    """One run of one cell; `names` gives the type of each of the learner's names as the cell left them."""

    source: str = ""
    error: str = ""
    """The error's type, 'NameError', or '' where the cell ran to its end."""
    error_text: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    """Where the cell stopped: the names it had not made anew by then, which hold what was there before."""

    def still_holds(self, name: str) -> bool:
        """Return whether the cell stopped before it made `name`, which is as an earlier run left it."""
        made = rf"^[^\S\n]*{re.escape(name)}\b[^\n=]*=(?!=)"
        return name in self.left and re.search(made, self.source, re.MULTILINE) is not None

    def mentions(self, *words: str) -> bool:
        """Return whether the source holds one of the words as a whole word, capitals aside."""
        return any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.source, re.IGNORECASE) for word in words
        )


class Recorder:
    """The attempts of one kernel, newest last."""

    def __init__(self, shell: Any) -> None:  # noqa: ANN401 - an IPython shell
        self._shell = shell
        self._attempts: deque[Attempt] = deque(maxlen=_MOST_CELLS)
        self._running = ""
        self._before: dict[str, int] = {}

    @property
    def namespace(self) -> Mapping[str, object]:
        """Return the names of the kernel as they are now."""
        held: Mapping[str, object] = self._shell.user_ns
        return held

    def starts(self, info: Any) -> None:  # noqa: ANN401 - IPython's ExecutionInfo
        """Note the cell that is about to run: it may call `check` itself."""
        self._running = str(getattr(info, "raw_cell", ""))[:_MOST_CHARACTERS]
        self._before = {name: id(value) for name, value in self._shell.user_ns.items()}

    def ends(self, result: Any) -> None:  # noqa: ANN401 - IPython's ExecutionResult
        """Note how the cell ended."""
        source, self._running = self._running or str(getattr(result.info, "raw_cell", "")), ""
        if source.strip() and not is_only_ours(source):
            trouble = result.error_before_exec or result.error_in_exec
            made = attempt_of(source, trouble, self._shell.user_ns)
            self._attempts.append(replace(made, left=self._left()) if trouble is not None else made)

    def _left(self) -> frozenset[str]:
        """Return the names that are the same things as before the cell ran."""
        now = self._shell.user_ns
        return frozenset(name for name, was in self._before.items() if name in now and id(now[name]) == was)

    def every(self) -> tuple[Attempt, ...]:
        """Return all attempts, oldest first."""
        return tuple(self._attempts)

    def latest(self, words: Iterable[str]) -> Attempt:
        """Return the newest attempt whose source mentions one of the words.

        Where none does, the cell run last speaks if it stopped: `raise` or half a line mentions no answer.
        """
        wanted = tuple(words)
        running = attempt_of(self._running, None, self._shell.user_ns)
        for attempt in (running, *reversed(self._attempts)):
            if attempt.mentions(*wanted) and not is_only_ours(attempt.source):
                return attempt
        if self._attempts and self._attempts[-1].error:
            return self._attempts[-1]
        return Attempt(names=names_in(self._shell.user_ns))


def attempt_of(source: str, trouble: BaseException | None, namespace: Mapping[str, object]) -> Attempt:
    """Return what a cell did, its error as type and text."""
    error = type(trouble).__name__ if trouble is not None else ""
    return Attempt(source[:_MOST_CHARACTERS], error, _text_of(trouble), names_in(namespace))


def _text_of(trouble: BaseException | None) -> str:
    if trouble is None:
        return ""
    try:
        told = trouble.msg if isinstance(trouble, SyntaxError) else str(trouble)
    except Exception:  # noqa: BLE001 - a learner's own exception may not even have a text
        return ""
    return (told or "").strip()[:_MOST_ERROR_CHARACTERS]


def names_in(namespace: Mapping[str, object]) -> dict[str, str]:
    """Return the type of each name a learner may have made (no modules, no names of IPython's own)."""
    hidden = {"In", "Out", "exit", "quit", "open", "get_ipython"}
    found = list(namespace.items())
    return {
        name: type(value).__name__
        for name, value in found
        if not name.startswith("_") and name not in hidden and type(value).__name__ != "module"
    }


def is_only_ours(source: str) -> bool:
    """Return whether a cell holds calls of `check` or `mark` and nothing else."""
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("#")]
    return bool(lines) and all(_OUR_LINE.match(line) for line in lines)


def record_attempts(shell: Any = None) -> Recorder | None:  # noqa: ANN401 - an IPython shell
    """Note every cell of this kernel from now on; outside IPython there is nothing to note (None).

    `from fingerpost import check` does this by itself; a kernel that never checks may call it by hand.
    """
    shell = shell or running_shell()
    if shell is None:
        return None
    kept = getattr(shell, _KEPT_AS, None)
    if isinstance(kept, Recorder):
        return kept
    recorder = Recorder(shell)
    setattr(shell, _KEPT_AS, recorder)
    shell.events.register("pre_run_cell", recorder.starts)
    shell.events.register("post_run_cell", recorder.ends)
    return recorder


def running_shell() -> Any:  # noqa: ANN401 - an IPython shell or None
    """Return the IPython shell this runs in, or None."""
    try:
        from IPython.core.getipython import get_ipython  # noqa: PLC0415 - only where IPython is
    except ImportError:
        return None
    return get_ipython()
