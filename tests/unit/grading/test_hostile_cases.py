"""The table of everything hostile or accidental that marking is tried with: each case once, in one line."""

import csv
from pathlib import Path

from hostile import CASES, ODD_HAND_INS
from probes import PROBES

TABLE = Path(__file__).resolve().parents[2] / "support" / "hostile_cases.csv"
AT_LEAST = 100  # the figure


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_table_lists_every_case_that_is_tried_and_no_other() -> None:
    tried = [*(case.about for case in CASES), *PROBES, *ODD_HAND_INS]
    assert [row["case"] for row in _rows()] == tried
    assert len(tried) == len(set(tried)) >= AT_LEAST


def test_no_two_cases_share_a_mechanism() -> None:
    said = [row["what it does"] for row in _rows()]
    assert len(set(said)) == len(said)
    assert len(set(PROBES.values())) == len(PROBES)
    assert all(len(line.split()) > 2 and len(line) < 111 for line in said)
