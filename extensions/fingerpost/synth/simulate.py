"""`simulate(world)`: every life of a world as events."""

import numpy as np
from numpy.typing import NDArray

from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.chances import chance, shares
from fingerpost.synth.columns import rows
from fingerpost.synth.dates import in_order_of
from fingerpost.synth.draws import Draws, asked, draw, each_asked, happens, key_of
from fingerpost.synth.edge_cases import edge_cases
from fingerpost.synth.events import EPISODE_FIELDS, Events, Records, table_of
from fingerpost.synth.identity import child_ids, id_numbers, is_of_school_age, postcodes, pupil_numbers
from fingerpost.synth.lawful import (
    guardians_who_fostered,
    lawful,
    on_the_day_of_the_order,
    outside_temporary_moves,
)
from fingerpost.synth.legal import STATUSES, legal_spans_of
from fingerpost.synth.letters import numerals
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
_KEPT_BYTES = 31 << 20


def simulate(world: World) -> Events:
    """Return every child of the world who was ever in care by the reporting date, and all told of them."""
    if world.is_written_by_hand:
        return told(world, *edge_cases())
    _keep_memory()
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


def _keep_memory() -> None:
    """Let the C library keep the memory of arrays that are gone for those to come.

    Until glibc has once been given back a block as large, it returns whatever is freed to the system, and
    fetching it again takes a tenth of a first simulation. The block itself is never touched.
    """
    np.empty(_KEPT_BYTES, dtype=np.uint8)


def _children(world: World, lives: Lives) -> Records:
    lives = rows(lives, np.argsort(id_numbers(lives.number), kind="stable"))
    sex, ethnic, key = shares("sex"), shares("ethnic"), key_of(world.seed, lives.number)
    of_sex = sex.choose(sex.given(ORIGINS)[lives.origin], asked(key, Stream.SEX))
    # Brothers and sisters share their family's draw.
    of_family = draw(world.seed, lives.home, Stream.ETHNIC)
    of_ethnic = ethnic.choose(ethnic.given(ORIGINS)[lives.origin], of_family)
    return table_of(
        "header",
        CHILD=child_ids(lives.number),
        DOB=lives.born,
        SEX=np.array(sex.outcomes).take(of_sex),
        ETHNIC=np.array(ethnic.outcomes).take(of_ethnic),
        UPN=_pupil_numbers(key, lives),
    )


def _pupil_numbers(key: Draws, lives: Lives) -> NDArray[np.str_]:
    """Return a pupil number, or the code for why there is none."""
    drawn = each_asked(key, Stream.PUPIL_DIGITS, Stream.PUPIL_NUMBER, Stream.PUPIL_UNKNOWN)
    known = pupil_numbers(drawn[0])
    without = np.flatnonzero(~happens(drawn[1], chance("has_pupil_number")))
    doubtful = happens(drawn[2][without], chance("pupil_number_in_doubt"))
    known[without] = np.where(doubtful, "UN5", "UN2")
    known[lives.origin == UNACCOMPANIED] = "UN3"
    known[~is_of_school_age(lives.born, _LAST)] = "UN1"
    return known


def _episodes(
    world: World, lives: Lives, periods: Periods, placements: Placements, episodes: Woven
) -> Records:
    ids = id_numbers(lives.number)
    episodes = rows(episodes, in_order_of(ids[periods.life[episodes.period]], episodes.start))
    life = periods.life[episodes.period]
    records = np.zeros(len(life), dtype=EPISODE_FIELDS)
    records["CHILD"] = numerals(ids, 6).take(life)
    records["DECOM"], records["DEC"] = episodes.start, episodes.end
    records["RNE"] = np.array(REASONS_NEW).take(episodes.rne)
    records["LS"] = np.array(STATUSES).take(episodes.status)
    records["CIN"] = _needs(world, lives).take(life)
    records["REASON_PLACE_CHANGE"] = _why_moved(periods, placements, episodes)
    records["HOME_POST"] = _home_postcodes(world, lives).take(life)
    describe_places(world, placements, episodes.placement, records)
    records["REC"] = _why_ended(periods, episodes, records["PLACE"])
    return records


def _why_ended(periods: Periods, episodes: Woven, place: NDArray[np.str_]) -> NDArray[np.str_]:
    """Return X1 where another episode follows, else why care ceased."""
    ceased = shares("ceased").outcomes
    reason = np.where(episodes.goes_on, len(ceased), periods.reason[episodes.period])
    return guardians_who_fostered(place, np.array([*ceased, "X1"]).take(reason))


def _needs(world: World, lives: Lives) -> NDArray[np.str_]:
    need = shares("need")
    return np.array(need.outcomes)[
        need.choose(need.given(ORIGINS)[lives.origin], draw(world.seed, lives.home, Stream.NEED))
    ]


def _home_postcodes(world: World, lives: Lives) -> NDArray[np.str_]:
    sector, unit = each_asked(key_of(world.seed, lives.home), Stream.HOME_SECTOR, Stream.HOME_UNIT)
    homes = postcodes(sector, unit, np.ones(len(lives), dtype=bool))
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
    return np.array([*why.outcomes, "PLACE", ""]).take(said)
