"""Who provides each placement, where it is and under which Ofsted number, written into the episodes."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.codes import code_changes
from fingerpost.synth.chances import Indexes, among, shares
from fingerpost.synth.dates import Days
from fingerpost.synth.draws import below, draw
from fingerpost.synth.events import Records
from fingerpost.synth.histories import SHORT_BREAKS
from fingerpost.synth.letters import is_any_of
from fingerpost.synth.placements import CARERS_A_PERIOD, KINDS, Placements
from fingerpost.synth.providers import A_KIND, POOLS, PROVIDERS, settings_of, urn_of_agency, urn_of_setting
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
    setting = _settings(world, placements)
    at_first = placements.carer % CARERS_A_PERIOD == 0
    held = settings_of(world, setting, _kind_at_first(placements), at_first=at_first)
    nobody = among(KINDS, ("temporary", "other"))[placements.kind]
    provider = np.where(nobody, PROVIDERS.index("none"), held.provider)
    of_code = np.array([code if code != "none" else "" for code in PROVIDERS])
    records["PLACE"] = _in_codes_of_last_return(placements.code.take(which), records["DEC"])
    records["PLACE_PROVIDER"] = of_code.take(provider.take(which))
    records["PL_POST"] = held.postcode.take(which)
    at_home = np.flatnonzero((provider == PROVIDERS.index("PR0")).take(which))
    records["PL_POST"][at_home] = records["HOME_POST"][at_home]
    records["URN"] = _urns(world, placements, setting, held.provider).take(which)
    on_break = np.flatnonzero(is_any_of(records["LS"], SHORT_BREAKS))
    for column in ("PL_POST", "URN", "HOME_POST"):
        records[column][on_break] = ""


def _urns(world: World, placements: Placements, setting: Indexes, provider: Indexes) -> NDArray[np.str_]:
    """Return the Ofsted number of each placement's setting or fostering service, blank where it has none."""
    urn = np.zeros(len(setting), dtype="U8")
    is_shared, has_none = (among(KINDS, some)[placements.kind] for some in (tuple(POOLS), _WITHOUT_URN))
    shared, of_carer = np.flatnonzero(is_shared & ~has_none), np.flatnonzero(~is_shared & ~has_none)
    urn[shared] = urn_of_setting(setting[shared])
    urn[of_carer] = urn_of_agency(world, setting[of_carer], provider[of_carer])
    return urn


def _kind_at_first(placements: Placements) -> Indexes:
    """Return the kind each placement's carer was first used as: one who adopts lives where they fostered."""
    at_first = np.empty(int(placements.carer.max(initial=0)) + 1, dtype=np.int64)
    # Backwards, so that what is written last is what came first.
    at_first[placements.carer[::-1]] = placements.kind[::-1]
    return at_first[placements.carer]


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


def _in_codes_of_last_return(place: Indexes, ended: Days) -> NDArray[np.str_]:
    """Return each code as the last return that held the episode wrote it, such as H5 before 1 April 2024."""
    codes = shares("place").outcomes
    written = np.array(codes).take(place)
    for change in code_changes():
        if change.codeset == "place" and change.after in codes:
            such = np.flatnonzero(place == codes.index(change.after))
            written[such[ended[such] < np.datetime64(change.changed_on)]] = change.before
    return written
