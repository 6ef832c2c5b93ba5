"""What the steps of the kitchen are told from: two kitchens, of the sample and of all rows, and one query."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from fingerpost.walkthroughs.drawn import row_id
from fingerpost.walkthroughs.query.clauses import TESTS, Clause, Query
from fingerpost.walkthroughs.query.kitchen import Kitchen, Line, Place

LINES = 12


@dataclass(frozen=True)
class Told:
    """One query over the sample of one or two tables, and over all their rows."""

    query: Query
    sample: pd.DataFrame
    other: pd.DataFrame | None
    in_sample: Kitchen
    over_all: Kitchen

    @cached_property
    def started(self) -> list[Place]:
        """Where each row after FROM and JOIN came from."""
        return self.in_sample.places(self.query, "JOIN")

    @cached_property
    def kept(self) -> list[Place]:
        """Where each row that WHERE lets past came from."""
        return self.in_sample.places(self.query, "WHERE")

    @cached_property
    def answers(self) -> list[bool | None]:
        """What WHERE answers for each row after FROM and JOIN."""
        return self.in_sample.answers(self.query)

    @cached_property
    def grown(self) -> int:
        """By how many rows the join changed the sample: more, fewer, or none."""
        return len(self.started) - len(self.sample)

    @cached_property
    def neither_over_all(self) -> int:
        """Over all rows, how many WHERE answers with neither true nor false."""
        return self.over_all.how_many_answers(self.query)[2]

    @property
    def asked(self) -> str:
        """What WHERE asks, as SQL writes it."""
        test = TESTS[self.query.test]
        value = f"'{self.query.value}'" if isinstance(self.query.value, str) else str(self.query.value)
        return test.sql.format(c=self.query.where, v=value)

    def lines(self, last: Clause) -> list[Line]:
        """Return the groups of the sample after a clause: (label, count)."""
        return self.in_sample.served(self.query, last)

    @cached_property
    def ids(self) -> dict[Place, str]:
        """An id for each row after FROM and JOIN: the row's own, if no join made another of it."""
        joined = self.query.join != "none"
        return {place: f"met-{at}" if joined else row_id(place[0]) for at, place in enumerate(self.started)}
