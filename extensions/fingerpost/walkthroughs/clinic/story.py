"""The scene of "Chart clinic" for any table, told as often as the reader changes the last step's chart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from fingerpost.walkthroughs.clinic import code
from fingerpost.walkthroughs.clinic.chart import Chart, Measure, unit_of
from fingerpost.walkthroughs.clinic.columns import MOST_GROUPS, Columns, columns_of, groups_in, most_groups
from fingerpost.walkthroughs.clinic.own import as_excel, chosen, own_drawn, your_chart
from fingerpost.walkthroughs.clinic.periods import Period, with_periods
from fingerpost.walkthroughs.clinic.steps import fixed_steps
from fingerpost.walkthroughs.clinic.tables import all_pictures, all_tables, drawing, numbers, pivot
from fingerpost.walkthroughs.clinic.told import Told
from fingerpost.walkthroughs.focus import FOCUS_ROWS
from fingerpost.walkthroughs.preflight import CannotShowError, check_columns, check_frame
from fingerpost.walkthroughs.scene import Picture, Scene, Step, Table
from fingerpost.walkthroughs.theme import use_chart_theme

_ASK = 'Name them: walk.clinic(table, x="…", y="…").'
_ACROSS = 3


@dataclass(frozen=True)
class ClinicStory:
    """One table, and the chart that the last step starts with."""

    told: Told

    def tell(self, choices: Mapping[str, str | int]) -> Scene:
        """Return the scene, its last step with the chart that the reader chose."""
        told = self.told
        drawn = own_drawn(told, chosen(told, told.final.chart, choices))
        excel = as_excel(told, drawn.chart)
        steps, tables, pictures = self._fixed
        return Scene(
            "clinic",
            "Chart clinic",
            (*tables, numbers("own", told, drawn), pivot("own_pivot", excel)),
            (*steps, your_chart(told, drawn)),
            (*pictures, drawing("own", drawn, "own"), drawing("own_excel", excel, "own_pivot")),
        )

    def chart(self, choices: Mapping[str, str | int]) -> Any:  # noqa: ANN401 - a chart of Altair, imported only here
        """Return the Altair chart of these choices: the code on screen, run; it needs no internet."""
        import altair as alt  # noqa: PLC0415 - heavy, and the walkthrough itself needs none

        use_chart_theme()
        told = self.told
        drawn = own_drawn(told, replace(chosen(told, told.final.chart, choices), table="table"))
        names: dict[str, Any] = {"alt": alt, "table": told.table}
        exec(code.pandas(drawn.chart), names)  # noqa: S102 - the code is ours, the names in it quoted
        exec(code.altair(drawn), names)  # noqa: S102 - as above
        return names["chart"]

    @cached_property
    def _fixed(self) -> tuple[tuple[Step, ...], tuple[Table, ...], tuple[Picture, ...]]:
        """The steps before the last, their tables and pictures: no choice changes them."""
        return fixed_steps(self.told), all_tables(self.told), all_pictures(self.told)


def clinic_story(frame: object, *, x: str, y: str, name: str) -> ClinicStory:
    """Return the story of a table whose column `x` makes groups; `y` is added up, or rows are counted.

    Raises:
        CannotShowError: a column is missing, or makes no groups, too many, or no numbers.
    """
    table = check_frame(frame).reset_index(drop=True)
    table = table.set_axis([str(column) for column in table.columns], axis=1)
    check_columns(table, *(column for column in (x, y) if column), ask=_ASK)
    table, periods = with_periods(table)
    columns = columns_of(table, periods)
    groups = _groups_of(x, periods, columns) or next(
        (column for column in columns.groups if column not in columns.numbers), ""
    )
    groups = groups or next(iter(columns.groups), "")
    period = periods.get(groups)
    _check_groups(table, groups, period)
    if y and (y not in columns.numbers or y == groups):
        raise CannotShowError(f"'{y}' holds no numbers to add up, or makes the groups. {_ASK}")
    chart = Chart(name, groups, Measure("sum", y) if y else Measure(), period=period, unit=unit_of(name))
    chart = replace(chart, order="label") if period else chart
    shown = [period.column if period else groups, *([y] if y else [])]
    given = [column for column in table.columns if column not in periods]
    shown += [column for column in given if column not in shown][: max(0, _ACROSS - len(shown))]
    sample = table[[column for column in table.columns if column in shown]].head(FOCUS_ROWS)
    told = Told(table, sample.reset_index(drop=True), chart, columns)
    own_drawn(told, chart)
    return ClinicStory(told)


def _groups_of(x: str, periods: dict[str, Period], columns: Columns) -> str:
    """Return the column that makes the groups: of dates the months, or the years where there are too many."""
    made = [name for name, period in periods.items() if period.column == x]
    return next((name for name in made if name in columns.groups), made[-1]) if made else x


def _check_groups(table: pd.DataFrame, groups: str, period: Period | None) -> None:
    if not groups:
        raise CannotShowError(
            f"No column of this table has from 2 to {MOST_GROUPS} different values, so there are no groups "
            "to draw. Make one first: ages into bands, days into months."
        )
    many = groups_in(table[groups])
    if many > (most := most_groups(period)):
        raise CannotShowError(
            f"'{groups}' has {many:,} different values, and nobody reads that many bars. Join them into "
            f"{most} groups or fewer first."
        )
    if many < 2:  # noqa: PLR2004 - one bar compares with nothing
        raise CannotShowError(
            "A chart needs two groups or more, of text, numbers, or true and false, and "
            f"'{period.column if period else groups}' makes {'only one' if many else 'none'}. Choose another "
            "column, or turn it into text with astype(str)."
        )
