"""Where invented postcodes lie: an authority and a point on a grid in metres, all drawn from the postcode."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.authorities import neighbours_of
from fingerpost.synth.chances import rows_of
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.letters import different, letters_of
from fingerpost.synth.world import World

_INSIDE_DISTRICTS = 9
_SECTOR_M, _UNIT_M = 1200, 13
_TWO_DIGITS = 10


def district_of(postcode: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the district of each postcode: 12 of "ZZ12 3AB"."""
    first, second = letters_of(postcode.astype("U8", copy=False))[:, 2:4].T.astype(np.int64) - ord("0")
    # A space lies before the digits.
    numbers: NDArray[np.int64] = np.where(second < 0, first, first * 10 + second)
    return numbers


def la_codes(world: World, district: NDArray[np.int64]) -> NDArray[np.str_]:
    """Return the authority each district lies in: ours up to ZZ9, a neighbour's beyond."""
    others = np.array([one.la_code for one in neighbours_of(world.authority)])
    return np.where(district <= _INSIDE_DISTRICTS, world.authority.la_code, others[district % len(others)])


def places_of(world: World, *used: NDArray[np.str_]) -> Records:
    """Return every postcode in use with its authority, easting and northing in metres."""
    postcode = different(*used)
    district = district_of(postcode)
    easting, northing = _centres().T[:, district]
    letters = letters_of(postcode.astype("U8", copy=False))
    behind = np.where((district >= _TWO_DIGITS)[:, None], letters[:, 5:8], letters[:, 4:7])
    sector, first, second = behind.T.astype(np.int64) - [[ord("1")], [ord("A")], [ord("A")]]
    return table_of(
        "postcodes",
        postcode=postcode,
        la_code=la_codes(world, district),
        easting=easting + (sector % 3) * _SECTOR_M + first * _UNIT_M,
        northing=northing + (sector // 3) * _SECTOR_M + second * _UNIT_M,
    )


@cache
def _centres() -> NDArray[np.int64]:
    """Return easting and northing of each district, by its number."""
    centres = {
        int(row["district"]): (int(row["easting"]), int(row["northing"])) for row in rows_of("districts")
    }
    return np.array([centres.get(one, (0, 0)) for one in range(max(centres) + 1)])
