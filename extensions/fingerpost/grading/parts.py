"""A module's checks or answers that stand in several files: to Python they are one.

Beside `checks.py` may stand `checks_rates.py` and others, each for a noun; they are read after it, in the
order of their names, and take what it made by `from checks import …`. An edition holds them joined.
"""

import builtins
from pathlib import Path
from types import SimpleNamespace
from typing import Any

_OWN = frozenset({"checks", "answers"})
"""The names under which a part asks for what the files before it made."""


def files_of(file: Path) -> tuple[Path, ...]:
    """Return a file of declarations and its parts, in the order in which they are read."""
    return (file, *sorted(file.parent.glob(f"{file.stem}_*.py")))


def joined(file: Path) -> str:
    """Return the text of a file of declarations with its parts below it: one file that does the same."""
    return "\n\n".join(one.read_text(encoding="utf-8") for one in files_of(file))


def one_namespace(file: Path) -> dict[str, Any]:
    """Return the globals in which a file and its parts run: `from checks import …` finds what is there."""
    names: dict[str, Any] = {"__file__": str(file), "__name__": f"fingerpost_{file.parent.name}"}

    def find(name: str, *asked: Any) -> Any:  # noqa: ANN401 - the signature of __import__
        return SimpleNamespace(**names) if name in _OWN else builtins.__import__(name, *asked)

    names["__builtins__"] = vars(builtins) | {"__import__": find}
    return names
