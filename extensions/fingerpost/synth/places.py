"""Where invented postcodes lie: an authority and a point on a grid in metres, all drawn from the postcode."""

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
    letters = letters_of(postcode.astype("U8")).astype(np.int64)
    first, second = letters[:, 2] - ord("0"), letters[:, 3] - ord("0")
    numbers: NDArray[np.int64] = np.where(letters[:, 3] == ord(" "), first, first * 10 + second)
    return numbers


def la_codes(world: World, postcode: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return the authority each postcode lies in: ours up to ZZ9, a neighbour's beyond."""
    others = np.array([one.la_code for one in neighbours_of(world.authority)])
    district = district_of(postcode)
    return np.where(district <= _INSIDE_DISTRICTS, world.authority.la_code, others[district % len(others)])


def places_of(world: World, *used: NDArray[np.str_]) -> Records:
    """Return every postcode in use with its authority, easting and northing in metres."""
    postcode = different(*used)
    centres = {
        int(row["district"]): (int(row["easting"]), int(row["northing"])) for row in rows_of("districts")
    }
    district = district_of(postcode)
    centre = np.array([centres.get(one, (0, 0)) for one in range(max(centres) + 1)])[district]
    letters = letters_of(postcode.astype("U8")).astype(np.int64)
    after_space = 4 + (district >= _TWO_DIGITS)
    row = np.arange(len(postcode))
    sector = letters[row, after_space] - ord("1")
    unit = np.stack([letters[row, after_space + 1], letters[row, after_space + 2]], axis=1) - ord("A")
    return table_of(
        "postcodes",
        postcode=postcode,
        la_code=la_codes(world, postcode),
        easting=centre[:, 0] + (sector % 3) * _SECTOR_M + unit[:, 0] * _UNIT_M,
        northing=centre[:, 1] + (sector // 3) * _SECTOR_M + unit[:, 1] * _UNIT_M,
    )
