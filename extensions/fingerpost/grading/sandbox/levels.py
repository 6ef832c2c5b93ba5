"""How safely learners' cells can run here: the levels, what each needs, and what this machine has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fingerpost.errors import FingerpostError
from fingerpost.grading.sandbox import bubblewrap, landlock, seccomp
from fingerpost.grading.sandbox.kernel import machine
from fingerpost.grading.sandbox.namespaces import offers_namespaces

FULL, STRONG, BUBBLEWRAP, TRUSTED = "full", "strong", "bubblewrap", "trusted"

LAYERS: Mapping[str, Callable[[], bool]] = {
    "linux": lambda: machine() is not None,
    "landlock": lambda: landlock.abi() > 0,
    "seccomp": seccomp.is_offered,
    "namespaces": offers_namespaces,
    "bubblewrap": bubblewrap.works,
}
"""Each wall, and how to find out whether this machine offers it."""

_NEEDS: Mapping[str, tuple[str, ...]] = {
    FULL: ("linux", "landlock", "seccomp", "namespaces"),
    STRONG: ("linux", "landlock", "seccomp"),
    BUBBLEWRAP: ("linux", "seccomp", "bubblewrap"),
}

WORDS: Mapping[str, str] = {
    FULL: "in a full sandbox: files, network, processes and memory locked away, in namespaces of its own",
    STRONG: "in a strong sandbox: files, network, processes and memory locked away",
    BUBBLEWRAP: "in a bubblewrap sandbox: files, network, processes and memory locked away by bubblewrap",
    TRUSTED: "without a sandbox, because the tutor trusts these notebooks",
}


class NoSandboxError(FingerpostError):
    """This machine cannot keep learners' code in; nothing was run."""


@dataclass(frozen=True)
class Ground:
    """What this machine offers: the level reached, and the walls that are missing."""

    level: str
    missing: tuple[str, ...]


def survey(hidden: frozenset[str] = frozenset()) -> Ground:
    """Return the best level of this machine; `hidden` walls count as missing (tests hide each in turn).

    The level is '' where none can be had.
    """
    missing: list[str] = []
    for layer, is_there in LAYERS.items():
        if layer in hidden or "linux" in missing or not is_there():
            missing.append(layer)
    reached = (level for level, needs in _NEEDS.items() if not set(needs) & set(missing))
    return Ground(next(reached, ""), tuple(missing))


def settled_level(*, trust: bool = False, hidden: frozenset[str] = frozenset()) -> str:
    """Return the level to mark at.

    Raises:
        NoSandboxError: this machine has no sandbox, and the tutor did not say that the notebooks are trusted.
    """
    ground = survey(hidden)
    if ground.level:
        return ground.level
    if trust:
        return TRUSTED
    raise NoSandboxError(
        f"This machine cannot keep learners' code in (missing: {', '.join(ground.missing)}), so nothing was "
        "run. Mark on Linux 5.13 or newer, or install bubblewrap 0.8 or newer; or, only for notebooks whose "
        "authors you trust, say --trust (or c.FingerpostMark.trust = True in nbgrader_config.py)."
    )
