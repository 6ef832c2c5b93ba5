"""The invented authorities: names that belong to nobody, ZZ codes and populations."""

from dataclasses import dataclass
from functools import cache

from fingerpost.errors import WrongUseError
from fingerpost.spec.records import rows_of


@dataclass(frozen=True)
class Authority:
    """One invented authority; `letter` is "" for those that only stand beside ours."""

    letter: str
    la_code: str
    name: str
    population_0_17: int
    population_all_ages: int
    population_year: int


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
        )
        for row in rows_of("authorities")
    )


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
