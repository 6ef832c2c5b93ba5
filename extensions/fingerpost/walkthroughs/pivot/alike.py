"""Labels that only capitals or outer spaces tell apart: one pile to a reader, several to pandas."""

from collections.abc import Iterable
from dataclasses import dataclass

from fingerpost.walkthroughs.pivot.counts import Pile

_SHORTENED = "…"  # a label drawn short may be like another only as far as it is drawn


@dataclass(frozen=True)
class Alike:
    """Labels that come to the same without capitals and outer spaces, and the rows of all of them."""

    bare: str
    labels: tuple[str, ...]
    rows: int


def find_alike(piles: Iterable[Pile]) -> tuple[Alike, ...]:
    """Return the labels of which several come to the same, those with most rows first."""
    same: dict[str, list[Pile]] = {}
    for pile in piles:
        if isinstance(pile.key, str) and not pile.key.endswith(_SHORTENED):
            same.setdefault(pile.key.strip(" ").upper(), []).append(pile)
    found = [
        Alike(bare, tuple(str(pile.key) for pile in group), sum(pile.rows for pile in group))
        for bare, group in same.items()
        if len(group) > 1
    ]
    return tuple(sorted(found, key=lambda alike: -alike.rows))
