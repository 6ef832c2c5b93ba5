"""Random numbers with no state: a hash of (seed, child, stream, index), the same in any order or shard.

Two rounds of a 64-bit finaliser (the one of SplitMix64, public domain) over the key of a child.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.uint64]

_64_BITS = 0xFFFFFFFFFFFFFFFF
_GOLDEN = 0x9E3779B97F4A7C15
_STREAM = 0xD1B54A32D192ED03
_INDEX = 0x8CB92BA72F3D8DD7


def _constant(number: int) -> Draws:
    """Return a number as an array of no dimension, which numpy takes in half the time of a scalar."""
    return np.array(number, dtype=np.uint64)


_FIRST, _SECOND = _constant(0xBF58476D1CE4E5B9), _constant(0x94D049BB133111EB)
_BY_27, _BY_30, _BY_31, _BY_32, _BY_52 = (_constant(bits) for bits in (27, 30, 31, 32, 52))
_GOLDEN_STEP, _INDEX_STEP, _MILLION = _constant(_GOLDEN), _constant(_INDEX), _constant(1_000_000)
PARTS = 4096
"""Every draw falls into one of so many equal parts; quantile tables have as many entries."""


_BLOCK = 16_384
"""So many draws are mixed at a time: what is worked on stays in the processor's own memory."""


def _mix(keys: Draws, spare: Draws) -> None:
    """Mix keys in place, which takes half the time of a new array for each step."""
    _mix_but_last(keys, spare)
    np.right_shift(keys, _BY_31, spare)
    np.bitwise_xor(keys, spare, keys)


def _mix_but_last(keys: Draws, spare: Draws) -> None:
    """Mix keys in place but for the last step."""
    np.right_shift(keys, _BY_30, spare)
    np.bitwise_xor(keys, spare, keys)
    np.multiply(keys, _FIRST, keys)
    np.right_shift(keys, _BY_27, spare)
    np.bitwise_xor(keys, spare, keys)
    np.multiply(keys, _SECOND, keys)


def _mixed(drawn: Draws) -> Draws:
    """Return draws of any shape mixed twice, in place."""
    flat = drawn.reshape(-1)
    _mix_twice(flat, np.empty(min(flat.size, _BLOCK), dtype=np.uint64))
    return drawn


def _mix_twice(keys: Draws, spare: Draws) -> None:
    """Mix keys of one dimension in place, a block at a time, `spare` as long as the longest block."""
    for at in range(0, keys.size, _BLOCK):
        block = keys[at : at + _BLOCK]
        beside = spare[: block.size]
        _mix(block, beside)
        np.add(block, _GOLDEN_STEP, block)
        _mix(block, beside)


def key_of(seed: int, child: NDArray[np.integer]) -> Draws:
    """Return what names each child to chance in a world: `asked` makes draws of it.

    Args:
        seed: the world's seed, any integer; its lower 64 bits count.
        child: number of each child, 0 and up.
    """
    key = child.astype(np.uint64)
    np.multiply(key, _GOLDEN_STEP, key)
    np.add(key, _constant(seed & _64_BITS), key)
    _mix(key, np.empty_like(key))
    return key


def later(key: Draws, index: NDArray[np.integer]) -> Draws:
    """Return keys whose draws are those of an index so much higher (shape of both together)."""
    step = index.astype(np.uint64)
    np.multiply(step, _INDEX_STEP, step)
    return key + step


def _step(stream: int, index: int) -> int:
    return (stream * _STREAM + index * _INDEX) & _64_BITS


@cache
def _one_step(stream: int, index: int) -> Draws:
    """Return what is added to a key for a question, as an array of no dimension."""
    return _constant(_step(stream, index))


@cache
def _steps(*questions: tuple[int, int]) -> Draws:
    """Return what is added to a key for each question, a stream and an index; shape (questions, 1)."""
    return np.array([[_step(stream, index)] for stream, index in questions], dtype=np.uint64)


def asked(key: Draws, stream: int, index: NDArray[np.integer] | int = 0) -> Draws:
    """Return one 64-bit draw for each key (shape of `key` and `index` together).

    Args:
        key: of each child, from `key_of`.
        stream: which question is asked of chance; each has its own number.
        index: the how-manyth time it is asked of that child.
    """
    if isinstance(index, int | np.integer):
        drawn = key + _one_step(stream, int(index))
    else:
        drawn = later(key, index)
        np.add(drawn, _one_step(stream, 0), drawn)
    return _mixed(drawn)


def each_asked(key: Draws, *streams: int, index: int = 0) -> Draws:
    """Return what `asked` does for each stream, shape (streams, keys): one call for all of them."""
    return _mixed(key + _steps(*((stream, index) for stream in streams)))


def asked_again(key: Draws, stream: int, first: int, times: int) -> Draws:
    """Return what `asked` does for so many indexes from the first on, shape (times, keys)."""
    return _mixed(key + _steps(*((stream, first + time) for time in range(times))))


def rows_where_it_happens(key: Draws, stream: int, index: int, per_million: int) -> NDArray[np.int64]:
    """Return the rows of the keys for which something with a small chance happens.

    As `happens(asked(key, stream, index), per_million)` says, without keeping every draw.
    """
    step, limit = _one_step(stream, index), _limit(per_million)
    # The last step of mixing leaves the upper 31 bits as they are, so few draws have to take it.
    doubtful = _constant(min(limit + (1 << 33), _64_BITS))
    block, spare = np.empty((2, min(len(key), _BLOCK)), dtype=np.uint64)
    rows, draws = [np.zeros(0, dtype=np.int64)], [key[:0]]
    for at in range(0, len(key), _BLOCK):
        keys = key[at : at + _BLOCK]
        drawn, beside = block[: keys.size], spare[: keys.size]
        np.add(keys, step, drawn)
        _mix(drawn, beside)
        np.add(drawn, _GOLDEN_STEP, drawn)
        _mix_but_last(drawn, beside)
        could = (drawn < doubtful).nonzero()[0]
        draws.append(drawn[could])
        rows.append(could + at)
    mixed = np.concatenate(draws)
    mixed ^= mixed >> _BY_31
    found: NDArray[np.int64] = np.concatenate(rows)[happens(mixed, per_million)]
    return found


def draw(seed: int, child: NDArray[np.integer], stream: int, index: NDArray[np.integer] | int = 0) -> Draws:
    """Return one 64-bit draw for each child (shape of `child` and `index` together), as `asked` does."""
    return asked(key_of(seed, child), stream, index)


def part_of(draws: Draws) -> NDArray[np.int64]:
    """Return the top 12 bits of each draw: 0 to 4095."""
    return (draws >> _BY_52).view(np.int64)


def upper_half(draws: Draws) -> NDArray[np.int64]:
    """Return the top 32 bits of each draw."""
    return (draws >> _BY_32).view(np.int64)


def _limit(per_million: int) -> int:
    """Return what a draw lies below where a chance comes true; 2 ** 64 where it always does.

    The same question as for many chances with the sum done once: the upper half of the draw times a
    million is below the chance.
    """
    return -(-(per_million << 32) // 1_000_000) << 32


def happens(draws: Draws, per_million: NDArray[np.integer] | int) -> NDArray[np.bool_]:
    """Return True where the draw falls within a chance of so many in a million."""
    if isinstance(per_million, int | np.integer):
        limit = _limit(int(per_million))
        within: NDArray[np.bool_] = draws < _constant(min(limit, _64_BITS))
        return within if limit <= _64_BITS else np.ones(draws.shape, dtype=bool)
    return (draws >> _BY_32) * _MILLION < per_million.astype(np.uint64) << _BY_32


def below(draws: Draws, limit: NDArray[np.integer] | int) -> NDArray[np.int64]:
    """Return a whole number from 0 up to but not including `limit` for each draw."""
    number = draws >> _BY_32
    np.multiply(number, np.asarray(limit).astype(np.uint64), number)
    np.right_shift(number, _BY_32, number)
    return number.view(np.int64)
