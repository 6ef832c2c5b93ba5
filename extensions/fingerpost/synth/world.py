"""A world to simulate: whose children, from which seed, how many, with which stories."""

from dataclasses import dataclass, replace

from fingerpost.errors import WrongUseError
from fingerpost.spec.authorities import Authority, authority_of

SEED_OF_A = 20_260_331
SIZES = ("tiny", "authority")
_SOURCES_OF_A = ("1A", "2A", "3F", "4", "5A", "6", "7", "8", "9")
_SOURCES_OF_B = ("1A", "1C", "2A", "2B", "3B", "3E", "3F", "4", "5A", "5D", "6", "7", "8", "9")
"""Fourteen, five more than A's: a chart made for nine bars has to stand more."""
_TINY_POPULATION = 9_000
_TINY_ALL_AGES = 43_000


@dataclass(frozen=True)
class World:
    """One authority's world.

    `absent_kinds` are kinds of placement that this authority never uses; `has_quiet_months` leaves one
    month of each collection year without anyone coming into care. `has_edge_days` lets more children be
    born on 29 February or 31 March, and care end on 31 March; `has_reviews_on_one_day` holds two reviews
    of some children on one day; `has_blank_upns` leaves the pupil number of one child in need in four blank;
    `has_hard_files` makes the files that notebooks open harder to read. `referral_sources`
    are the codes of ReferralSource that its case system offers, all of them where none is named.
    """

    authority: Authority
    seed: int = 0
    is_written_by_hand: bool = False
    has_quiet_months: bool = False
    absent_kinds: tuple[str, ...] = ()
    has_edge_days: bool = False
    has_reviews_on_one_day: bool = False
    has_blank_upns: bool = False
    has_hard_files: bool = False
    referral_sources: tuple[str, ...] = ()


def world_of(letter: str, *, seed: int | None = None, size: str = "authority") -> World:
    """Return the world of authority A, B, C or T.

    Raises:
        WrongUseError: there is no such authority or size, or B or C was asked for without a seed.
    """
    authority = authority_of(letter)
    if size not in SIZES:
        raise WrongUseError(f"There is no size '{size}' yet; the sizes are {' and '.join(SIZES)}.")
    if letter == "T":
        return World(authority=authority, is_written_by_hand=True)
    if size == "tiny":
        authority = replace(authority, population_0_17=_TINY_POPULATION, population_all_ages=_TINY_ALL_AGES)
    if letter == "A":
        home = SEED_OF_A if seed is None else seed
        return World(authority=authority, seed=home, referral_sources=_SOURCES_OF_A)
    if seed is None:
        raise WrongUseError(
            f"Authority {letter} is built from the tutor's seed and none was given; "
            "it is hidden_seed in fingerpost.toml of the course root."
        )
    if letter == "B":
        # Two kinds that are rare in England: an answer that lists A's codes by hand fails on B.
        return World(
            authority=authority,
            seed=seed,
            has_quiet_months=True,
            absent_kinds=("school", "health"),
            has_edge_days=True,
            has_reviews_on_one_day=True,
            has_blank_upns=True,
            has_hard_files=True,
            referral_sources=_SOURCES_OF_B,
        )
    return World(authority=authority, seed=seed)
