"""What a function writes into the trace about the cells it picked out of a range."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fingerpost.formulas.values import Array, Block

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope


def note_matches(scope: "Scope", array: Array, places: Iterable[int]) -> None:
    """Write which cells of a range were picked: `places` counts them row by row, from 0."""
    block = array.origin
    if scope.steps is None or scope.at is None or block is None:
        return
    cells = []
    for place in places:
        row, column = block.top + int(place) // array.width, block.left + int(place) % array.width
        cells.append(Block(block.sheet, row, column, row, column))
    scope.note("match", scope.at, float(len(cells)), tuple(cells), "cells picked")
