"""What hangs on what in the invented lives: recovered from the events by a fit, beside what was planted.

Each association compares two groups: an odds ratio (logistic fit) or a rate ratio (Poisson fit), within
strata where the groups differ in something else. The planted value is worked out from the data files of the
synth room, never from a simulation; the fit sees the events alone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import measures
import numpy as np
from fingerpost.synth.chances import by_number, chance, durations, shares
from fingerpost.synth.dates import BANDS, age_on, band_on
from fingerpost.synth.events import Events, Records
from fingerpost.synth.histories import Spells, spells_of
from fingerpost.synth.missing import place_on
from numpy.typing import NDArray

ODDS, RATE = "odds ratio", "rate ratio"
_ROUNDS = 25
_WITHIN_95 = 1.96
_WITHIN_95_TOGETHER = 2.95
"""So many standard errors for each of 16: the normal quantile at (1 + 0.95 ** (1 / 16)) / 2."""
Cells = Counter[tuple[str, int, int]]
"""Counts by (stratum, group 0 or 1, outcome 0 or 1)."""
Bits = NDArray[np.bool_]
Text = NDArray[np.str_]


@dataclass(frozen=True)
class Association:
    """One planted association: what it says, its planted value, and the cells that one world gives it.

    `spans` are the lengths of group 0 and 1 where a rate counts cases alone, such as the days of a month.
    """

    name: str
    kind: str
    planted: float
    cells: Callable[["World"], Cells]
    spans: tuple[float, float] | None = None


@dataclass(frozen=True)
class Recovered:
    """What the fit found: the ratio and its 95% interval, beside what was planted."""

    association: Association
    estimate: float
    low: float
    high: float

    @property
    def is_near(self) -> bool:
        """True where the planted value lies within the interval."""
        return self.low <= self.association.planted <= self.high

    @property
    def is_near_together(self) -> bool:
        """True where it lies within the wider interval that 95 worlds in 100 keep to for all associations."""
        wider = _WITHIN_95_TOGETHER / _WITHIN_95
        away = abs(np.log(self.association.planted / self.estimate))
        return bool(away <= wider * np.log(self.high / self.low) / 2)


@dataclass(frozen=True)
class World:
    """One world's events with what several associations ask of them."""

    events: Events
    seen: measures.Seen
    spells: Spells

    @property
    def first_spells(self) -> Spells:
        """The first period of care of every child."""
        return self.spells.rows(np.unique(self.spells.child, return_index=True)[1])

    def is_alone(self, child: NDArray[np.int64]) -> Bits:
        """Return which children, rows of the header, came to seek asylum alone."""
        alone: Bits = np.isin(self.events.children["CHILD"][child], self.events.tables["uasc"]["CHILD"])
        return alone


def world_seen(events: Events) -> World:
    """Return a world ready to be asked."""
    return World(events, measures.seen(events), spells_of(0, events.children, events.episodes))


def _cells(group: Bits, outcome: Bits, among: Bits | None = None, strata: Text | None = None) -> Cells:
    """Count groups by outcome within strata; `among` says which rows count."""
    kept = np.ones(len(group), dtype=bool) if among is None else among
    names = np.zeros(len(group), dtype="U1") if strata is None else strata
    columns = zip(names[kept], group[kept], outcome[kept], strict=True)
    return Counter((str(name), int(one), int(two)) for name, one, two in columns)


def _of_children(column: str, codes: tuple[str, ...]) -> Callable[[World], Cells]:
    """Of children, those who came alone against the others: is the column one of the codes?"""

    def cells(world: World) -> Cells:
        child = _one_of_each_family(world, world.first_spells).child
        return _cells(world.is_alone(child), np.isin(world.events.children[column][child], codes))

    return cells


def _needs(world: World) -> Cells:
    first = _one_of_each_family(world, world.first_spells)
    return _cells(world.is_alone(first.child), world.events.episodes["CIN"][first.first] == "N8")


def _one_of_each_family(world: World, first: Spells) -> Spells:
    """Return the periods with brothers and sisters counted once: they share ethnicity, need and the day.

    Counted one by one they would pass for so many families, and the interval would come out too narrow.
    """
    home = world.events.episodes["HOME_POST"][first.first]
    named = np.char.add(home, first.starts.astype("U10"))
    alone = home == ""
    named[alone] = world.events.children["CHILD"][first.child[alone]]
    return first.rows(np.sort(np.unique(named, return_index=True)[1]))


def _years_of_care(world: World, year: int) -> tuple[Spells, Text, NDArray[np.int64], Bits]:
    """Return the periods that lasted all of one year of care: where they were, how old, whether they ran."""
    spells = world.spells
    whole = spells.rows(spells.starts + 365 * (year + 1) <= spells.known_end)
    first = whole.starts + 365 * year
    told = world.events.tables["missing"]
    ran = np.searchsorted(world.events.children["CHILD"], told["CHILD"]) * 1_000_000
    ran = np.sort(ran + told["MIS_START"].astype(np.int64))
    low, high = (whole.child * 1_000_000 + (first + days).astype(np.int64) for days in (0, 365))
    has_run = np.searchsorted(ran, high) > np.searchsorted(ran, low)
    return whole, place_on(whole, world.events.episodes, first), age_on(whole.born, first), has_run


_HOMES, _AGES_RUNNING = ("K", "R", "H"), range(11, 17)


def _running_from_homes(world: World) -> Cells:
    found: Cells = Counter()
    for year in range(3):
        _, place, age, ran = _years_of_care(world, year)
        found += _cells(np.isin(place, _HOMES), ran, np.isin(age, _AGES_RUNNING), age.astype("U2"))
    return found


def _running_at_15(world: World) -> Cells:
    found: Cells = Counter()
    for year in range(3):
        _, place, age, ran = _years_of_care(world, year)
        found += _cells(age == 15, ran, np.isin(age, (12, 15)) & ~np.isin(place, _HOMES))
    return found


def _coming_in(month: int, against: int) -> Callable[[World], Cells]:
    """Families' first entries in one month against another; brothers and sisters count once."""

    def cells(world: World) -> Cells:
        first = world.first_spells
        first = _one_of_each_family(world, first.rows(~world.is_alone(first.child)))
        of_month = first.starts.astype("M8[M]").astype(np.int64) % 12 + 1
        mine = np.isin(of_month, (month, against))
        return _cells(of_month == month, mine, mine)

    return cells


_YOUNGER, _OLDER = BANDS.index("5-9"), BANDS.index("10-15")
_SETTLING_IN = 365


def _first_of_families(world: World) -> tuple[Spells, NDArray[np.int64], Bits]:
    """Return first periods of children from families, the age band at their start, and who is 5 to 15."""
    first = world.first_spells
    first = first.rows(~world.is_alone(first.child))
    band = band_on(first.born, first.starts)
    return first, band, np.isin(band, (_YOUNGER, _OLDER))


def _by_agreement(world: World) -> Cells:
    first, band, mine = _first_of_families(world)
    return _cells(band == _OLDER, world.events.episodes["LS"][first.first] == "V2", mine)


def _moved_early(world: World) -> Cells:
    """First foster carers of periods over a year long that head for no adoption: has the child moved on?"""
    first, band, mine = _first_of_families(world)
    episodes = world.events.episodes
    mine &= np.isin(episodes["PLACE"][first.first], ("U4", "U5", "U6"))
    mine &= (first.starts + _SETTLING_IN < first.known_end) & ~_heads_for_adoption(first, episodes)
    moves = np.flatnonzero(np.isin(episodes["RNE"], ("P", "B")))
    row = moves[np.minimum(np.searchsorted(moves, first.first), len(moves) - 1)]
    by_then = (row > first.first) & (row <= first.last)
    by_then &= episodes["DECOM"][row] <= first.starts + _SETTLING_IN
    return _cells(band == _OLDER, by_then, mine)


def _arriving(world: World) -> Cells:
    alone = world.events.children["CHILD"][world.first_spells.child]
    starts = world.first_spells.starts[np.isin(alone, world.events.tables["uasc"]["CHILD"])]
    year = (starts.astype("M8[M]") + 9).astype("M8[Y]").astype(np.int64) + 1970
    mine = np.isin(year, (2021, 2024))
    return _cells(year == 2024, mine, mine)


def _left(world: World) -> Cells:
    episodes = world.seen.episodes
    place, why = episodes["PLACE"], episodes["REASON_PLACE_CHANGE"]
    fostered = np.isin(place, ("U4", "U5", "U6"))
    return _cells(fostered, why == "CREQB", (fostered | (place == "K2")) & (why != "") & (why != "PLACE"))


def _new_carers(world: World) -> tuple[Records, Bits, Bits]:
    """Return the first episode with each foster carer, which are relatives, and which came first of all."""
    episodes = world.seen.episodes
    away = np.concatenate([[False], np.char.startswith(episodes["PLACE"][:-1], "T")])
    begins = np.isin(episodes["RNE"], ("S", "P", "B")) & ~(away & (episodes["RNE"] != "S"))
    mine = episodes[begins & np.char.startswith(episodes["PLACE"], "U")]
    return mine, np.isin(mine["PLACE"], ("U1", "U2", "U3")), mine["RNE"] == "S"


def _own_provision(world: World) -> Cells:
    mine, kin, _ = _new_carers(world)
    return _cells(kin, mine["PLACE_PROVIDER"] == "PR1")


def _outside(world: World) -> Cells:
    mine, kin, first = _new_carers(world)
    return _cells(first, ~measures.is_inside(mine["PL_POST"]), ~kin & (mine["PL_POST"] != ""))


def _leavers(column: str, codes: tuple[str, ...]) -> Callable[[World], Cells]:
    """Of care leavers, those of 19 to 21 against the younger: is the column one of the codes?"""

    def cells(world: World) -> Cells:
        told = world.events.tables["oc3"]
        last = np.array([f"{year}-03-31" for year in told["YEAR"]], dtype="M8[D]")
        asked = np.ones(len(told), dtype=bool) if column == "IN_TOUCH" else told["ACTIV"] != "0"
        return _cells(age_on(told["DOB"], last) > 18, np.isin(told[column], codes), asked)

    return cells


def _unsuitable(world: World) -> Cells:
    home = world.events.tables["oc3"]["ACCOM"]
    letter = home.astype("U1")
    return _cells(letter == "W", np.char.endswith(home, "2"), np.isin(letter, ("W", "U")))


def _odds(question: str, given: str, outcomes: tuple[str, ...], *, of: tuple[str, ...] = ()) -> float:
    """Return the odds of some outcomes among those of the question, or among all `of`."""
    asked = shares(question)
    weights = dict(zip(asked.outcomes, asked.weights[asked.givens.index(given)].tolist(), strict=True))
    mine = sum(weights[name] for name in outcomes)
    return float(mine / (sum(weights[name] for name in of or asked.outcomes) - mine))


def _odds_ratio(question: str, outcomes: tuple[str, ...], group: str, against: str) -> float:
    return _odds(question, group, outcomes) / _odds(question, against, outcomes)


def _ratio(name: str, value: str, group: int, against: int) -> float:
    key = {"months": "month", "arrivals": "year", "missing_by_age": "age"}[name]
    held = by_number(name, key, value)
    return held[group] / held[against]


def _heads_for_adoption(first: Spells, episodes: Records) -> Bits:
    """Return the periods with a placement order or adopters in them: a move to adopters has its own day."""
    such = np.isin(episodes["LS"], ("E1",)) | np.char.startswith(episodes["PLACE"], "A")
    upto = np.concatenate([[0], np.cumsum(such)])
    found: Bits = upto[first.last + 1] > upto[first.first]
    return found


def _odds_of_agreement(band: int) -> float:
    """Return the odds of a first status V2 for a child from a family: over the pathways of that age."""
    ways, first = shares("pathway"), shares("legal_first")
    way = ways.weights[ways.givens.index(BANDS[band])]
    status = first.weights[
        [first.givens.index(name) if name in first.givens else 0 for name in ways.outcomes]
    ]
    agreed = status[:, first.outcome("V2")] / status.sum(axis=1)
    share = float((way * agreed).sum() / way.sum())
    return share / (1 - share)


def _odds_of_moving_early(band: int) -> float:
    """Return the odds that a foster placement which nothing else ends is over within a year."""
    pace, lasting, lengths = shares("pace"), shares("lasting"), durations("placement")
    days = lengths.table[lengths.givens.index("foster")]
    stays = lasting.weights[lasting.givens.index("foster")]
    lasts = stays[lasting.outcome("lasts")] / stays.sum()
    weights, share = pace.weights[pace.givens.index(BANDS[band])], 0.0
    for name, weight in zip(pace.outcomes, weights, strict=True):
        early = (np.maximum(days * int(name) // 100, 1) <= _SETTLING_IN).mean()
        share += float(weight / weights.sum() * early * (1 - lasts if int(name) >= _USUAL_PACE else 1))
    return share / (1 - share)


_USUAL_PACE = 100
_WHY = tuple(code for code in shares("why_moved").outcomes if code != "PLACE")
ASSOCIATIONS = (
    Association(
        "boys, among children who came alone against others",
        ODDS,
        _odds_ratio("sex", ("M",), "unaccompanied", "family"),
        _of_children("SEX", ("M",)),
    ),
    Association(
        "absent parenting as the need, children who came alone against others",
        ODDS,
        _odds_ratio("need", ("N8",), "unaccompanied", "family"),
        _needs,
    ),
    Association(
        "Black African, children who came alone against others",
        ODDS,
        _odds_ratio("ethnic", ("BAFR",), "unaccompanied", "family"),
        _of_children("ETHNIC", ("BAFR",)),
    ),
    Association(
        "missing in a year of care, begun in a home against in a family, at the same age",
        RATE,
        chance("runs_from_homes") / 1_000_000,
        _running_from_homes,
    ),
    Association(
        "missing in a year of care, at 15 against at 12, in families",
        RATE,
        _ratio("missing_by_age", "per_million", 15, 12),
        _running_at_15,
    ),
    Association(
        "coming into care in June against April",
        RATE,
        _ratio("months", "weight", 6, 4),
        _coming_in(6, 4),
        spans=(30, 30),
    ),
    Association(
        "coming into care in October against August",
        RATE,
        _ratio("months", "weight", 10, 8),
        _coming_in(10, 8),
        spans=(31, 31),
    ),
    Association(
        "arriving alone in the year to March 2024 against 2021",
        RATE,
        _ratio("arrivals", "per_million", 2024, 2021),
        _arriving,
        spans=(365, 366),
    ),
    Association(
        "leaving because of behaviour, foster carers against children's homes",
        ODDS,
        _odds("why_moved", "foster", ("CREQB",), of=_WHY) / _odds("why_moved", "home", ("CREQB",), of=_WHY),
        _left,
    ),
    Association(
        "own provision, relatives against other foster carers",
        ODDS,
        _odds_ratio("provider", ("PR1",), "kin", "foster"),
        _own_provision,
    ),
    Association(
        "outside the authority, first foster carers against later ones",
        ODDS,
        _odds_ratio("inside", ("outside",), "foster at first", "foster"),
        _outside,
    ),
    Association(
        "coming in by agreement (V2), at 10 to 15 against 5 to 9",
        ODDS,
        _odds_of_agreement(_OLDER) / _odds_of_agreement(_YOUNGER),
        _by_agreement,
    ),
    Association(
        "leaving the first foster carer within a year, at 10 to 15 against 5 to 9",
        ODDS,
        _odds_of_moving_early(_OLDER) / _odds_of_moving_early(_YOUNGER),
        _moved_early,
    ),
    Association(
        "in touch, care leavers of 19 to 21 against younger",
        ODDS,
        _odds_ratio("in_touch", ("YES",), "19-21", "17-18"),
        _leavers("IN_TOUCH", ("YES",)),
    ),
    Association(
        "full-time education below university, care leavers of 19 to 21 against younger",
        ODDS,
        _odds_ratio("activity", ("F2",), "19-21", "17-18"),
        _leavers("ACTIV", ("F2",)),
    ),
    Association(
        "unsuitable accommodation, bed and breakfast against a tenancy",
        ODDS,
        _odds_ratio("suitable", ("2",), "W", "U"),
        _unsuitable,
    ),
)


def measured_cells(events: Events) -> list[Cells]:
    """Return the cells of every association from one world."""
    world = world_seen(events)
    return [one.cells(world) for one in ASSOCIATIONS]


def recovered(cells: list[Cells]) -> list[Recovered]:
    """Return what a fit finds of each association in the cells of all worlds together."""
    found = []
    for association, mine in zip(ASSOCIATIONS, cells, strict=True):
        effect, error = _fitted(association, mine)
        low, high = (effect + side * _WITHIN_95 * error for side in (-1, 1))
        found.append(Recovered(association, *(float(value) for value in np.exp([effect, low, high]))))
    return found


def _fitted(association: Association, cells: Cells) -> tuple[float, float]:
    """Return the logarithm of the ratio and its standard error, by iterated weighted least squares."""
    names = sorted({name for name, _, _ in cells})
    groups = [(name, group) for name in names for group in (0, 1)]
    design = np.array([[group, *(name == one for one in names)] for name, group in groups], dtype=float)
    cases = np.array([cells[name, group, 1] for name, group in groups], dtype=float)
    whole = cases + [cells[name, group, 0] for name, group in groups]
    if association.spans:
        whole = np.array([association.spans[group] for _, group in groups], dtype=float)
    return _least_squares(design, cases, whole, is_odds=association.kind == ODDS)


def _least_squares(
    design: NDArray[np.float64], cases: NDArray[np.float64], whole: NDArray[np.float64], *, is_odds: bool
) -> tuple[float, float]:
    share = (cases + 0.5) / (whole + 1)
    linear = np.log(share / (1 - share)) if is_odds else np.log(share)
    for _ in range(_ROUNDS):
        share = 1 / (1 + np.exp(-linear)) if is_odds else np.exp(linear)
        weight = whole * share * (1 - share) if is_odds else whole * share
        response = linear + (cases - whole * share) / weight
        information = design.T @ (weight[:, None] * design)
        effects = np.linalg.solve(information, design.T @ (weight * response))
        linear = design @ effects
    return float(effects[0]), float(np.sqrt(np.linalg.inv(information)[0, 0]))
