"""Carers and settings: who provides a placement, where it is and under which Ofsted number."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.codes import code_changes
from fingerpost.synth.chances import Indexes, shares
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import below, draw
from fingerpost.synth.events import Records
from fingerpost.synth.identity import postcodes
from fingerpost.synth.placements import KINDS, Placements
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_POOLS = {
    "home": 18,
    "supported": 24,
    "secure": 4,
    "custody": 3,
    "school": 5,
    "family_centre": 4,
    "residential": 8,
}
"""How many settings of a kind the children share; carers' homes are each their own."""
_WITHOUT_URN = ("parents", "residential", "health", "custody", "other", "temporary", "independent")
_AGENCIES = 9


def describe_places(world: World, placements: Placements, which: Indexes, records: Records) -> None:
    """Fill PLACE, provider, postcode and Ofsted number of each record, all drawn from carer or setting.

    `which` indexes the placement of each record; HOME_POST and DEC are filled already.
    """
    kind, began_as = placements.kind[which], _kind_at_first(placements)[which]
    setting = _settings(world, placements)[which]
    provider, inside = shares("provider"), shares("inside")
    place = np.array(shares("place").outcomes)[placements.code[which]]
    whose = np.array(provider.outcomes)[
        provider.choose(provider.given(KINDS)[began_as], draw(world.seed, setting, Stream.PROVIDER))
    ]
    near = inside.choose(inside.given(KINDS)[began_as], draw(world.seed, setting, Stream.INSIDE)) == 0
    drawn = [draw(world.seed, setting, stream) for stream in (Stream.PLACE_SECTOR, Stream.PLACE_UNIT)]
    records["PLACE"] = _in_codes_of_last_return(place, records["DEC"])
    records["PLACE_PROVIDER"] = np.where(whose == "none", "", whose)
    records["PL_POST"] = np.where(whose == "PR0", records["HOME_POST"], postcodes(drawn[0], drawn[1], near))
    records["URN"] = _ofsted_numbers(world, kind, setting, whose)


def _kind_at_first(placements: Placements) -> Indexes:
    """Return the kind each placement's carer was first used as: one who adopts lives where they fostered."""
    _, first, carer = np.unique(placements.carer, return_index=True, return_inverse=True)
    kind: Indexes = placements.kind[first][carer]
    return kind


def _settings(world: World, placements: Placements) -> Indexes:
    """Return one number for each carer, or for the shared setting that a placement is in."""
    setting = placements.carer + 1_000_000
    for code, (name, size) in enumerate(_POOLS.items()):
        mine = placements.kind == KINDS.index(name)
        setting[mine] = code * 1000 + below(draw(world.seed, placements.carer[mine], Stream.POOL), size)
    return setting


def _ofsted_numbers(
    world: World, kind: Indexes, setting: Indexes, whose: NDArray[np.str_]
) -> NDArray[np.str_]:
    """Return Ofsted numbers of the invented range SC0…; carers have their agency's, our own agency is 1."""
    shared = np.isin(kind, [KINDS.index(name) for name in _POOLS])
    agency = np.where(whose == "PR1", 1, 2 + below(draw(world.seed, setting, Stream.AGENCY), _AGENCIES))
    number = np.where(shared, 100 + setting % 100_000, agency)
    urn = np.char.add("SC", np.char.zfill(number.astype("U6"), 6))
    return np.where(np.isin(kind, [KINDS.index(name) for name in _WITHOUT_URN]), "", urn)


def _in_codes_of_last_return(place: NDArray[np.str_], ended: Days) -> NDArray[np.str_]:
    """Return each code as the last return that held the episode wrote it, such as H5 before 1 April 2024."""
    written = place.copy()
    for change in code_changes():
        if change.codeset == "place":
            written[(place == change.after) & (ended < np.datetime64(change.changed_on))] = change.before
    return written
