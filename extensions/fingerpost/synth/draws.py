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


_BLOCK = 16_384
"""So many draws are mixed at a time: what is worked on stays in the processor's own memory."""


def _mix(keys: Draws, spare: Draws) -> Draws:
    """Mix keys in place, which takes half the time of a new array for each step, and return them."""
    for shift, factor in ((_BY_30, _FIRST), (_BY_27, _SECOND)):
        np.right_shift(keys, shift, out=spare)
        keys ^= spare
        keys *= factor
    np.right_shift(keys, _BY_31, out=spare)
    keys ^= spare
    return keys


def key_of(seed: int, child: NDArray[np.integer]) -> Draws:
    """Return what names each child to chance in a world: `asked` makes draws of it.

    Args:
        seed: the world's seed, any integer; its lower 64 bits count.
        child: number of each child, 0 and up.
    """
    key = child.astype(np.uint64)
    key *= np.uint64(_GOLDEN)
    key += np.uint64(seed & _64_BITS)
    return _mix(key, np.empty_like(key))


def later(key: Draws, index: NDArray[np.integer]) -> Draws:
    """Return keys whose draws are those of an index so much higher (shape of both together)."""
    step = index.astype(np.uint64)
    step *= np.uint64(_INDEX)
    return key + step


def asked(key: Draws, stream: int, index: NDArray[np.integer] | int = 0) -> Draws:
    """Return one 64-bit draw for each key (shape of `key` and `index` together).

    Args:
        key: of each child, from `key_of`.
        stream: which question is asked of chance; each has its own number.
        index: the how-manyth time it is asked of that child.
    """
    if isinstance(index, int | np.integer):
        drawn = key + np.uint64((stream * _STREAM + int(index) * _INDEX) & _64_BITS)
    else:
        drawn = later(key, index)
        drawn += np.uint64(stream * _STREAM & _64_BITS)
    flat = drawn.reshape(-1)
    spare = np.empty(min(flat.size, _BLOCK), dtype=np.uint64)
    for at in range(0, flat.size, _BLOCK):
        block = flat[at : at + _BLOCK]
        beside = spare[: block.size]
        _mix(block, beside)
        block += np.uint64(_GOLDEN)
        _mix(block, beside)
    return drawn


def rows_where_it_happens(key: Draws, stream: int, index: int, per_million: int) -> NDArray[np.int64]:
    """Return the rows of the keys for which something with a small chance happens.

    As `happens(asked(key, stream, index), per_million)` says, without keeping every draw.
    """
    found = [
        at + np.flatnonzero(happens(asked(key[at : at + _BLOCK], stream, index), per_million))
        for at in range(0, len(key), _BLOCK)
    ]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def draw(seed: int, child: NDArray[np.integer], stream: int, index: NDArray[np.integer] | int = 0) -> Draws:
    """Return one 64-bit draw for each child (shape of `child` and `index` together), as `asked` does."""
    return asked(key_of(seed, child), stream, index)


def part_of(draws: Draws) -> NDArray[np.int64]:
    """Return the top 12 bits of each draw: 0 to 4095."""
    return (draws >> np.uint64(52)).astype(np.int64)


def happens(draws: Draws, per_million: NDArray[np.integer] | int) -> NDArray[np.bool_]:
    """Return True where the draw falls within a chance of so many in a million."""
    if isinstance(per_million, int | np.integer):
        # The same question with the sum done once: the upper half times a million is below the chance.
        limit = -(-(int(per_million) << 32) // 1_000_000)
        within: NDArray[np.bool_] = draws < np.uint64(min(limit << 32, _64_BITS))
        return within if limit < 1 << 32 else np.ones(draws.shape, dtype=bool)
    return (draws >> np.uint64(32)) * np.uint64(1_000_000) < per_million.astype(np.uint64) << np.uint64(32)


def below(draws: Draws, limit: NDArray[np.integer] | int) -> NDArray[np.int64]:
    """Return a whole number from 0 up to but not including `limit` for each draw."""
    return (((draws >> np.uint64(32)) * np.asarray(limit).astype(np.uint64)) >> np.uint64(32)).astype(
        np.int64
    )
