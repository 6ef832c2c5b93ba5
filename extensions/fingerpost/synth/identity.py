"""Identifiers that belong to nobody: child ids, pupil numbers, ZZ postcodes, Ofsted numbers."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.dates import Days, age_on
from fingerpost.synth.draws import Draws, below
from fingerpost.synth.letters import as_text, letters_of, numerals

_PRIME, _STEP, _SHIFT = 999_983, 611_953, 77_777
_INSIDE_DISTRICTS, _OUTSIDE_DISTRICTS = 9, 20
_SECTORS = 9
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_WEIGHTS = np.arange(2, 14, dtype=np.int32)
_SERIAL_DIGITS = 9
_CHECK_LETTERS = np.resize(letters_of(np.array(list(_UPN_LETTERS)))[:, 0], 9 * int(_UPN_WEIGHTS.sum()) + 1)
"""The letter that checks a pupil number, by its digits times their weights added up."""
NO_AUTHORITY = 999
_SCHOOL_AGE = 5


def child_ids(number: NDArray[np.int64]) -> NDArray[np.str_]:
    """Return six digits for each child number, all different up to 999,982; some begin with 0."""
    return numerals(id_numbers(number), 6)


def id_numbers(number: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ids of children as numbers: in their order children stand in every table."""
    return (number * _STEP + _SHIFT) % _PRIME


def postcodes(sector: Draws, unit: Draws, inside: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Return postcodes of the ZZ area, which no real place has: ZZ1 to ZZ9 inside, ZZ10 to ZZ29 outside."""
    district = np.where(
        inside,
        1 + below(sector, _INSIDE_DISTRICTS),
        1 + _INSIDE_DISTRICTS + below(sector, _OUTSIDE_DISTRICTS),
    )
    within = below(unit, _SECTORS)
    first = (unit & np.uint64(0xFFFF)).astype(np.int64) % len(_UNIT_LETTERS)
    second = (unit >> np.uint64(16) & np.uint64(0xFFFF)).astype(np.int64) % len(_UNIT_LETTERS)
    which = ((district - 1) * _SECTORS + within) * len(_UNIT_LETTERS) + first
    return _every_postcode().take(which * len(_UNIT_LETTERS) + second)


@cache
def _every_postcode() -> NDArray[np.str_]:
    """Return all that there are, by district, sector, first and second letter of the unit."""
    units = [f" {sector}{one}" for sector in range(1, _SECTORS + 1) for one in _UNIT_LETTERS]
    ends = [unit + one for unit in units for one in _UNIT_LETTERS]
    districts = range(1, _INSIDE_DISTRICTS + _OUTSIDE_DISTRICTS + 1)
    return np.array([f"ZZ{district}{end}" for district in districts for end in ends])


def pupil_numbers(drawn: Draws) -> NDArray[np.str_]:
    """Return pupil numbers with a right check letter, of an authority number that no authority has."""
    letters = np.empty((len(drawn), 1 + len(_UPN_WEIGHTS)), dtype=np.uint32)
    letters[:, 1:] = [ord(digit) for digit in f"{NO_AUTHORITY}{0:0{_SERIAL_DIGITS}}"]
    total = np.full(len(drawn), (letters[:1, 1:].astype(np.int32) - ord("0")) @ _UPN_WEIGHTS)
    left = below(drawn, 10**_SERIAL_DIGITS).astype(np.int32)
    for place in range(len(_UPN_WEIGHTS), len(_UPN_WEIGHTS) - _SERIAL_DIGITS, -1):
        higher = left // 10
        digit = left - higher * 10
        letters[:, place] += digit.view(np.uint32)
        total += digit * _UPN_WEIGHTS[place - 1]
        left = higher
    letters[:, 0] = _CHECK_LETTERS.take(total)
    return as_text(letters)


def with_check_letter(digits: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return the twelve digits of pupil numbers behind the letter that checks them."""
    each = letters_of(digits.astype(f"U{len(_UPN_WEIGHTS)}"))
    total = (each.astype(np.int32) - ord("0")) @ _UPN_WEIGHTS
    return as_text(np.concatenate([_CHECK_LETTERS.take(total)[:, None], each], axis=1))


def is_of_school_age(born: Days, day: np.datetime64) -> NDArray[np.bool_]:
    """Return True for children who are five or older on a day."""
    return age_on(born, np.full(len(born), day)) >= _SCHOOL_AGE
