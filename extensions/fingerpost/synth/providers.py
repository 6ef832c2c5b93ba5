"""Settings and agencies that provide placements: who they are, where, and their invented Ofsted numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.authorities import neighbours_of
from fingerpost.synth.chances import Indexes, among, shares
from fingerpost.synth.draws import below, draw, each_asked, key_of
from fingerpost.synth.edge_cases import edge_case_providers
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.identity import postcodes
from fingerpost.synth.letters import numerals, side_by_side
from fingerpost.synth.placements import KINDS
from fingerpost.synth.places import district_of, la_codes
from fingerpost.synth.streams import Stream
from fingerpost.synth.world import World

POOLS = {
    "home": 18,
    "supported": 24,
    "secure": 4,
    "custody": 3,
    "school": 5,
    "family_centre": 4,
    "residential": 8,
}
"""How many settings of a kind the children share; carers' homes are each their own."""
A_KIND = 1000
"""Settings are numbered from one thousand to the next for each kind of POOLS."""
_NOT_WITH_OFSTED = ("custody", "residential")
_CODES = {
    "home": "K2",
    "supported": "K3,H5",
    "secure": "K1",
    "school": "S1",
    "family_centre": "R3",
}
_NAMES = {
    "home": "Children's home",
    "supported": "Supported accommodation",
    "secure": "Secure children's home",
    "school": "Residential school",
    "family_centre": "Family centre",
}
_FOSTERING_CODES = "U1,U2,U3,U4,U5,U6,A3,A4,A5,A6"
_SECTORS = {
    "PR1": "own provision",
    "PR2": "other local authority",
    "PR3": "other public provision",
    "PR4": "private",
    "PR5": "voluntary or third sector",
}
AGENCIES = {"PR1": 1, "PR2": 3, "PR4": 9, "PR5": 3}
"""How many fostering services of a sector children are placed with."""


PROVIDERS = shares("provider").outcomes
_FAMILIES = ("kin", "foster", "adoptive", "parents")
_AT_FIRST = tuple(f"{kind} at first" for kind in KINDS)


@dataclass(frozen=True)
class Settings:
    """What is drawn once for each setting number: provider (index into PROVIDERS), near or not, postcode."""

    provider: Indexes
    inside: NDArray[np.bool_]
    postcode: NDArray[np.str_]


def settings_of(
    world: World, number: Indexes, kind: Indexes, *, at_first: NDArray[np.bool_] | None = None
) -> Settings:
    """Return what hangs on each setting; `kind` indexes KINDS.

    `at_first` is True for carers of a child's first days in care: families found in a hurry live nearer.

    Homes of our own lie inside the authority, those of another authority outside (rules 229 and 1015).
    """
    provider, inside = shares("provider"), shares("inside")
    key = key_of(world.seed, number)
    drawn = each_asked(key, Stream.PROVIDER, Stream.INSIDE, Stream.PLACE_SECTOR, Stream.PLACE_UNIT)
    who = provider.choose(provider.given(KINDS)[kind], drawn[0])
    later = inside.given(KINDS)
    first = np.where(inside.given(_AT_FIRST) >= 0, inside.given(_AT_FIRST), later)
    given = later[kind] if at_first is None else np.where(at_first, first[kind], later[kind])
    near = inside.choose(given, drawn[1]) == 0
    homes = ~among(KINDS, _FAMILIES)[kind]
    near = (near | (homes & (who == PROVIDERS.index("PR1")))) & ~(homes & (who == PROVIDERS.index("PR2")))
    return Settings(provider=who, inside=near, postcode=postcodes(drawn[2], drawn[3], near))


def urn_of_setting(number: Indexes) -> NDArray[np.str_]:
    """Return the Ofsted number of a shared setting: ZZ1, its kind and its place in the pool."""
    return side_by_side(np.full(len(number), "ZZ1"), numerals(number, 5))


def urn_of_agency(world: World, number: Indexes, provider: Indexes) -> NDArray[np.str_]:
    """Return the Ofsted number of a carer's fostering service: ZZ0, its sector and its place among them."""
    size = np.array([AGENCIES.get(code, 1) for code in PROVIDERS])[provider]
    which = below(draw(world.seed, number, Stream.AGENCY), size)
    sector = np.array([code.replace("PR", "ZZ0") for code in PROVIDERS])
    return side_by_side(sector.take(provider), numerals(which, 4))


def providers_of(world: World) -> Records:
    """Return every setting and agency that Ofsted registers, those this authority never uses among them."""
    if world.is_written_by_hand:
        return edge_case_providers()
    return np.concatenate([_registered_settings(world), _agencies(world)])


def _registered_settings(world: World) -> Records:
    rows = [
        (code * A_KIND + place, kind, f"{_NAMES[kind]} {place + 1}", _CODES[kind])
        for code, (kind, size) in enumerate(POOLS.items())
        if kind not in _NOT_WITH_OFSTED
        for place in range(size)
    ]
    number, kinds, names, codes = (np.array(column) for column in zip(*rows, strict=True))
    held = settings_of(world, number, np.array([KINDS.index(kind) for kind in kinds.tolist()]))
    return table_of(
        "providers",
        urn=urn_of_setting(number),
        provider=names,
        place_codes=codes,
        provider_codes=np.array(PROVIDERS)[held.provider],
        sector=np.array([_SECTORS.get(code, "") for code in PROVIDERS])[held.provider],
        la_code=la_codes(world, district_of(held.postcode)),
        postcode=held.postcode,
    )


def _agencies(world: World) -> Records:
    others = [one.la_code for one in neighbours_of(world.authority)]
    rows = [(code, place) for code, size in AGENCIES.items() for place in range(size)]
    code, place = (np.array(column) for column in zip(*rows, strict=True))
    drawn = draw(world.seed, np.array([_agency_number(*row) for row in rows]), Stream.PLACE_SECTOR)
    elsewhere = code == "PR2"
    postcode = postcodes(drawn, drawn, ~elsewhere)
    return table_of(
        "providers",
        urn=np.array([f"{sector.replace('PR', 'ZZ0')}{at:04d}" for sector, at in rows]),
        provider=np.array([f"Fostering service, {_SECTORS[sector]}, {at + 1}" for sector, at in rows]),
        place_codes=np.full(len(rows), _FOSTERING_CODES),
        provider_codes=code,
        sector=np.array([_SECTORS[sector] for sector, _ in rows]),
        la_code=np.where(
            elsewhere, np.array(others)[place % len(others)], la_codes(world, district_of(postcode))
        ),
        postcode=postcode,
    )


def _agency_number(code: str, place: int) -> int:
    return 900_000 + int(code[2:]) * 100 + place
