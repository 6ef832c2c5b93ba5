"""The region: fourteen authorities, each simulated alone, whose children and places keep apart."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.authorities import Authority, members_of_region
from fingerpost.synth.draws import draw
from fingerpost.synth.events import Events, Records
from fingerpost.synth.identity import NO_AUTHORITY, with_check_letter
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import SEED_OF_A, World, world_of

Text = NDArray[np.str_]


def region_of(seed: int | None = None) -> tuple[World, ...]:
    """Return the world of each of the region's authorities, A's first and with the seed that A has alone."""
    first = SEED_OF_A if seed is None else seed
    others = (member for member in members_of_region() if member.place_in_region)
    return (
        world_of("A", seed=first),
        *(World(authority=member, seed=_seed_of(member, first)) for member in others),
    )


def _seed_of(member: Authority, first: int) -> int:
    place = np.array([member.place_in_region])
    return int(draw(first, place, Stream.MEMBER_OF_REGION)[0])


def told_apart(events: Events, member: Authority) -> Events:
    """Return the events with ids that no other authority of the region has; those of A are as they were.

    Each authority numbers its own children, workers and providers, so that six digits alone would name
    fourteen children. Child ids begin with the authority's code, postcodes and Ofsted numbers with letters
    of its own, worker and pupil numbers with its place in the region.
    """
    if member.place_in_region <= 0:
        return events
    return Events({name: _apart(name, records, member) for name, records in events.tables.items()})


def _apart(name: str, records: Records, member: Authority) -> Records:
    wider = [
        (field, f"U{_CHILD_WIDTH}" if field in _CHILD_IDS else records.dtype[field])
        for field in records.dtype.names or ()
    ]
    apart = records.astype(np.dtype(wider))
    for field, renamed in _RENAMED.items():
        if field in (records.dtype.names or ()):
            apart[field] = renamed(apart[field], member)
    if name == "postcodes":
        apart["easting"] += member.east_m
        apart["northing"] += member.north_m
    if name == "return_values":
        for field, renamed in _RENAMED.items():
            rows = apart["column_name"] == field
            apart["value_in_return"][rows] = renamed(apart["value_in_return"][rows], member)
    return apart


def _child(ids: Text, member: Authority) -> Text:
    return np.char.add(member.la_code, ids)


def _in_own_area(codes: Text, member: Authority) -> Text:
    """Return postcodes or Ofsted numbers with the member's letters where ZZ stood; others as they are."""
    return np.where(
        np.char.startswith(codes, "ZZ"), np.char.add(member.postcode_area, _from(2, codes)), codes
    )


def _worker(numbers: Text, member: Authority) -> Text:
    """Return SW90 and the member's place: of the ten digits, the second and third are 0 in A."""
    return np.char.add(f"SW9{member.place_in_region:02d}", _from(5, numbers))


def _pupil(numbers: Text, member: Authority) -> Text:
    """Return pupil numbers of another authority number that no authority has, with their check letter."""
    renamed = numbers.copy()
    has_one = np.char.str_len(numbers) >= _UPN_LENGTH  # longer where a space was typed behind it
    held = numbers[has_one]
    serial = np.strings.slice(held, 1 + len(str(NO_AUTHORITY)), _UPN_LENGTH)
    new = with_check_letter(np.char.add(str(NO_AUTHORITY - member.place_in_region), serial))
    new = np.where(np.char.islower(held), np.char.lower(new), new)
    renamed[has_one] = np.char.add(new, _from(_UPN_LENGTH, held))
    return renamed


def _from(start: int, texts: Text) -> Text:
    """Return each text without its first characters."""
    return np.strings.slice(texts, start, None)


_UPN_LENGTH = 13
_CHILD_WIDTH = 9
_CHILD_IDS = ("CHILD", "LAchildID")
_RENAMED: Mapping[str, Callable[[Text, Authority], Text]] = {
    **dict.fromkeys(_CHILD_IDS, _child),
    "UPN": _pupil,
    "FormerUPN": _pupil,
    "SW_ID": _worker,
    "HOME_POST": _in_own_area,
    "PL_POST": _in_own_area,
    "postcode": _in_own_area,
    "URN": _in_own_area,
    "urn": _in_own_area,
}
