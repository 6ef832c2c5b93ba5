"""The table of functions.

One entry each, with the kinds of its arguments, filled by the modules of `functions/`.

A signature is a letter for each argument, `?` after one that may be left out, `*` after a last group that
repeats: `n` number, `t` text, `b` logical, `v` any single value, `e` any single value, errors too, `r`
values of a
range, `a` the same evaluated as an array, `R` the reference itself, `l` the unevaluated node. Where a
single value
is asked and an array comes, the function is evaluated for each of its values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

UNLIMITED = 255
_GROUP = re.compile(r"(?:\(([a-zA-Z]+)\)|([a-zA-Z]))\*$")

Run = Callable[..., Any]
_Run = TypeVar("_Run", bound=Run)


@dataclass(frozen=True)
class Function:
    """A function: its name, its arguments' kinds, what computes it.

    Whether that wants the interpreter first.
    """

    name: str
    fixed: str
    fewest: int
    repeated: str
    run: Run
    wants_scope: bool = False
    volatile: bool = False

    @property
    def most(self) -> int:
        """How many arguments it takes at most."""
        return UNLIMITED if self.repeated else len(self.fixed)

    def kinds(self, count: int) -> str:
        """Return the letters for a call with `count` arguments."""
        letters = self.fixed
        while len(letters) < count and self.repeated:
            letters += self.repeated
        return letters[:count]


FUNCTIONS: dict[str, Function] = {}


def excel(*names: str, signature: str, scope: bool = False, volatile: bool = False) -> Callable[[_Run], _Run]:
    """Enter a function into the table under all its names."""
    match = _GROUP.search(signature)
    repeated = (match.group(1) or match.group(2)) if match else ""
    fixed = signature[: match.start()] if match else signature
    fewest = len(fixed.replace("?", "")) - fixed.count("?")

    def enter(run: _Run) -> _Run:
        for name in names:
            FUNCTIONS[name] = Function(name, fixed.replace("?", ""), fewest, repeated, run, scope, volatile)
        return run

    return enter
