"""Numbers and codes as text and back, whole arrays at once: text is read as the numbers of its letters."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

_ZERO = ord("0")
_LETTER_BITS = 21
_PACKED = 3
_LONGEST_CODE = 8
_BYTES_A_LETTER = 4
_AS_ONE_NUMBER: Mapping[int, type[np.unsignedinteger]] = {1: np.uint32, 2: np.uint64}
"""One letter or two lie in memory as one number does."""
_HALF = np.array(32, dtype=np.uint64)
_TEN_AND_ONE = np.array((10 << 32) + 1, dtype=np.uint64)
_TOO_LONG_FOR_32_BITS = 1 << 31


def _pairs_of_digits() -> NDArray[np.uint64]:
    """Return the letters of 00 to 99, two in one number as they lie in memory."""
    tens, units = np.divmod(np.arange(100, dtype=np.uint32), 10)
    return np.stack([tens + _ZERO, units + _ZERO], axis=1).astype(np.uint32).view(np.uint64)[:, 0]


_PAIRS = _pairs_of_digits()


def letters_of(text: NDArray[np.str_]) -> NDArray[np.uint32]:
    """Return the numbers of the letters, one row a text, 0 behind its end."""
    width = text.dtype.itemsize // _BYTES_A_LETTER
    return np.ascontiguousarray(text).view(np.uint32).reshape(len(text), width)


def as_text(letters: NDArray[np.uint32]) -> NDArray[np.str_]:
    """Return the texts of rows of letters, as `letters_of` gives them."""
    made: NDArray[np.str_] = np.ascontiguousarray(letters).view(f"U{letters.shape[1]}")[:, 0]
    return made


def different(*columns: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return every text once, blanks left out, in their order; for codes of up to eight plain letters."""
    letters = np.zeros((sum(map(len, columns)), _LONGEST_CODE), dtype=np.uint8)
    upto = 0
    for given in map(letters_of, columns):
        letters[upto : upto + len(given), : given.shape[1]] = given
        upto += len(given)
    ordered = np.sort(letters.view(">u8").astype(np.uint64)[:, 0])
    once = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]]
    letters = once[once > 0].astype(">u8").view(np.uint8).reshape(-1, _LONGEST_CODE)
    return as_text(letters.astype(np.uint32))


def side_by_side(one: NDArray[np.str_], other: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return each text with the other behind it; the first ones are all as long as their column is wide."""
    return as_text(np.concatenate([letters_of(one), letters_of(other)], axis=1))


def numerals(number: NDArray[np.int64], width: int) -> NDArray[np.str_]:
    """Return each number in so many digits, zeros in front; higher digits are cut off."""
    pairs = (width + 1) // 2
    two_letters = np.empty((len(number), pairs), dtype=np.uint64)
    # Numbers of 32 bits are divided three times as fast.
    left = number.astype(np.int32) if number.max(initial=0) < _TOO_LONG_FOR_32_BITS else number
    for place in range(pairs - 1, -1, -1):
        higher = left // 100
        two_letters[:, place] = _PAIRS.take(left - higher * 100)
        left = higher
    return as_text(two_letters.view(np.uint32)[:, 2 * pairs - width :])


def numbers_in(text: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the number that each text of digits says; the texts are all as long as their column is wide."""
    digits = letters_of(text)
    width = digits.shape[1]
    if width % 2:
        digits = np.concatenate([np.full((len(text), 1), _ZERO, dtype=np.uint32), digits], axis=1)
    # Of two digits read as one number, this product has ten times the first and the second in its upper half.
    pairs = digits.view(np.uint64) * _TEN_AND_ONE >> _HALF
    number = pairs[:, 0].astype(np.int64)
    for place in range(1, pairs.shape[1]):
        number *= 100
        number += pairs[:, place].view(np.int64)
    number -= _ZERO * ((10 ** (2 * pairs.shape[1]) - 1) // 9)
    return number


def _packed(text: NDArray[np.str_]) -> NDArray[np.unsignedinteger]:
    """Return one number for each text of at most three letters, the same for the same text."""
    as_one = _AS_ONE_NUMBER.get(text.dtype.itemsize // _BYTES_A_LETTER)
    if as_one:
        return text.view(as_one)
    letters = letters_of(text)
    packed = letters[:, 0].astype(np.uint64)
    for place in range(1, letters.shape[1]):
        packed |= letters[:, place].astype(np.uint64) << np.uint64(_LETTER_BITS * place)
    return packed


def is_any_of(text: NDArray[np.str_], codes: Iterable[str]) -> NDArray[np.bool_]:
    """Return True where a text is one of some codes; columns of over three letters are compared as text."""
    found = np.zeros(len(text), dtype=bool)
    width = text.dtype.itemsize // _BYTES_A_LETTER
    if not len(text) or not width or width > _PACKED:
        for code in codes:
            found |= text == code
        return found
    packed = _packed(text)
    for code in codes:
        if len(code) <= width:
            found |= packed == _packed(np.array([code], dtype=f"U{width}"))[0]
    return found
