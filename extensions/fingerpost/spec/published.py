"""England's published figures, with the words the licence asks for."""

from dataclasses import dataclass
from functools import cache

from fingerpost.spec.records import rows_of

ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0"


@dataclass(frozen=True)
class PublishedFigure:
    """One real figure; `year` is the year ending 31 March."""

    measure: str
    breakdown: str
    year: int
    value: float
    unit: str
    source: str
    attribution: str = ATTRIBUTION


@cache
def published_by_authority() -> tuple[dict[str, str], ...]:
    """Return the published figures of authorities, regions and England: a row a measure, a column a year.

    35 headline measures, from the base data of the Local Authority Interactive Tool (Department for
    Education, April 2026); blank where a figure is suppressed or was not published.
    """
    return tuple(rows_of("published_la"))


@cache
def statistical_neighbours() -> tuple[dict[str, str], ...]:
    """Return the ten statistical neighbours of each authority, by the department's model of 2025."""
    return tuple(rows_of("neighbours"))


@cache
def published_for_england() -> tuple[PublishedFigure, ...]:
    """Return all that is held of England, 1994 to 2025: 9,083 figures of 58 measures, by many breakdowns.

    Labels are the publications' own. `published_series.csv` says from which file of which publication
    (`published_sources.csv`) each comes; a figure that two publications give differs where it was revised.
    """
    publications = {row["id"]: f"{row['publisher']}, {row['what']}" for row in rows_of("published_sources")}
    series = {row["series"]: row for row in rows_of("published_series")}
    figures = []
    for row in rows_of("published_england"):
        said = series[row["series"]]
        for figure in row["figures"].split():
            year, value = figure.split(":")
            figures.append(
                PublishedFigure(
                    measure=said["measure"],
                    breakdown=row["breakdown"],
                    year=int(year),
                    value=float(value),
                    unit=said["unit"],
                    source=f"{publications[said['source']]}: {said['file']}",
                )
            )
    return tuple(figures)


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    """Return the headline figures of England that lessons compare with, by measure and year."""
    return tuple(
        PublishedFigure(
            measure=row["measure"],
            breakdown=row["breakdown"],
            year=int(row["year"]),
            value=float(row["value"]),
            unit=row["unit"],
            source=row["source"],
        )
        for row in rows_of("published")
    )
