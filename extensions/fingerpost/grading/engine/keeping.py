"""What a process keeps between papers: one warm marker a level, and what was marked ahead."""

import atexit
import threading
from dataclasses import dataclass, field
from functools import lru_cache

from fingerpost.grading.engine.marker import Marked, Marker, Paper
from fingerpost.grading.sandbox.levels import settled_level
from fingerpost.grading.sandbox.limits import Limits

_IDLE_SECONDS = 300.0


@dataclass
class _Kept:
    """The markers of this process, and papers that were marked ahead of nbgrader asking for them."""

    markers: dict[tuple[str, Limits], Marker] = field(default_factory=dict)
    ahead: dict[Paper, Marked] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    idle: threading.Timer | None = None


_kept = _Kept()


def marker_for(*, trust: bool = False, limits: Limits | None = None) -> Marker:
    """Return this process's marker at the level this machine allows; it stays warm for five minutes.

    Raises:
        NoSandboxError: there is no sandbox here and no trust either.
    """
    level = _level(trust=trust)
    bounds = limits or Limits()
    with _kept.lock:
        if _kept.idle is not None:
            _kept.idle.cancel()
        _kept.idle = threading.Timer(_IDLE_SECONDS, close_markers)
        _kept.idle.daemon = True
        _kept.idle.start()
        return _kept.markers.setdefault((level, bounds), Marker(level, bounds))


@lru_cache(maxsize=2)
def _level(*, trust: bool) -> str:
    """Return the level of this machine, looked for once: that forks this process, which may have threads."""
    return settled_level(trust=trust)


def close_markers() -> None:
    """End every process that is kept."""
    with _kept.lock:
        for marker in _kept.markers.values():
            marker.close()
        _kept.markers.clear()


def keep_ahead(paper: Paper, marked: Marked) -> None:
    """Keep what a paper earned until nbgrader's converter asks for the same cells."""
    _kept.ahead[paper] = marked


def marked_before(paper: Paper) -> Marked | None:
    """Return, once, what was marked ahead for exactly these cells; None where nothing was."""
    return _kept.ahead.pop(paper, None)


atexit.register(close_markers)
