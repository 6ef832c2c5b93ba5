"""`fingerpost warehouse …` says in a sentence what it did or why it did not."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fingerpost import cli, connect
from fingerpost.synth import region

SLIPS = [
    (
        ["build", "--size", "huge"],
        2,
        "There is no size 'huge' yet; the sizes to build today are tiny, authority, region.",
    ),
    (["build", "--size", "national"], 2, "There is no size 'national' yet; the sizes to build today are"),
    (["build", "--size", "tiny", "--seed", "seven"], 2, "'seven' is not a whole number. Give digits"),
    (["build", "--size", "tiny", "--seed", ""], 2, "'' is not a whole number. Give digits"),
    (["returns", "--year", "last", "--out", "x"], 2, "'last' is not a whole number. Give the year"),
    (
        ["returns", "--year", "2031", "--out", "x"],
        2,
        "There is no return of the year ending 31 March 2031; choose 2022 to 2026.",
    ),
    (
        ["returns", "--authority", "Q", "--out", "x"],
        2,
        "There is no authority 'Q'; the authorities are A, B, C, T",
    ),
    (["returns", "--out", "x"], 1, "There is no warehouse of authority A in"),
]


def run(words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the exit status of `fingerpost warehouse …` run in this process."""
    monkeypatch.setattr(sys, "argv", ["fingerpost", "warehouse", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("slip", SLIPS)
def test_slip_is_answered_in_words(
    slip: tuple[list[str], int, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words, status, sentence = slip
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path / "empty"))
    monkeypatch.chdir(tmp_path)
    assert run(words, monkeypatch) == status
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.count("\n") == 1


def test_nobody_is_no_number_of_workers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "--size", "tiny", "--workers", "0"], monkeypatch) == 2
    assert "0 is not in the range" in capsys.readouterr().err


def test_small_authority_is_built_and_returned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    assert run(["build", "--size", "tiny"], monkeypatch) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "warehouse" / "A.duckdb") in said
    assert "Every child in it is invented" in said
    assert run(["returns", "--year", "2025", "--out", str(tmp_path / "out")], monkeypatch) == 0
    assert (tmp_path / "out" / "ssda903_2025" / "episodes.csv").is_file()
    assert (tmp_path / "out" / "annex_a.xlsx").is_file()


def test_region_is_built_by_processes_and_opened_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two of its authorities, made small: who builds and how is what is looked at."""
    two = [
        replace(world, authority=replace(world.authority, population_0_17=1_500))
        for world in region.region_of()[1:3]
    ]
    monkeypatch.setattr(region, "region_of", lambda _seed: two)
    monkeypatch.setenv("FINGERPOST_DATA", str(tmp_path))
    assert run(["build", "--size", "region", "--workers", "2"], monkeypatch) == 0
    assert str(tmp_path / "warehouse" / "region.duckdb") in capsys.readouterr().out
    monkeypatch.setenv("FINGERPOST_AUTHORITY", "region")
    codes = connect().sql("SELECT DISTINCT la_code FROM mart.child ORDER BY ALL").fetchall()
    assert codes == [("ZZ4",), ("ZZ5",)]


@pytest.mark.parametrize("command", [[], ["build"], ["returns"]])
def test_help_has_an_example(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--help"], monkeypatch) == 0
    assert "Example: fingerpost warehouse" in capsys.readouterr().out
