"""Settings and agencies that provide placements: who they are, where, and their invented Ofsted numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.authorities import neighbours_of
from fingerpost.synth.chances import Indexes, among, shares
from fingerpost.synth.draws import asked, below, draw, key_of
from fingerpost.synth.edge_cases import edge_case_providers
from fingerpost.synth.events import Records, table_of
from fingerpost.synth.identity import postcodes
from fingerpost.synth.letters import numerals, side_by_side
from fingerpost.synth.placements import KINDS
from fingerpost.synth.places import la_codes
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
    who = provider.choose(provider.given(KINDS)[kind], asked(key, Stream.PROVIDER))
    later = inside.given(KINDS)
    first = np.where(inside.given(_AT_FIRST) >= 0, inside.given(_AT_FIRST), later)
    given = later[kind] if at_first is None else np.where(at_first, first[kind], later[kind])
    near = inside.choose(given, asked(key, Stream.INSIDE)) == 0
    homes = ~among(KINDS, _FAMILIES)[kind]
    near = (near | (homes & (who == PROVIDERS.index("PR1")))) & ~(homes & (who == PROVIDERS.index("PR2")))
    drawn = [asked(key, stream) for stream in (Stream.PLACE_SECTOR, Stream.PLACE_UNIT)]
    return Settings(provider=who, inside=near, postcode=postcodes(drawn[0], drawn[1], near))


def urn_of_setting(number: Indexes) -> NDArray[np.str_]:
    """Return the Ofsted number of a shared setting: ZZ1, its kind and its place in the pool."""
    return side_by_side(np.full(len(number), "ZZ1"), numerals(number, 5))


def urn_of_agency(world: World, number: Indexes, provider: Indexes) -> NDArray[np.str_]:
    """Return the Ofsted number of a carer's fostering service: ZZ0, its sector and its place among them."""
    size = np.array([AGENCIES.get(code, 1) for code in PROVIDERS])[provider]
    which = below(draw(world.seed, number, Stream.AGENCY), size)
    sector = np.array([code.replace("PR", "ZZ0") for code in PROVIDERS])
    return side_by_side(sector[provider], numerals(which, 4))


def providers_of(world: World) -> Records:
    """Return every setting and agency that Ofsted registers, those this authority never uses among them."""
    if world.is_written_by_hand:
        return edge_case_providers()
    return np.concatenate([_registered_settings(world), _agencies(world)])


def _registered_settings(world: World) -> Records:
    rows = []
    for code, (kind, size) in enumerate(POOLS.items()):
        if kind in _NOT_WITH_OFSTED:
            continue
        number = code * A_KIND + np.arange(size)
        held = settings_of(world, number, np.full(size, KINDS.index(kind)))
        rows.append(
            table_of(
                "providers",
                urn=urn_of_setting(number),
                provider=np.char.add(f"{_NAMES[kind]} ", (np.arange(size) + 1).astype("U2")),
                place_codes=np.full(size, _CODES[kind]),
                provider_codes=np.array(PROVIDERS)[held.provider],
                sector=np.array([_SECTORS[PROVIDERS[one]] for one in held.provider]),
                la_code=la_codes(world, held.postcode),
                postcode=held.postcode,
            )
        )
    return np.concatenate(rows)


def _agencies(world: World) -> Records:
    others = [one.la_code for one in neighbours_of(world.authority)]
    rows = []
    for code, size in AGENCIES.items():
        number = np.arange(size)
        ours = np.full(size, code != "PR2")
        drawn = draw(world.seed, 900_000 + int(code[2:]) * 100 + number, Stream.PLACE_SECTOR)
        postcode = postcodes(drawn, drawn, ours)
        la_code = np.where(code == "PR2", np.array(others)[number % len(others)], la_codes(world, postcode))
        rows.append(
            table_of(
                "providers",
                urn=np.char.add(code.replace("PR", "ZZ0"), np.char.zfill(number.astype("U3"), 4)),
                provider=np.char.add(f"Fostering service, {_SECTORS[code]}, ", (number + 1).astype("U2")),
                place_codes=np.full(size, _FOSTERING_CODES),
                provider_codes=np.full(size, code),
                sector=np.full(size, _SECTORS[code]),
                la_code=la_code,
                postcode=postcode,
            )
        )
    return np.concatenate(rows)
