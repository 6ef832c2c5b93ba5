"""Random numbers with no state: a hash of (seed, child, stream, index), the same in any order or shard.

Two rounds of a 64-bit finaliser (the one of SplitMix64, public domain) over the key of a child.
"""

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_STREAM = np.uint64(0xD1B54A32D192ED03)
_INDEX = np.uint64(0x8CB92BA72F3D8DD7)
PARTS = 4096
"""Every draw falls into one of so many equal parts; quantile tables have as many entries."""


def _mixed(keys: Draws) -> Draws:
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def draw(seed: int, child: NDArray[np.integer], stream: int, index: NDArray[np.integer] | int = 0) -> Draws:
    """Return one 64-bit draw for each child (shape of `child` and `index` together).

    Args:
        seed: the world's seed, any integer; its lower 64 bits count.
        child: number of each child, 0 and up.
        stream: which question is asked of chance; each has its own number.
        index: the how-manyth time it is asked of that child.
    """
    with np.errstate(over="ignore"):
        key = _mixed(np.asarray(child).astype(np.uint64) * _GOLDEN + np.uint64(seed & 0xFFFFFFFFFFFFFFFF))
        asked = np.uint64(stream) * _STREAM + np.asarray(index).astype(np.uint64) * _INDEX
        return _mixed(_mixed(key + asked) + _GOLDEN)


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
