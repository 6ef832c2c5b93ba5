"""What is planted: ratios of odds and of rates worked out from the data files of the synth room alone."""

import numpy as np
from fingerpost.spec.years import COLLECTION_YEARS
from fingerpost.synth.chances import by_number, durations, shares
from fingerpost.synth.dates import BANDS, band_on

YOUNGER, OLDER = BANDS.index("5-9"), BANDS.index("10-15")
SETTLING_IN = 365
ORDERS = ("C1", "L1", "L2", "L3")
"""Care orders, emergency and police protection: how families' children come in who do not by agreement."""
WHY = tuple(code for code in shares("why_moved").outcomes if code != "PLACE")
_USUAL_PACE = 100
_YEARS_OF_CHILDHOOD = 18
_BIRTHDAYS = np.array([f"{2000 + age}-01-01" for age in range(_YEARS_OF_CHILDHOOD)], dtype="M8[D]")
"""Of a child who was born on the first of January 2000."""


def odds(question: str, given: str, outcomes: tuple[str, ...], *, of: tuple[str, ...] = ()) -> float:
    """Return the odds of some outcomes among those of the question, or among all `of`."""
    asked = shares(question)
    weights = dict(zip(asked.outcomes, asked.weights[asked.givens.index(given)].tolist(), strict=True))
    mine = sum(weights[name] for name in outcomes)
    return float(mine / (sum(weights[name] for name in of or asked.outcomes) - mine))


def odds_ratio(question: str, outcomes: tuple[str, ...], group: str, against: str) -> float:
    return odds(question, group, outcomes) / odds(question, against, outcomes)


def ratio(name: str, value: str, group: int, against: int) -> float:
    key = {"months": "month", "arrivals": "year", "missing_by_age": "age"}[name]
    held = by_number(name, key, value)
    return held[group] / held[against]


def _share_of_first_status(band: int, statuses: tuple[str, ...]) -> float:
    """Return the share of families' children of a band who come in under some statuses, over pathways."""
    ways, first = shares("pathway"), shares("legal_first")
    way = ways.weights[ways.givens.index(BANDS[band])]
    status = first.weights[
        [first.givens.index(name) if name in first.givens else 0 for name in ways.outcomes]
    ]
    mine = status[:, [first.outcome(name) for name in statuses]].sum(axis=1) / status.sum(axis=1)
    return float((way * mine).sum() / way.sum())


def odds_of_agreement(band: int) -> float:
    """Return the odds of a first status V2 for a child from a family."""
    return _odds_of(_share_of_first_status(band, ("V2",)))


def _odds_of(share: float) -> float:
    return share / (1 - share)


def odds_ratio_of_absent_parenting() -> float:
    """Return the odds ratio of the need N8, coming in by agreement against under an order.

    Under an order nobody comes who is alone; by agreement come those who are, so many a year for each
    child living here, beside families' children, of each year of age as its chance of a first entry says.
    """
    bands = band_on(np.array(["2000-01-01"], dtype="M8[D]"), _BIRTHDAYS)
    arrivals = by_number("arrivals", "year", "per_million")
    alone = float(np.mean([arrivals[year.ending] for year in COLLECTION_YEARS])) / 1_000_000
    from_families, not_yet = 0.0, 1.0
    for age, per_million in by_number("entries", "age", "per_million").items():
        entries = not_yet * per_million / 1_000_000
        from_families += entries / _YEARS_OF_CHILDHOOD * _share_of_first_status(int(bands[age]), ("V2",))
        not_yet -= entries
    share_alone = alone / (alone + from_families)
    agreed = share_alone * _share("need", "unaccompanied", "N8")
    agreed += (1 - share_alone) * _share("need", "family", "N8")
    return _odds_of(agreed) / _odds_of(_share("need", "family", "N8"))


def _share(question: str, given: str, outcome: str) -> float:
    of_outcome = odds(question, given, (outcome,))
    return of_outcome / (1 + of_outcome)


def odds_of_moving_early(band: int) -> float:
    """Return the odds that a foster placement which nothing else ends is over within a year."""
    pace, lasting, lengths = shares("pace"), shares("lasting"), durations("placement")
    days = lengths.table[lengths.givens.index("foster")]
    stays = lasting.weights[lasting.givens.index("foster")]
    lasts = stays[lasting.outcome("lasts")] / stays.sum()
    weights, share = pace.weights[pace.givens.index(BANDS[band])], 0.0
    for name, weight in zip(pace.outcomes, weights, strict=True):
        early = (np.maximum(days * int(name) // 100, 1) <= SETTLING_IN).mean()
        share += float(weight / weights.sum() * early * (1 - lasts if int(name) >= _USUAL_PACE else 1))
    return _odds_of(share)
