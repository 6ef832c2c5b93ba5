"""What a learner may type: the warehouse's door, the checks, the walkthroughs."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fingerpost.courseware import desk
    from fingerpost.courseware.arranging import in_order
    from fingerpost.courseware.asking import predict
    from fingerpost.grading.checking import check
    from fingerpost.grading.marking import mark
    from fingerpost.walkthroughs import walk
    from fingerpost.walkthroughs.table.shown import table
    from fingerpost.walkthroughs.theme import use_chart_theme
    from fingerpost.warehouse.connection import connect
    from fingerpost.warehouse.deliveries import deliver

__all__ = [
    "check",
    "connect",
    "deliver",
    "desk",
    "in_order",
    "mark",
    "predict",
    "table",
    "use_chart_theme",
    "walk",
]

_ROOM_OF_NAME = {
    "check": "fingerpost.grading.checking",
    "connect": "fingerpost.warehouse.connection",
    "deliver": "fingerpost.warehouse.deliveries",
    "in_order": "fingerpost.courseware.arranging",
    "mark": "fingerpost.grading.marking",
    "predict": "fingerpost.courseware.asking",
    "table": "fingerpost.walkthroughs.table.shown",
    "use_chart_theme": "fingerpost.walkthroughs.theme",
    "walk": "fingerpost.walkthroughs",
}
_ROOMS = {"desk": "fingerpost.courseware.desk"}
"""Names that stand for a whole module: `desk.files(…)`."""


def __getattr__(name: str) -> object:
    """Return a public name, importing its room on first use: a kernel pays only for what it types."""
    if name in _ROOMS:
        return import_module(_ROOMS[name])
    if name not in _ROOM_OF_NAME:
        raise AttributeError(f"fingerpost has no '{name}'; its names are {', '.join(__all__)}")
    return getattr(import_module(_ROOM_OF_NAME[name]), name)


def __dir__() -> list[str]:
    return __all__
