"""A declared task and its catalogued slips, as the judge reads them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fingerpost.grading.asked import Asked
from fingerpost.grading.message import Message

Recogniser = Callable[[Any, Any], Mapping[str, object] | None]
"""(value or attempt, data) -> facts for the message, or None where this slip was not made."""


@dataclass(frozen=True)
class Slip:
    """One catalogued mistake: how it is recognised, what is said, how many hidden points it keeps."""

    code: str
    recognise: Recogniser
    message: Message
    on: Literal["value", "attempt"] = "value"
    keeps: float = 0.0


@dataclass(frozen=True)
class Task:
    """What is asked, what it is worth, and the slips in the order in which they may speak."""

    word: str
    title: str
    asks: tuple[Asked, ...]
    seen: float
    hidden: float
    also_on: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = field(default=())
    follows_data: bool = True
    """False where the answer is a judgement, the same over any data: nothing can be worked out."""

    @property
    def max_points(self) -> float:
        """Return the points of both test cells together."""
        return self.seen + self.hidden

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that must hold the answer."""
        return tuple(asked.name for asked in self.asks)
