"""`walk.explain`: a formula over any table, told part by part, with what agrees and which traps bite."""

import duckdb
import jsonschema
import pandas as pd
import pytest
from fingerpost.walkthroughs import walk
from fingerpost.walkthroughs.display import Notice, Walkthrough
from fingerpost.walkthroughs.scene import Scene, Step
from scene_schema import SCHEMA


@pytest.fixture
def placements() -> pd.DataFrame:
    """Return six placements with a case variant, a blank and halves."""
    return pd.DataFrame(
        {
            "Place": pd.Series(["Leeds", "leeds", "York", "Hull ", "Hull", None], dtype="str"),
            "Weeks": [3.0, 4.0, 5.0, None, 2.0, 1.0],
            "Cost": [2.5, 3.5, 1.005, 10.0, 0.5, 4.0],
        }
    )


def scene_of(formula: str, table: pd.DataFrame) -> Scene:
    shown = walk.explain(formula, table=table)
    assert isinstance(shown, Walkthrough), str(shown)
    return shown.scene


def step(scene: Scene, name: str) -> Step:
    return next(one for one in scene.steps if one.name == name)


def test_each_part_of_the_first_row_is_a_step_that_points_at_it(placements: pd.DataFrame) -> None:
    scene = scene_of("=ROUND(C2,0)*B2", placements)
    assert [one.name for one in scene.steps[:5]] == [
        "The formula",
        "C2",
        "ROUND(C2,0)",
        "B2",
        "ROUND(C2,0)*B2",
    ]
    read, rounded = scene.steps[1], scene.steps[2]
    assert read.sentence == "C2 is cell C2 in row 2; it holds 2.5."
    assert read.excel.formula
    assert read.excel.formula.text[slice(*read.excel.formula.spans[0])] == "C2"
    assert [(mark.kind, mark.rows, mark.columns) for mark in read.excel.shows[0].marks] == [
        ("read", ("row-2",), ("Cost",))
    ]
    assert rounded.sentence == "ROUND(C2,0) gives 3 in row 2."


def test_every_further_row_is_told_with_what_it_read(placements: pd.DataFrame) -> None:
    scene = scene_of("=C2/B2", placements)
    fifth = step(scene, "Row 5")
    assert fifth.sentence == "In row 5, C5 holds 10, B5 holds nothing: the result is #DIV/0!."
    assert fifth.excel.formula
    assert fifth.excel.formula.text == "=C5/B5"
    assert fifth.excel.formula.cell == "D5"
    assert fifth.excel.shows[0].marks[0].kind == "error"


def test_cells_that_a_condition_picks_are_marked(placements: pd.DataFrame) -> None:
    scene = scene_of('SUMIFS(B:B,A:A,"Leeds")', placements)
    picked = scene.steps[1]
    assert picked.sentence == 'SUMIFS(B:B,A:A,"Leeds") picks two cells here: B2, B3.'
    assert picked.excel.shows[0].marks[0].rows == ("row-2", "row-3")
    assert picked.excel.formula
    assert picked.excel.formula.text[slice(*picked.excel.formula.spans[0])] == 'SUMIFS(B:B,A:A,"Leeds")'


def test_lookup_marks_the_row_it_found(placements: pd.DataFrame) -> None:
    scene = scene_of('=VLOOKUP("york",$A$2:$B$7,2,FALSE)', placements)
    assert "picks one cell here: A4." in scene.steps[1].sentence
    assert scene.steps[1].excel.shows[0].marks[0].rows == ("row-4",)


def test_proof_names_ironcalc_and_the_number_of_rows(
    placements: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = step(scene_of("=B2*2", placements), "Does it agree?")
    assert proof.sentence == "The formula agrees with IronCalc on all 6 rows."
    assert "pandas agrees with Excel's rules as we read them on all 6 rows." in proof.notes
    monkeypatch.setattr("fingerpost.formulas.explaining.is_installed", lambda: False)
    proof = step(scene_of("=B2*2", placements), "Does it agree?")
    assert proof.sentence.startswith("IronCalc is not installed here")


def test_traps_come_with_the_amount_and_only_where_they_bite(placements: pd.DataFrame) -> None:
    traps = step(scene_of("=AVERAGE(B:B)", placements), "Traps")
    assert traps.notes == (
        "Column Weeks has 1 blank, which AVERAGE leaves out: 3. Counted as 0 that would make it 2.5.",
    )
    assert step(scene_of("=B2*2", placements), "Traps").sentence.startswith("None of the traps")


def test_code_to_take_away_runs_and_gives_the_values(placements: pd.DataFrame) -> None:
    codes = {
        code.language: code.text
        for code in step(scene_of("=ROUND(C2,0)", placements), "Take it with you").python.codes
    }
    names: dict[str, object] = {"pd": pd, "table": placements}
    exec(codes["pandas"], names)  # noqa: S102 - the code we tell people to copy
    expected = [3.0, 4.0, 1.0, 10.0, 1.0, 4.0]
    assert list(names["result"]) == expected  # type: ignore[call-overload]  # a column
    with duckdb.connect() as connection:
        connection.register("data", placements)
        assert [row[1] for row in connection.execute(codes["sql"]).fetchall()] == expected


def test_long_table_shows_twelve_rows_with_every_case_and_names_them() -> None:
    table = pd.DataFrame({"Cost": [float(n) for n in range(500)], "Weeks": [1.0] * 480 + [0.0] * 20})
    shown = walk.explain("=A2/B2", table=table)
    assert isinstance(shown, Walkthrough)
    assert len(shown.scene.table("sheet").rows) == 12
    assert step(shown.scene, "Row 482").sentence.endswith("the result is #DIV/0!.")
    assert "12 of 500 rows are shown; every result is worked out over all of them." in shown.text()


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("=SUM(B2", "opened at character 2 is not closed"),
        ("=SUMM(B:B)", "SUMM is not a function known here"),
        ("=Z2", "lies outside the table, which has columns A to C"),
        ("=TODAY()-B2", "say which day it shall be"),
    ],
)
def test_formula_that_cannot_be_shown_is_one_sentence(
    formula: str, said: str, placements: pd.DataFrame
) -> None:
    shown = walk.explain(formula, table=placements)
    assert isinstance(shown, Notice)
    assert said in shown.text()


def test_day_of_today_can_be_named(placements: pd.DataFrame) -> None:
    shown = walk.explain("=TODAY()+B2", table=placements, as_at="2025-03-31")
    assert isinstance(shown, Walkthrough)
    assert "45750" in shown.text()


def test_scene_is_as_the_schema_has_it_whatever_is_refused(placements: pd.DataFrame) -> None:
    mixed = placements.assign(Mixed=pd.Series([1.0, "2", 3.0, None, 5.0, 6.0], dtype="object"))
    for formula in ("=ROUND(C2,0)", "=SUM(D:D)", '=IFERROR(C2/B2,"none")', "=SUM($C$2:C2)", "=C3-C2"):
        jsonschema.validate(scene_of(formula, mixed).to_dict(), SCHEMA)


def test_wide_table_names_columns_with_their_letters(placements: pd.DataFrame) -> None:
    wide = placements.assign(**{f"Extra {number}": 1.0 for number in range(6)})
    sheet = scene_of("=I2+B2", wide).table("sheet")
    assert [column.name for column in sheet.columns][:3] == ["row", "A Place", "B Weeks"]
    assert sheet.rows[5].cells[1] == "(blank)"
