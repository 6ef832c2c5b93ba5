"""What the steps of the clinic are told from: one table, and the charts that the steps make of it."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from fingerpost.walkthroughs.clinic.chart import (
    Chart,
    Counted,
    Drawn,
    Measure,
    arrange,
    count_groups,
    excels_baseline,
)
from fingerpost.walkthroughs.clinic.columns import Columns
from fingerpost.walkthroughs.clinic.diagnoses import finding

EXCEL_TITLE = "Total"


@dataclass(frozen=True)
class Told:
    """The table, a few rows of it, and the chart that the story ends with."""

    table: pd.DataFrame
    sample: pd.DataFrame
    chart: Chart
    columns: Columns
    _known: dict[tuple[str, Measure, Measure | None], Counted] = field(default_factory=dict)
    _titles: set[str] = field(default_factory=set)

    def proposed(self, chart: Chart) -> str:
        """Return a title for a chart that says what was found; a title of ours follows what is drawn."""
        title = finding(self.draw(replace(chart, order="number")))
        self._titles.add(title)
        return title

    def is_ours(self, title: str) -> bool:
        """Return whether a title was proposed here, and not typed."""
        return title in self._titles

    def counted_for(self, chart: Chart) -> Counted:
        """Return the groups of a chart's columns: counted once, however often they are drawn."""
        key = (chart.x, chart.measure, chart.second)
        if key not in self._known:
            self._known[key] = count_groups(self.table, chart)
        return self._known[key]

    def draw(self, chart: Chart) -> Drawn:
        """Return what a chart draws of the table."""
        return arrange(self.counted_for(chart), chart)

    def drawn(self, **changes: object) -> Drawn:
        """Return the story's chart as it is drawn with some of its choices changed."""
        return self.draw(replace(self.chart, **changes))  # type: ignore[arg-type]  # each step names fields of a chart

    @cached_property
    def excel(self) -> Drawn:
        """Excel's chart: columns in the PivotTable's order, on the axis that Excel gives them by itself."""
        baseline = excels_baseline(self.from_zero)
        return self.drawn(mark="column", order="label", baseline=baseline, labels="no", title=EXCEL_TITLE)

    @cached_property
    def from_zero(self) -> Drawn:
        """The same columns from 0."""
        return self.drawn(mark="column", order="label", labels="no", title=EXCEL_TITLE)

    @cached_property
    def counted(self) -> Drawn:
        """The same as bars with their numbers, in the labels' order."""
        return self.drawn(order="label", title=EXCEL_TITLE)

    @cached_property
    def ordered(self) -> Drawn:
        """The bars in order of their numbers."""
        return self.drawn(title=EXCEL_TITLE)

    @cached_property
    def pie(self) -> Drawn:
        """The same numbers as slices."""
        return self.drawn(mark="pie", order="label", labels="no", title=EXCEL_TITLE)

    @cached_property
    def coloured(self) -> Drawn:
        """The bars, one of them in colour."""
        return self.drawn(colour=f"only {self.ordered.largest.label}", title=EXCEL_TITLE)

    @cached_property
    def final(self) -> Drawn:
        """The bars under a title that says what was found."""
        return self.drawn(colour=f"only {self.ordered.largest.label}", title=self.proposed(self.chart))
