"""A notebook that opens files is marked on the files of each authority, with walls and without."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fingerpost.grading.catalogue import ModuleAnswers, load_answers, load_module
from fingerpost.grading.data import Data
from fingerpost.grading.engine.marker import Marker
from fingerpost.grading.marking import mark_notebook
from fingerpost.grading.sandbox.levels import survey
from fingerpost.grading.sandbox.limits import Limits
from papers import cells_with, paper_with
from robots import hard_coded

FOLDER = "01-from-workbook-to-table"
LIMITS = Limits(cell_seconds=20.0, script_seconds=80.0)
NO_FORM = """
header = pd.read_csv("data/header.csv", dtype="str")
header["DOB"] = pd.to_datetime(header["DOB"])
dates_of_birth = header[["CHILD", "DOB"]]
"""


@pytest.fixture(scope="module")
def answers(course_root: Path) -> ModuleAnswers:
    return load_answers(course_root / "answers" / f"{FOLDER}.py")


@pytest.fixture(scope="module")
def right(answers: ModuleAnswers) -> dict[str, str]:
    return {word: sources[0] for word, sources in answers.also_right.items()}


@pytest.fixture(scope="module")
def marker() -> Iterator[Marker]:
    made = Marker(survey().level, LIMITS)
    yield made
    made.close()


def marked(marker: Marker, course_root: Path, sources: Mapping[str, str], own: Path | None = None) -> Any:
    return marker.mark(paper_with(course_root, FOLDER, sources, own)).verdicts


def test_right_answers_are_paid_in_full_whatever_files_were_handed_in(
    marker: Marker, course_root: Path, right: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "header.csv").write_text("CHILD,DOB\n237,07/11/2019\n", encoding="utf-8")
    verdicts = marked(marker, course_root, right, own=tmp_path)
    assert [str(verdict) for verdict in verdicts.values() if not verdict.is_full] == []
    assert sum(verdict.points for verdict in verdicts.values()) == 24


def test_dates_without_a_form_are_right_on_a_and_found_out_on_the_hidden_files(
    marker: Marker, course_root: Path, right: dict[str, str]
) -> None:
    verdict = marked(marker, course_root, right | {"dates_of_birth": NO_FORM})["dates_of_birth"]
    assert (verdict.parts, verdict.code) == ((1.0, 0.0), "M01-USDATE")
    assert "day and month are swapped" in verdict.saw


def test_answers_typed_in_from_the_files_one_has_earn_nothing_hidden(
    marker: Marker, course_root: Path, answers: ModuleAnswers
) -> None:
    checks = load_module(course_root / "checks" / f"{FOLDER}.py")
    typed = hard_coded(answers, checks, Data("A", course_root))
    verdicts = marked(marker, course_root, typed.answers)
    hidden = {word: verdict.parts[1] for word, verdict in verdicts.items()}
    assert {word for word, points in hidden.items() if points} == {"one_row_is"}, (
        "a judgement, the same anywhere"
    )


def test_percentage_keeps_its_hidden_points_where_it_is_worked_out_and_only_there(
    marker: Marker, course_root: Path, right: dict[str, str], answers: ModuleAnswers
) -> None:
    (worked_out,) = answers.wrong["M01-PERCENT"]["blank_upns"]
    blank, rows = (
        Data("A", course_root).sql("SELECT count(*) - count(UPN), count(*) FROM delivery_01.header").iloc[0]
    )
    typed = f'blank_upns = {{"blank": {blank}, "share": {100 * blank / rows}}}'
    for source, parts in ((worked_out, (0.5, 3.0)), (typed, (0.5, 0.0))):
        verdict = marked(marker, course_root, right | {"blank_upns": source})["blank_upns"]
        assert (verdict.parts, verdict.code) == (parts, "M01-PERCENT")


def test_marking_without_walls_lays_out_the_hidden_files_too(
    course_root: Path, right: dict[str, str], tmp_path: Path
) -> None:
    whole = {
        "cells": cells_with(course_root, FOLDER, right),
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    notebook = tmp_path / f"{FOLDER}.ipynb"
    notebook.write_text(json.dumps(whole), encoding="utf-8")
    verdicts = mark_notebook(notebook, course_root=course_root)
    assert [str(verdict) for verdict in verdicts.values() if not verdict.is_full] == []
