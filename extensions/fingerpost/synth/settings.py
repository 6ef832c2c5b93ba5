"""Who provides each placement, where it is and under which Ofsted number, written into the episodes."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.codes import code_changes
from fingerpost.synth.chances import Indexes, shares
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import below, draw
from fingerpost.synth.events import Records
from fingerpost.synth.histories import SHORT_BREAKS
from fingerpost.synth.placements import CARERS_A_PERIOD, KINDS, Placements
from fingerpost.synth.providers import A_KIND, POOLS, settings_of, urn_of_agency, urn_of_setting
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

_NOT_INSPECTED = ("parents", "residential", "health", "custody", "other")
_WITHOUT_URN = (*_NOT_INSPECTED, "temporary", "independent", "employment")
_CARERS_FROM = 1_000_000


def describe_places(world: World, placements: Placements, which: Indexes, records: Records) -> None:
    """Fill PLACE, provider, postcode and Ofsted number of each record, all drawn from carer or setting.

    `which` indexes the placement of each record; LS, HOME_POST and DEC are filled already. Short breaks
    carry no postcode and no Ofsted number, as the return asks (rules 214 and 398).
    """
    kind, began_as = placements.kind[which], _kind_at_first(placements)[which]
    setting = _settings(world, placements)[which]
    held = settings_of(world, setting, began_as, at_first=placements.carer[which] % CARERS_A_PERIOD == 0)
    place = np.array(shares("place").outcomes)[placements.code[which]]
    nobody = np.isin(kind, [KINDS.index("temporary"), KINDS.index("other")])
    provider = np.where(nobody | (held.provider == "none"), "", held.provider)
    shared = np.isin(kind, [KINDS.index(name) for name in POOLS])
    urn = np.where(shared, urn_of_setting(setting), urn_of_agency(world, setting, held.provider))
    urn = np.where(np.isin(kind, [KINDS.index(name) for name in _WITHOUT_URN]), "", urn)
    on_break = np.isin(records["LS"], SHORT_BREAKS)
    records["PLACE"] = _in_codes_of_last_return(place, records["DEC"])
    records["PLACE_PROVIDER"] = provider
    at_home = np.where(provider == "PR0", records["HOME_POST"], held.postcode)
    records["PL_POST"] = np.where(on_break, "", at_home)
    records["URN"] = np.where(on_break, "", urn)
    records["HOME_POST"][on_break] = ""


def _kind_at_first(placements: Placements) -> Indexes:
    """Return the kind each placement's carer was first used as: one who adopts lives where they fostered."""
    _, first, carer = np.unique(placements.carer, return_index=True, return_inverse=True)
    kind: Indexes = placements.kind[first][carer]
    return kind


def _settings(world: World, placements: Placements) -> Indexes:
    """Return one number for each carer, or for the shared setting that a placement is in."""
    setting = placements.carer + _CARERS_FROM
    for code, (name, size) in enumerate(POOLS.items()):
        mine = placements.kind == KINDS.index(name)
        setting[mine] = code * A_KIND + below(draw(world.seed, placements.carer[mine], Stream.POOL), size)
    return _never_the_same_again(placements, setting)


def _never_the_same_again(placements: Placements, setting: Indexes) -> Indexes:
    """Return the settings with the next one of its kind wherever a move would lead back to the same."""
    size = np.array([POOLS.get(name, 0) for name in KINDS])[placements.kind]
    moved = setting.copy()
    for _ in range(2):
        again = np.zeros(len(setting), dtype=bool)
        again[1:] = (moved[1:] == moved[:-1]) & (placements.period[1:] == placements.period[:-1])
        again[1:] &= placements.carer[1:] != placements.carer[:-1]
        again &= size > 0
        first = moved // A_KIND * A_KIND
        moved = np.where(again, first + (moved - first + 1) % np.maximum(size, 1), moved)
    return moved


def _in_codes_of_last_return(place: NDArray[np.str_], ended: Days) -> NDArray[np.str_]:
    """Return each code as the last return that held the episode wrote it, such as H5 before 1 April 2024."""
    written = place.copy()
    for change in code_changes():
        if change.codeset == "place":
            written[(place == change.after) & (ended < np.datetime64(change.changed_on))] = change.before
    return written
