"""What a step says, before it is put beside what it shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A step's name, its one sentence or two, and its further lines."""

    name: str
    sentence: str
    notes: tuple[str, ...] = ()
