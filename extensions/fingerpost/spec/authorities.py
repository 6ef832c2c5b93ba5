"""The invented authorities: names that belong to nobody, ZZ codes, populations, and who is in the region."""

from dataclasses import dataclass
from functools import cache

from fingerpost.errors import WrongUseError
from fingerpost.spec.records import rows_of

REGION = "region"
"""What the warehouse of all the region's authorities together is called, where one has a letter."""


@dataclass(frozen=True)
class Authority:
    """One invented authority; `letter` is "" for those that only stand beside ours.

    `place_in_region` is -1 for those outside it, 0 for A; `postcode_area` the letters its postcodes and
    Ofsted numbers begin with in the region, `east_m` and `north_m` how far its map lies from A's in metres.
    """

    letter: str
    la_code: str
    name: str
    population_0_17: int
    population_all_ages: int
    population_year: int
    is_neighbour: bool = False
    place_in_region: int = -1
    postcode_area: str = "ZZ"
    east_m: int = 0
    north_m: int = 0


@cache
def all_authorities() -> tuple[Authority, ...]:
    """Return every invented authority."""
    return tuple(
        Authority(
            letter=row["letter"],
            la_code=row["la_code"],
            name=row["authority"],
            population_0_17=int(row["population_0_17"]),
            population_all_ages=int(row["population_all_ages"]),
            population_year=int(row["population_year"]),
            is_neighbour=row["is_neighbour"] == "Y",
            place_in_region=int(row["place_in_region"] or -1),
            postcode_area=row["postcode_area"],
            east_m=int(row["east_m"]),
            north_m=int(row["north_m"]),
        )
        for row in rows_of("authorities")
    )


def neighbours_of(ours: Authority) -> tuple[Authority, ...]:
    """Return the authorities in which children of ours are placed who live outside it."""
    return tuple(one for one in all_authorities() if one.is_neighbour and one.la_code != ours.la_code)


def members_of_region() -> tuple[Authority, ...]:
    """Return the authorities of the region, A first: its neighbours and theirs, without B, C and T."""
    return tuple(one for one in all_authorities() if one.place_in_region >= 0)


def authority_of(letter: str) -> Authority:
    """Return the authority called A, B, C or T.

    Raises:
        WrongUseError: no authority has that letter.
    """
    for authority in all_authorities():
        if authority.letter and authority.letter == letter:
            return authority
    letters = ", ".join(sorted(one.letter for one in all_authorities() if one.letter))
    raise WrongUseError(f"There is no authority '{letter}'; the authorities are {letters}.")
