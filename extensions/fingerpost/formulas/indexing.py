"""A block's cells numbered by what counts as equal, so that a condition finds its cells at once."""

from collections.abc import Callable

import numpy as np

from fingerpost.formulas.coercion import number_from_text
from fingerpost.formulas.criteria import Criterion, has_wildcard, lookup_key
from fingerpost.formulas.values import Array, Value

Places = np.ndarray[tuple[int], np.dtype[np.intp]]
_NOWHERE: Places = np.empty(0, dtype=np.intp)


class Index:
    """Which cells of a block hold equal values: their places in order, each cell's number."""

    def __init__(self, array: Array, key_of: Callable[[Value], object]) -> None:
        self.ids: dict[object, int] = {}
        ids = self.ids
        self.codes = np.fromiter(
            (ids.setdefault(key_of(value), len(ids)) for value in array.flat),
            dtype=np.intp,
            count=len(array.flat),
        )
        self.order: Places = np.argsort(self.codes, kind="stable")
        self.starts = np.searchsorted(self.codes[self.order], np.arange(len(ids) + 1))

    def places(self, key: object) -> Places:
        """Return the places, from 0, of the cells with a key, in order."""
        code = self.ids.get(key)
        return _NOWHERE if code is None else self.order[self.starts[code] : self.starts[code + 1]]

    def among(self, key: object, places: Places) -> Places:
        """Return those of some places whose cells have a key."""
        code = self.ids.get(key)
        return _NOWHERE if code is None else places[self.codes[places] == code]


def _number_key(value: Value) -> object:
    """Return what a criterion of a number compares: texts that read as one count as that number."""
    number = number_from_text(value) if type(value) is str else value
    return lookup_key(number) if type(number) is float else None


def index_for(array: Array, criterion: Criterion) -> tuple[Index, object] | None:
    """Return the index that answers a criterion and the key to ask for, None where no index does."""
    operator, target = criterion
    if operator != "=" or has_wildcard(target):
        return None
    if type(target) is str:
        return _kept(array, "index", lookup_key), target.lower()
    if type(target) is float:
        return _kept(array, "number index", _number_key), lookup_key(target)
    return None


def _kept(array: Array, name: str, key_of: Callable[[Value], object]) -> Index:
    known = array.memo.get(name)
    if known is None:
        known = array.memo[name] = Index(array, key_of)
    return known  # type: ignore[return-value]  # one kind of thing stands under this name
