"""Frozen records of arrays of one shape: joined end to end, or some rows of them."""

from collections.abc import Sequence
from dataclasses import Field
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray


class _Record(Protocol):
    """Any dataclass instance, and its fields by name."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Held = TypeVar("Held", bound=_Record)


def joined(parts: Sequence[Held]) -> Held:
    """Return one record with the rows of all parts, in their order."""
    kind = type(parts[0])
    return kind(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in kind.__dataclass_fields__
        }
    )


def first_of_each(value: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the row at which each value first stands; equal values stand together."""
    return np.flatnonzero(np.concatenate([[True], value[1:] != value[:-1]])[: len(value)])


def indexes(which: NDArray[np.bool_] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows that a mask or an index names as an index, which numpy takes by much faster."""
    return np.flatnonzero(which) if which.dtype == np.bool_ else which.view(np.int64)


def rows(held: Held, which: NDArray[np.bool_] | NDArray[np.int64]) -> Held:
    """Return some rows of a record, by mask or by index."""
    chosen = indexes(which)
    return type(held)(**{name: getattr(held, name).take(chosen) for name in held.__dataclass_fields__})
