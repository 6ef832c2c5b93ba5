"""What hangs on what in the invented lives: recovered from the events by a fit, beside what was planted.

Each association compares two groups: an odds ratio (logistic fit) or a rate ratio (Poisson fit), within
strata where the groups differ in something else. The planted value is worked out from the data files of the
synth room, never from a simulation; the fit sees the events alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import groups
import numpy as np
from fingerpost.synth.chances import chance
from fingerpost.synth.events import Events
from groups import Cells, World, world_seen
from numpy.typing import NDArray
from planted import (
    OLDER,
    WHY,
    YOUNGER,
    odds,
    odds_of_agreement,
    odds_of_moving_early,
    odds_ratio,
    odds_ratio_of_absent_parenting,
    ratio,
)

ODDS, RATE = "odds ratio", "rate ratio"
_ROUNDS = 25
_WITHIN_95 = 1.96
_WITHIN_95_TOGETHER = 2.98
"""So many standard errors for each of 18: the normal quantile at (1 + 0.95 ** (1 / 18)) / 2."""


@dataclass(frozen=True)
class Association:
    """One planted association: what it says, its planted value, and the cells that one world gives it.

    `spans` are the lengths of group 0 and 1 where a rate counts cases alone, such as the days of a month.
    """

    name: str
    kind: str
    planted: float
    cells: Callable[[World], Cells]
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


ASSOCIATIONS = (
    Association(
        "boys, among children who came alone against others",
        ODDS,
        odds_ratio("sex", ("M",), "unaccompanied", "family"),
        groups.of_children("SEX", ("M",)),
    ),
    Association(
        "absent parenting as the need, children who came alone against others",
        ODDS,
        odds_ratio("need", ("N8",), "unaccompanied", "family"),
        groups.needs,
    ),
    Association(
        "Black African, children who came alone against others",
        ODDS,
        odds_ratio("ethnic", ("BAFR",), "unaccompanied", "family"),
        groups.of_children("ETHNIC", ("BAFR",)),
    ),
    Association(
        "missing in a year of care, begun in a home against in a family, at the same age",
        RATE,
        chance("runs_from_homes") / 1_000_000,
        groups.running_from_homes,
    ),
    Association(
        "missing in a year of care, at 15 against at 12, in families",
        RATE,
        ratio("missing_by_age", "per_million", 15, 12),
        groups.running_at_15,
    ),
    Association(
        "coming into care in June against April",
        RATE,
        ratio("months", "weight", 6, 4),
        groups.coming_in(6, 4),
        spans=(30, 30),
    ),
    Association(
        "coming into care in October against August",
        RATE,
        ratio("months", "weight", 10, 8),
        groups.coming_in(10, 8),
        spans=(31, 31),
    ),
    Association(
        "arriving alone in the year to March 2024 against 2021",
        RATE,
        ratio("arrivals", "per_million", 2024, 2021),
        groups.arriving,
        spans=(365, 366),
    ),
    Association(
        "leaving because of behaviour, foster carers against children's homes",
        ODDS,
        odds("why_moved", "foster", ("CREQB",), of=WHY) / odds("why_moved", "home", ("CREQB",), of=WHY),
        groups.left,
    ),
    Association(
        "own provision, relatives against other foster carers",
        ODDS,
        odds_ratio("provider", ("PR1",), "kin", "foster"),
        groups.own_provision,
    ),
    Association(
        "outside the authority, first foster carers against later ones",
        ODDS,
        odds_ratio("inside", ("outside",), "foster at first", "foster"),
        groups.outside,
    ),
    Association(
        "coming in by agreement (V2), at 10 to 15 against 5 to 9",
        ODDS,
        odds_of_agreement(OLDER) / odds_of_agreement(YOUNGER),
        groups.by_agreement,
    ),
    Association(
        "disability as the need, short breaks (V3, V4) against care orders (C1)",
        ODDS,
        odds_ratio("need", ("N2",), "breaks", "family"),
        groups.on_a_short_break,
    ),
    Association(
        "absent parenting as the need, coming in by agreement (V2) against under an order",
        ODDS,
        odds_ratio_of_absent_parenting(),
        groups.agreed,
    ),
    Association(
        "leaving the first foster carer within a year, at 10 to 15 against 5 to 9",
        ODDS,
        odds_of_moving_early(OLDER) / odds_of_moving_early(YOUNGER),
        groups.moved_early,
    ),
    Association(
        "in touch, care leavers of 19 to 21 against younger",
        ODDS,
        odds_ratio("in_touch", ("YES",), "19-21", "17-18"),
        groups.leavers("IN_TOUCH", ("YES",)),
    ),
    Association(
        "full-time education below university, care leavers of 19 to 21 against younger",
        ODDS,
        odds_ratio("activity", ("F2",), "19-21", "17-18"),
        groups.leavers("ACTIV", ("F2",)),
    ),
    Association(
        "unsuitable accommodation, bed and breakfast against a tenancy",
        ODDS,
        odds_ratio("suitable", ("2",), "W", "U"),
        groups.unsuitable,
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
