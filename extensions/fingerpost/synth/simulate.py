"""`simulate(world)`: every life of a world as events."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import chance, shares
from fingerpost.synth.columns import rows
from fingerpost.synth.dates import in_order_of
from fingerpost.synth.draws import asked, draw, happens
from fingerpost.synth.edge_cases import edge_cases
from fingerpost.synth.events import CHILD_FIELDS, EPISODE_FIELDS, Events, Records
from fingerpost.synth.identity import child_ids, id_numbers, is_of_school_age, postcodes, pupil_numbers
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
from fingerpost.synth.weaving import REASONS_NEW, Woven, woven
from fingerpost.synth.world import World

_LAST = np.datetime64(REPORTING_DATE)


def simulate(world: World) -> Events:
    """Return every child of the world who was ever in care by the reporting date, and all told of them."""
    if world.is_written_by_hand:
        return told(world, *edge_cases())
    lives = lives_of(world)
    periods = periods_of(world, lives)
    placements = placements_of(world, periods)
    legal = outside_temporary_moves(periods, legal_spans_of(periods), placements)
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
    return children[np.argsort(id_numbers(lives.number), kind="stable")]


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
    why_moved = _why_moved(periods, placements, episodes)
    number = lives.number[periods.life[episodes.period]]
    order = in_order_of(id_numbers(number), episodes.start)
    episodes = rows(episodes, order)
    life = periods.life[episodes.period]
    records = np.zeros(len(life), dtype=EPISODE_FIELDS)
    records["CHILD"] = child_ids(lives.number)[life]
    records["DECOM"], records["DEC"] = episodes.start, episodes.end
    records["RNE"], records["LS"] = np.array(REASONS_NEW)[episodes.rne], np.array(STATUSES)[episodes.status]
    records["CIN"] = _needs(world, lives)[life]
    records["REASON_PLACE_CHANGE"] = why_moved[order]
    records["HOME_POST"] = _home_postcodes(world, lives)[life]
    describe_places(world, placements, episodes.placement, records)
    records["REC"] = _why_ended(periods, episodes, records["PLACE"])
    return records


def _why_ended(periods: Periods, episodes: Woven, place: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return X1 where another episode follows, else why care ceased."""
    ceased = shares("ceased").outcomes
    reason = np.where(episodes.goes_on, len(ceased), periods.reason[episodes.period])
    return guardians_who_fostered(place, np.array([*ceased, "X1"])[reason])


def _needs(world: World, lives: Lives) -> NDArray[np.str_]:
    need = shares("need")
    return np.array(need.outcomes)[
        need.choose(need.given(ORIGINS)[lives.origin], draw(world.seed, lives.home, Stream.NEED))
    ]


def _home_postcodes(world: World, lives: Lives) -> NDArray[np.str_]:
    drawn = [draw(world.seed, lives.home, stream) for stream in (Stream.HOME_SECTOR, Stream.HOME_UNIT)]
    homes = postcodes(drawn[0], drawn[1], np.ones(len(lives), dtype=bool))
    return np.where(lives.origin == UNACCOMPANIED, "", homes)


def _why_moved(periods: Periods, placements: Placements, episodes: Woven) -> NDArray[np.str_]:
    why = shares("why_moved")
    leaves = placements.kind[episodes.placement]
    index = placements.carer[episodes.placement] % 4096
    drawn = why.choose(why.given(KINDS)[leaves], asked(periods.key[episodes.period], Stream.WHY_MOVED, index))
    # Going to a temporary place and coming back is no change of placement (rule 226).
    following = np.minimum(np.arange(len(leaves)) + 1, len(leaves) - 1)
    temporary = (leaves == KINDS.index("temporary")) | (leaves[following] == KINDS.index("temporary"))
    said = np.where(episodes.same_carer_next, len(why.outcomes), drawn)
    said = np.where(episodes.moves & ~temporary, said, len(why.outcomes) + 1)
    return np.array([*why.outcomes, "PLACE", ""])[said]
