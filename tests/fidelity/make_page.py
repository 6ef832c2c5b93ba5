"""How far the invented children are from England's published figures: a page, its text twin, and the verdict.

    python tests/fidelity/make_page.py [--authorities 44] [--for-associations 220] [--out dist/fidelity]

Simulates so many authorities of A's size from seeds 1, 2, 3…, in processes of their own, measures them
as `measures.py` says and sets each parameter beside its target; fits what `associations.py` says was planted
and sets it beside the planted value. Exit status 1 when fewer parameters pass than the design asks for.
"""

import csv
import sys
from collections import Counter
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import altair as alt
import click
import numpy as np
import pandas as pd
from fingerpost.spec.published import ATTRIBUTION
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))
import associations
import measures
from associations import Recovered
from groups import Cells

TARGETS = Path(__file__).resolve().parent / "targets.csv"
FARTHEST_SHARE, FARTHEST_NUMBER = 0.05, 0.10
SHARES_TO_PASS = 24


@dataclass(frozen=True)
class Measured:
    """What one world, or several together, measure."""

    counts: measures.Counts
    days: dict[str, NDArray[np.int64]]
    people: Counter[str]
    cells: list[Cells]


@dataclass(frozen=True)
class Verdict:
    """One parameter: its distance from the target, and whether that is near enough."""

    domain: str
    parameter: str
    unit: str
    target: dict[str, float]
    model: dict[str, float]
    distance: float

    @property
    def is_near(self) -> bool:
        """True within 0.05 total variation, or 10% of a number."""
        return self.distance <= (FARTHEST_SHARE if self.unit == "share" else FARTHEST_NUMBER)


def measured(seed: int) -> Measured:
    """Return what one authority measures."""
    events = simulate(world_of("A", seed=seed))
    world = measures.seen(events)
    ceased, care_days = measures.ceases(world)
    ended, lasted = measures.placements_ceasing(world)
    away, people = measures.missing(world)
    people["in care"] = sum(measures.stock(world)["CLA stock", "sex"].values())
    counts = {**measures.stock(world), **measures.starts(world), **ceased, **ended, **away}
    cells = associations.measured_cells(events)
    return Measured(counts, {**care_days, **lasted}, people, cells)


def cells_of(seed: int) -> list[Cells]:
    """Return the cells of every association from one authority."""
    return associations.measured_cells(simulate(world_of("A", seed=seed)))


def summed(parts: list[list[Cells]]) -> list[Cells]:
    """Return the cells of several worlds added up, association by association."""
    nothing: Cells = Counter()
    return [sum(alike, nothing) for alike in zip(*parts, strict=True)]


def together(parts: list[Measured]) -> Measured:
    """Return several worlds as one."""
    counts: measures.Counts = {}
    for part in parts:
        for key, counter in part.counts.items():
            counts.setdefault(key, Counter()).update(counter)
    days = {name: np.concatenate([part.days[name] for part in parts]) for name in parts[0].days}
    people = sum((part.people for part in parts), Counter())
    return Measured(counts, days, people, summed([part.cells for part in parts]))


def _numbers(found: Measured) -> dict[str, float]:
    """Return the single numbers by domain and parameter."""
    numbers = {
        name: float(np.median(days) if "median" in name else days.mean()) for name, days in found.days.items()
    }
    people = found.people
    numbers["CLA missing/share_of_children_missing"] = 100 * people["missing"] / people["children"]
    numbers["CLA missing/incidents_per_missing_child"] = people["incidents"] / people["missing"]
    return numbers


def verdicts(found: Measured) -> list[Verdict]:
    """Return a verdict for each parameter of `targets.csv`, in its order."""
    targets: dict[tuple[str, str, str], dict[str, float]] = {}
    with TARGETS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["domain"], row["parameter"], row["unit"])
            targets.setdefault(key, {})[row["category"]] = float(row["value"])
    numbers = _numbers(found)
    said = []
    for (domain, parameter, unit), target in targets.items():
        if unit == "share":
            counts = found.counts[domain, parameter]
            whole, asked = sum(counts.values()), sum(target.values())
            target = {name: share / asked for name, share in target.items()}  # noqa: PLW2901 - rounded when published
            model = {name: count / whole for name, count in counts.items()}
            names = set(target) | set(model)
            distance = sum(abs(target.get(name, 0) - model.get(name, 0)) for name in names) / 2
        else:
            model = {"": numbers[f"{domain}/{parameter}"]}
            distance = abs(model[""] / target[""] - 1)
        said.append(Verdict(domain, parameter, unit, target, model, distance))
    return said


def as_text(said: list[Verdict], found: Measured) -> str:
    """Return the page in plain text."""
    shares = [one for one in said if one.unit == "share"]
    numbers = [one for one in said if one.unit != "share"]
    lines = [
        "How far the invented children are from England's published figures",
        f"{found.people['in care']:,} invented children in care on 31 March 2025, beside England.",
        f"Shares within 0.05 total variation: {sum(one.is_near for one in shares)} of {len(shares)}.",
        f"Days, percentages and ratios within 10%: {sum(one.is_near for one in numbers)} of {len(numbers)}.",
        "",
    ]
    for one in said:
        lines.append(
            f"{'pass' if one.is_near else 'FAR '}  {one.distance:5.3f}  {one.domain}: {one.parameter}"
        )
        if not one.is_near:
            lines += [
                f"        {name or one.unit}: target {value:.4g}, model {one.model.get(name, 0):.4g}"
                for name, value in one.target.items()
            ]
    return "\n".join(
        [*lines, "", *_associations_as_text(associations.recovered(found.cells)), "", ATTRIBUTION, ""]
    )


def _associations_as_text(found: list[Recovered]) -> list[str]:
    """Return what was planted beside what a fit recovers of it, a line each."""
    return [
        "What was planted, recovered from the events by a fit with its 95% interval",
        (
            f"Planted within its own interval: {sum(one.is_near for one in found)} of {len(found)}; "
            f"by chance alone {len(found) * 0.05:.1f} would lie outside."
        ),
        (
            "Within the wider intervals that hold for all together 95 times in 100: "
            f"{sum(one.is_near_together for one in found)} of {len(found)}."
        ),
        "",
        *(
            f"{'pass' if one.is_near else 'FAR '}  planted {one.association.planted:7.3f}, "
            f"found {one.estimate:7.3f} ({one.low:.3f} to {one.high:.3f})  "
            f"{one.association.name} ({one.association.kind})"
            for one in found
        ),
    ]


def as_page(said: list[Verdict], text: str, found: list[Recovered]) -> str:
    """Return the page as HTML: a chart of parameters, one of associations, and the text below."""
    chart = alt.vconcat(_chart_of_parameters(said), _chart_of_associations(found)).resolve_scale(
        color="independent"
    )
    twin = text.replace("&", "&amp;").replace("<", "&lt;")
    page: str = chart.to_html(inline=False)
    return page.replace("</body>", f"<pre>{twin}</pre></body>")


def _chart_of_associations(found: list[Recovered]) -> alt.LayerChart:
    rows = [
        {"association": one.association.name, "found": one.estimate, "low": one.low, "high": one.high}
        | {"planted": one.association.planted, "verdict": "pass" if one.is_near else "far"}
        for one in found
    ]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        y=alt.Y("association:N", title=None, axis=alt.Axis(labelLimit=520))
    )
    ratio = alt.Scale(type="log")
    spans = base.mark_rule().encode(x=alt.X("low:Q", scale=ratio, title="ratio"), x2="high:Q")
    planted = base.mark_tick(thickness=3).encode(x=alt.X("planted:Q", scale=ratio), color="verdict:N")
    title = "What was planted (tick) within the interval of a fit (line)"
    return alt.LayerChart(layer=[spans, planted], title=title)


def _chart_of_parameters(said: list[Verdict]) -> alt.FacetChart:
    rows = [
        {"parameter": f"{one.domain}: {one.parameter}", "category": name, "side": side, "share": value}
        for one in said
        if one.unit == "share"
        for side, values in (("England", one.target), ("invented", one.model))
        for name, value in values.items()
    ]
    chart: alt.FacetChart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_point(filled=True, size=60)
        .encode(
            x=alt.X("share:Q", axis=alt.Axis(format="%")),
            y=alt.Y("category:N", title=None),
            shape="side:N",
            color="side:N",
            tooltip=["parameter", "category", "side", alt.Tooltip("share:Q", format=".1%")],
        )
        .facet(row=alt.Row("parameter:N", header=alt.Header(labelAngle=0, labelAlign="left")))
        .resolve_scale(y="independent", x="independent")
        .properties(title="Invented children beside England's published figures")
    )
    return chart


@click.command()
@click.option("--authorities", type=click.IntRange(1), default=44, show_default=True)
@click.option("--for-associations", type=click.IntRange(1), default=220, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("dist/fidelity"))
def main(authorities: int, for_associations: int, workers: int, out: Path) -> None:
    """Write fidelity.html and fidelity.txt into a folder, and say the verdict."""
    with ProcessPoolExecutor(workers) as pool:
        found = measure_all(range(1, authorities + 1), pool)
        # Rare outcomes need more worlds than shares do, or an interval is too wide to find a fault in.
        more = list(pool.map(cells_of, range(authorities + 1, for_associations + 1)))
    found = replace(found, cells=summed([found.cells, *more]))
    said = verdicts(found)
    text = as_text(said, found)
    out.mkdir(parents=True, exist_ok=True)
    (out / "fidelity.txt").write_text(text, encoding="utf-8")
    (out / "fidelity.html").write_text(
        as_page(said, text, associations.recovered(found.cells)), encoding="utf-8"
    )
    click.echo(text)
    near = sum(one.is_near for one in said if one.unit == "share")
    sys.exit(0 if near >= SHARES_TO_PASS else 1)


def measure_all(seeds: range, pool: Executor) -> Measured:
    """Return what the authorities of some seeds measure together."""
    return together(list(pool.map(measured, seeds)))


if __name__ == "__main__":
    main()
