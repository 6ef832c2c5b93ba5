"""The figures that module 06 quotes, and what it says of charts, are what its cells give on authority A."""

from pathlib import Path
from typing import Any

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
    gap = names["with_gap"]["children"].isna()
    assert names["with_gap"]["month"][gap].dt.strftime("%b %Y").tolist() == ["Jan 2025"]


def test_nine_regions_are_drawn_and_the_north_east_is_highest(names: dict[str, Any]) -> None:
    regions = names["regions"]
    assert regions["region"].nunique() == 9
    latest = regions[regions["year"] == regions["year"].max()].set_index("region")["rate"]
    assert latest.idxmax() == "North East"


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
