"""Random numbers with no state: a hash of (seed, child, stream, index), the same in any order or shard.

Two rounds of a 64-bit finaliser (the one of SplitMix64, public domain) over the key of a child.
"""

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
_STREAM = 0xD1B54A32D192ED03
_INDEX = 0x8CB92BA72F3D8DD7
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_BY_30, _BY_27, _BY_31 = (np.uint64(bits) for bits in (30, 27, 31))
_64_BITS = 0xFFFFFFFFFFFFFFFF
PARTS = 4096
"""Every draw falls into one of so many equal parts; quantile tables have as many entries."""


def _mix(keys: Draws) -> Draws:
    """Mix keys in place, which takes half the time of a new array for each step, and return them."""
    keys ^= keys >> _BY_30
    keys *= _FIRST
    keys ^= keys >> _BY_27
    keys *= _SECOND
    keys ^= keys >> _BY_31
    return keys


def draw(seed: int, child: NDArray[np.integer], stream: int, index: NDArray[np.integer] | int = 0) -> Draws:
    """Return one 64-bit draw for each child (shape of `child` and `index` together).

    Args:
        seed: the world's seed, any integer; its lower 64 bits count.
        child: number of each child, 0 and up.
        stream: which question is asked of chance; each has its own number.
        index: the how-manyth time it is asked of that child.
    """
    key = child.astype(np.uint64)
    key *= np.uint64(_GOLDEN)
    key += np.uint64(seed & _64_BITS)
    _mix(key)
    if isinstance(index, int | np.integer):
        key += np.uint64((stream * _STREAM + int(index) * _INDEX) & _64_BITS)
    else:
        asked = index.astype(np.uint64)
        asked *= np.uint64(_INDEX)
        asked += np.uint64(stream * _STREAM & _64_BITS)
        key = key + asked  # the two may differ in shape
    _mix(key)
    key += np.uint64(_GOLDEN)
    return _mix(key)


def part_of(draws: Draws) -> NDArray[np.int64]:
    """Return the top 12 bits of each draw: 0 to 4095."""
    return (draws >> np.uint64(52)).astype(np.int64)


def happens(draws: Draws, per_million: NDArray[np.integer] | int) -> NDArray[np.bool_]:
    """Return True where the draw falls within a chance of so many in a million."""
    return (draws >> np.uint64(32)) * np.uint64(1_000_000) < np.asarray(per_million).astype(
        np.uint64
    ) << np.uint64(32)


def below(draws: Draws, limit: NDArray[np.integer] | int) -> NDArray[np.int64]:
    """Return a whole number from 0 up to but not including `limit` for each draw."""
    return (((draws >> np.uint64(32)) * np.asarray(limit).astype(np.uint64)) >> np.uint64(32)).astype(
        np.int64
    )
