"""The figures that module 06 quotes, and what it says of charts, are what its cells give on authority A."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from fingerpost.courseware.cells import read_cells
from fingerpost.grading.chart_looks import FAINTEST, contrast
from fingerpost.grading.data import Data

FOLDER = "06-charts-that-answer-a-question"


def _text(course: Path, name: str) -> str:
    return " ".join((course / FOLDER / name).read_text(encoding="utf-8").replace("\n# ", " ").split())


def test_chart_that_counts_by_itself_carries_a_row_for_each_start(names: dict[str, Any]) -> None:
    carried = {
        name: sum(len(rows) for rows in names[name].to_dict()["datasets"].values())
        for name in ("bars", "by_itself")
    }
    assert carried == {"bars": len(names["counted"]), "by_itself": len(names["starts"])}


def test_text_months_stand_by_the_alphabet_and_january_is_the_gap(names: dict[str, Any]) -> None:
    order = sorted(names["delivered"]["month"])
    assert [month.split()[0] for month in order[:3]] == ["Apr", "Aug", "Dec"]
    assert [month.split()[0] for month in order[:5:2]] == ["Apr", "Dec", "Jul"], "every other label has room"
    assert order[-1:] == order[::2][-1:] == ["Sep 2024"], (
        "the last label has room, and is what the text sorts to"
    )
    assert max(names["dated"]["month"]).strftime("%b %Y") == "Mar 2025"
    gap = names["with_gap"]["starts"].isna()
    assert names["with_gap"]["month"][gap].dt.strftime("%b %Y").tolist() == ["Jan 2025"]


def test_excels_axis_is_cut_for_england_and_halves_its_last_column(names: dict[str, Any]) -> None:
    children = names["england"]["children"]
    most, last = children.max(), children.iloc[-1]
    assert children.iloc[0] == most, "the first column is the highest"
    assert children.min() == last > most * 5 / 6, "far apart, Excel would begin at 0"
    for begins in (80_000, 80_500, 81_000, 81_500):  # by the size of the chart, so the words hold for each
        assert (last - begins) / (most - begins) < 0.5


def test_start_is_not_called_a_child(names: dict[str, Any]) -> None:
    starts, counted = names["starts"], names["counted"]
    assert starts["CHILD"].nunique() < len(starts), "with one start each, the two words would mean the same"
    assert list(counted) == ["need", "starts"]
    assert counted["starts"].sum() == len(starts)
    assert names["finding"].endswith(f"{counted['starts'][0]} of {len(starts)} starts")
    assert "children" not in names["below"].casefold() + names["finding"]


def test_chart_that_counts_by_itself_carries_the_childs_number(names: dict[str, Any]) -> None:
    assert list(names["by_itself"].data.columns) == ["CHILD", "DECOM", "need"]
    assert list(names["bars"].data.columns) == ["need", "starts"]


def test_finished_chart_shows_every_start_and_no_group_under_10(names: dict[str, Any]) -> None:
    shown = names["to_show"]
    assert shown["starts"].min() >= 10 > names["counted"]["starts"].min()
    assert shown["starts"].sum() == len(names["starts"])
    (rows,) = names["said"].to_dict()["datasets"].values()
    assert {row["need"]: row["starts"] for row in rows} == dict(
        zip(shown["need"], shown["starts"], strict=True)
    )


def test_nine_regions_are_drawn_and_the_south_west_is_in_their_midst_and_rose(names: dict[str, Any]) -> None:
    regions = names["regions"]
    assert regions["region"].nunique() == 9
    ends = [
        regions[regions["year"] == year].set_index("region")["rate"]
        for year in (regions["year"].min(), regions["year"].max())
    ]
    for rates in ends:
        assert rates.max() > rates["South West"] > rates.min()
    rose = (ends[1] - ends[0])[lambda change: change > 0].index
    assert "South West" in rose
    assert len(rose) > 9 / 2, "most lines in that picture rise"
    assert list(names["south_west"]["year"]) == sorted(regions["year"].unique())


def test_greys_and_colours_of_the_lines_can_be_seen_on_white(course: Path) -> None:
    pages = [_text(course, name) for name in ("lesson.py", "practice.py", "assignment.py", "sheet.md")]
    named = set(re.findall(r"#[0-9a-f]{6}", " ".join(pages)))
    assert named == {"#1f4e79", "#8c8c8c"}
    assert min(map(contrast, named)) >= FAINTEST


def test_line_that_stands_out_has_its_name_at_its_end(names: dict[str, Any]) -> None:
    (row,) = names["name"].data.to_dict("records")
    assert (row["region"], row["year"]) == ("South West", names["regions"]["year"].max())


def _desk_of(course: Path, folder: Path, places: Sequence[str | None]) -> dict[str, Any]:
    """Return the names that the desk page leaves when it is played over an extract of these places."""
    pd.DataFrame({"CHILD": range(len(places)), "PLACE": places}).to_csv(folder / "own.csv", index=False)
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in read_cells(course / FOLDER / "desk.py"):
        if cell.kind == "code":
            own = cell.source.replace('folder = r""', f"folder = r{str(folder)!r}")
            exec(re.sub(r"number = \d+", "number = 1", own), names)  # noqa: S102 - our own course source
    return names


def test_desk_chart_counts_blanks_and_says_what_it_leaves_out(course: Path, tmp_path: Path) -> None:
    places = ["U4"] * 30 + [None] * 12 + ["K2"] * 9 + ["Z1"] * 2
    names = _desk_of(course, tmp_path, places)
    shown = names["shown"]
    assert dict(zip(shown["place"], shown["episodes"], strict=True)) == {"U4": 30, "Not recorded": 12}
    assert shown["episodes"].dtype == "int64", "a count is written without a decimal"
    assert "Kinds left out as too small to show: 2." in names["below"]


def test_desk_chart_leaves_no_way_back_to_one_small_count(course: Path, tmp_path: Path) -> None:
    names = _desk_of(course, tmp_path, ["U4"] * 30 + ["K2"] * 20 + ["U6"] * 12 + ["Z1"] * 3)
    assert list(names["shown"]["place"]) == ["U4", "K2"], "from the total, U6 would give Z1 back"
    assert "Kinds left out as too small to show: 2." in names["below"]


def test_two_sources_refer_two_children_in_three_as_the_tutor_page_says(course: Path, data: Data) -> None:
    by_source = data.sql("""
        SELECT label AS source, count(*) AS n FROM cin.cin_details
        JOIN ref.codes ON codeset = 'referral_source' AND code = ReferralSource
        WHERE CINreferralDate BETWEEN '2024-04-01' AND '2025-03-31' GROUP BY 1 ORDER BY n DESC
    """)
    assert by_source["source"].head(2).tolist() == ["police", "school"]
    assert round(3 * by_source["n"].head(2).sum() / by_source["n"].sum()) == 2
    assert "schools second, together two in three" in _text(course, "tutor.md")


def test_rate_stays_near_its_middle_from_year_to_year(data: Data) -> None:
    rates = data.sql("""
        SELECT 10000 * count(*) / any_value(population_0_17) AS rate FROM cin.cin_details
        JOIN ref.authorities ON is_ours WHERE CINreferralDate BETWEEN '2021-04-01' AND '2025-03-31'
        GROUP BY year(CINreferralDate + INTERVAL 9 MONTH)
    """)["rate"]
    assert rates.between(585, 615).all()
