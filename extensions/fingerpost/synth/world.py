"""A world to simulate: whose children, from which seed, how many, with which stories."""

from dataclasses import dataclass, replace

from fingerpost.errors import WrongUseError
from fingerpost.spec.authorities import Authority, authority_of

SEED_OF_A = 20_260_331
SIZES = ("tiny", "authority")
_TINY_POPULATION = 9_000
_TINY_ALL_AGES = 43_000


@dataclass(frozen=True)
class World:
    """One authority's world; `seed` None means it is written by hand."""

    authority: Authority
    seed: int | None
    has_quiet_month: bool = False
    absent_places: tuple[str, ...] = ()


def world_of(letter: str, *, seed: int | None = None, size: str = "authority") -> World:
    """Return the world of authority A, B, C or T.

    Raises:
        WrongUseError: there is no such authority or size, or B or C was asked for without a seed.
    """
    authority = authority_of(letter)
    if size not in SIZES:
        raise WrongUseError(f"There is no size '{size}' yet; the sizes are {' and '.join(SIZES)}.")
    if size == "tiny":
        authority = replace(
            authority, population_0_17=_TINY_POPULATION, population_all_ages=5 * _TINY_POPULATION
        )
    if letter == "T":
        return World(authority=authority_of("T"), seed=None)
    if letter == "A":
        return World(authority=authority, seed=SEED_OF_A if seed is None else seed)
    if seed is None:
        raise WrongUseError(
            f"Authority {letter} is built from the tutor's seed and none was given; "
            "it is hidden_seed in fingerpost.toml of the course root."
        )
    # B never has two kinds of placement that are rare in England, so a list of them typed in fails there.
    absent = ("S1", "R2") if letter == "B" else ()
    return World(authority=authority, seed=seed, has_quiet_month=letter == "B", absent_places=absent)
