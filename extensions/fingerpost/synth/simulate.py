"""`simulate(world)`: every life of a world as events."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import chance, shares
from fingerpost.synth.columns import rows
from fingerpost.synth.draws import draw, happens
from fingerpost.synth.edge_cases import edge_cases
from fingerpost.synth.events import CHILD_FIELDS, EPISODE_FIELDS, Events, Records
from fingerpost.synth.identity import child_ids, is_of_school_age, postcodes, pupil_numbers
from fingerpost.synth.lawful import (
    guardians_who_fostered,
    lawful,
    on_the_day_of_the_order,
    outside_temporary_moves,
)
from fingerpost.synth.legal import STATUSES, legal_spans_of
from fingerpost.synth.lives import ORIGINS, UNACCOMPANIED, Lives, lives_of
from fingerpost.synth.periods import Periods, periods_of
from fingerpost.synth.placements import KINDS, Placements, placements_of
from fingerpost.synth.settings import describe_places
from fingerpost.synth.stories import leave_blanks
from fingerpost.synth.streams import Stream
from fingerpost.synth.telling import told
from fingerpost.synth.weaving import Woven, woven
from fingerpost.synth.world import World

_LAST = np.datetime64(REPORTING_DATE)


def simulate(world: World) -> Events:
    """Return every child of the world who was ever in care by the reporting date, and all told of them."""
    if world.is_written_by_hand:
        return told(world, *edge_cases())
    lives = lives_of(world)
    periods = periods_of(world, lives)
    placements = placements_of(world, periods)
    legal = outside_temporary_moves(periods, legal_spans_of(world, periods), placements)
    legal = on_the_day_of_the_order(legal, placements)
    episodes = woven(periods, legal, placements)
    placements = lawful(placements, episodes)
    return leave_blanks(
        world,
        told(world, _children(world, lives), _episodes(world, lives, periods, placements, episodes)),
    )


def _children(world: World, lives: Lives) -> Records:
    sex, ethnic = shares("sex"), shares("ethnic")
    children = np.zeros(len(lives), dtype=CHILD_FIELDS)
    children["CHILD"] = child_ids(lives.number)
    children["DOB"] = lives.born
    children["SEX"] = np.array(sex.outcomes)[
        sex.choose(sex.given(ORIGINS)[lives.origin], draw(world.seed, lives.number, Stream.SEX))
    ]
    # Brothers and sisters share their family's draw.
    children["ETHNIC"] = np.array(ethnic.outcomes)[
        ethnic.choose(ethnic.given(ORIGINS)[lives.origin], draw(world.seed, lives.home, Stream.ETHNIC))
    ]
    children["UPN"] = _pupil_numbers(world, lives)
    children["MC_DOB"] = np.datetime64("NaT")
    return children[np.argsort(children["CHILD"])]


def _pupil_numbers(world: World, lives: Lives) -> NDArray[np.str_]:
    """Return a pupil number, or the code for why there is none."""
    numbers = pupil_numbers(draw(world.seed, lives.number, Stream.PUPIL_DIGITS))
    has_one = happens(draw(world.seed, lives.number, Stream.PUPIL_NUMBER), chance("has_pupil_number"))
    doubtful = happens(draw(world.seed, lives.number, Stream.PUPIL_UNKNOWN), chance("pupil_number_in_doubt"))
    known = np.where(has_one, numbers, np.where(doubtful, "UN5", "UN2"))
    known = np.where(lives.origin == UNACCOMPANIED, "UN3", known)
    return np.where(is_of_school_age(lives.born, _LAST), known, "UN1")


def _episodes(
    world: World, lives: Lives, periods: Periods, placements: Placements, episodes: Woven
) -> Records:
    life = periods.life[episodes.period]
    records = np.zeros(len(life), dtype=EPISODE_FIELDS)
    records["CHILD"] = child_ids(lives.number[life])
    records["DECOM"], records["DEC"] = episodes.start, episodes.end
    records["RNE"], records["LS"] = episodes.rne, np.array(STATUSES)[episodes.status]
    records["CIN"] = _needs(world, lives)[life]
    ceased = np.array(shares("ceased").outcomes)[periods.reason[episodes.period]]
    records["REC"] = np.where(episodes.goes_on, "X1", ceased)
    records["REASON_PLACE_CHANGE"] = _why_moved(world, periods, placements, episodes)
    records["HOME_POST"] = _home_postcodes(world, lives)[life]
    describe_places(world, placements, episodes.placement, records)
    records["REC"] = guardians_who_fostered(records["PLACE"], records["REC"])
    return records[np.lexsort((records["DECOM"], records["CHILD"]))]


def _needs(world: World, lives: Lives) -> NDArray[np.str_]:
    need = shares("need")
    return np.array(need.outcomes)[
        need.choose(need.given(ORIGINS)[lives.origin], draw(world.seed, lives.home, Stream.NEED))
    ]


def _home_postcodes(world: World, lives: Lives) -> NDArray[np.str_]:
    drawn = [draw(world.seed, lives.home, stream) for stream in (Stream.HOME_SECTOR, Stream.HOME_UNIT)]
    homes = postcodes(drawn[0], drawn[1], np.ones(len(lives), dtype=bool))
    return np.where(lives.origin == UNACCOMPANIED, "", homes)


def _why_moved(world: World, periods: Periods, placements: Placements, episodes: Woven) -> NDArray[np.str_]:
    why = shares("why_moved")
    leaves = placements.kind[episodes.placement]
    index = placements.carer[episodes.placement] % 4096
    asked = rows(periods, episodes.period).asked(world, Stream.WHY_MOVED, index)
    drawn = why.choose(why.given(KINDS)[leaves], asked)
    said = np.where(episodes.same_carer_next, "PLACE", np.array(why.outcomes)[drawn])
    # Going to a temporary place and coming back is no change of placement (rule 226).
    following = np.minimum(np.arange(len(leaves)) + 1, len(leaves) - 1)
    temporary = (leaves == KINDS.index("temporary")) | (leaves[following] == KINDS.index("temporary"))
    return np.where(episodes.moves & ~temporary, said, "")
