"""One order to the sector's validator: what it is given, and what it answers."""

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

from fingerpost.spec.years import COLLECTION_YEARS
from fingerpost.warehouse.connection import open_warehouse
from fingerpost.warehouse.paths import year_folder

PROGRAM = Path(__file__).resolve().parents[1] / "judge" / "judge903.py"


def judge(python: Path, order: dict[str, Any], folder: Path) -> Any:
    """Return the judge's answer to one order."""
    folder.mkdir()
    paper = folder / "order.json"
    before = folder / "all_years_before"
    order |= {
        "answer": str(folder / "answer.json"),
        "all_years_before": _together(order["every_year_before"], before),
    }
    paper.write_text(json.dumps(order), encoding="utf-8")
    done = subprocess.run([python, PROGRAM, paper], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "answer.json").read_text(encoding="utf-8"))


def order_of(root: Path, year: int) -> dict[str, Any]:
    connection = open_warehouse("A", root=root)
    rows = {
        name: connection.sql(f"FROM ref.{name}").df().to_dict(orient="records")
        for name in ("postcodes", "providers", "authorities")
    }
    years = [one.ending for one in COLLECTION_YEARS if one.ending < year]
    return {
        "year": year,
        "only": None,
        "local_authority": next(one["la_code"] for one in rows["authorities"] if one["is_ours"]),
        "authorities": [one["la_code"] for one in rows["authorities"]],
        "postcodes": rows["postcodes"],
        "providers": [_as_ofsted(one) for one in rows["providers"]],
        "this_year": _files(root, year),
        "last_year": _files(root, year - 1),
        "every_year_before": [_files(root, one) for one in years],
    }


def _as_ofsted(provider: dict[str, str]) -> dict[str, str | None]:
    """Return a provider under the names of the validator's table."""
    return {
        "URN": provider["urn"],
        "PLACE_CODES": provider["place_codes"],
        "PROVIDER_CODES": provider["provider_codes"],
        "REG_END": None,
        "POSTCODE": provider["postcode"],
        "LA_CODE_INFERRED": provider["la_code"],
        "LA_NAME_INFERRED": provider["la_code"],
        "LA_NAME_FROM_FILE": provider["la_code"],
    }


def _files(root: Path, year: int) -> list[str]:
    return [str(path) for path in sorted(year_folder("A", year, root).glob("*.csv"))]


def _together(years: list[list[str]], folder: Path) -> list[str]:
    """Write the files of several years one below another, and return the paths."""
    folder.mkdir()
    rows: dict[str, list[list[str]]] = {}
    for files in years:
        for path in map(Path, files):
            with path.open(encoding="utf-8", newline="") as file:
                header, *body = csv.reader(file)
            rows.setdefault(path.name, [header]).extend(body)
    for name, held in rows.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(held)
    return [str(folder / name) for name in rows]
