"""Identifiers that belong to nobody: child ids, pupil numbers, ZZ postcodes, Ofsted numbers."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.dates import Days, age_on
from fingerpost.synth.draws import Draws, below

_PRIME, _STEP, _SHIFT = 999_983, 611_953, 77_777
_INSIDE_DISTRICTS, _OUTSIDE_DISTRICTS = 9, 20
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_WEIGHTS = np.arange(2, 14)
NO_AUTHORITY = 999
_SCHOOL_AGE = 5


def child_ids(number: NDArray[np.int64]) -> NDArray[np.str_]:
    """Return six digits for each child number, all different up to 999,982; some begin with 0."""
    ids = (number * _STEP + _SHIFT) % _PRIME
    return np.char.zfill(ids.astype("U6"), 6)


def postcodes(sector: Draws, unit: Draws, inside: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Return postcodes of the ZZ area, which no real place has: ZZ1 to ZZ9 inside, ZZ10 to ZZ29 outside."""
    district = np.where(
        inside,
        1 + below(sector, _INSIDE_DISTRICTS),
        1 + _INSIDE_DISTRICTS + below(sector, _OUTSIDE_DISTRICTS),
    )
    within = 1 + below(unit, 9)
    letters = np.array(list(_UNIT_LETTERS))
    first = letters[(unit & np.uint64(0xFFFF)).astype(np.int64) % len(letters)]
    second = letters[(unit >> np.uint64(16) & np.uint64(0xFFFF)).astype(np.int64) % len(letters)]
    made = np.char.add("ZZ", district.astype("U2"))
    for part in (np.array(" "), within.astype("U1"), first, second):
        made = np.char.add(made, part)
    return made


def pupil_numbers(drawn: Draws) -> NDArray[np.str_]:
    """Return pupil numbers with a right check letter, of an authority number that no authority has."""
    serial = below(drawn, 10**9)
    return with_check_letter(np.char.add(str(NO_AUTHORITY), np.char.zfill(serial.astype("U9"), 9)))


def with_check_letter(digits: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return the twelve digits of pupil numbers behind the letter that checks them."""
    each = np.array([list(number) for number in digits], dtype=np.int64).reshape(-1, len(_UPN_WEIGHTS))
    letters = np.array(list(_UPN_LETTERS))[(each * _UPN_WEIGHTS).sum(axis=1) % len(_UPN_LETTERS)]
    return np.char.add(letters, digits)


def is_of_school_age(born: Days, day: np.datetime64) -> NDArray[np.bool_]:
    """Return True for children who are five or older on a day."""
    return age_on(born, np.full(len(born), day)) >= _SCHOOL_AGE
