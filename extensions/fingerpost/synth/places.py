"""Where invented postcodes lie: an authority and a point on a grid in metres, all drawn from the postcode."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.authorities import neighbours_of
from fingerpost.synth.chances import rows_of
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.world import World

_INSIDE_DISTRICTS = 9
_SECTOR_M, _UNIT_M = 1200, 13
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def district_of(postcode: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the district of each postcode: 12 of "ZZ12 3AB"."""
    numbers: NDArray[np.int64] = np.array([one[2:-4] for one in postcode], dtype=np.int64)
    return numbers


def la_codes(world: World, postcode: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return the authority each postcode lies in: ours up to ZZ9, a neighbour's beyond."""
    others = np.array([one.la_code for one in neighbours_of(world.authority)])
    district = district_of(postcode)
    return np.where(district <= _INSIDE_DISTRICTS, world.authority.la_code, others[district % len(others)])


def places_of(world: World, used: NDArray[np.str_]) -> Records:
    """Return every postcode in use with its authority, easting and northing in metres."""
    postcode = np.unique(used[used != ""])
    centres = {
        int(row["district"]): (int(row["easting"]), int(row["northing"])) for row in rows_of("districts")
    }
    centre = np.array([centres[district] for district in district_of(postcode)])
    sector = np.array([int(one[-3]) for one in postcode]) - 1
    unit = np.array([(_LETTERS.index(one[-2]), _LETTERS.index(one[-1])) for one in postcode])
    return table_of(
        "postcodes",
        postcode=postcode,
        la_code=la_codes(world, postcode),
        easting=centre[:, 0] + (sector % 3) * _SECTOR_M + unit[:, 0] * _UNIT_M,
        northing=centre[:, 1] + (sector // 3) * _SECTOR_M + unit[:, 1] * _UNIT_M,
    )
