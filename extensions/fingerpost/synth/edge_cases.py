"""Authority T: a dozen children written by hand, each row labelled with the edge it stands for."""

import csv
from importlib.resources import files

import numpy as np

from fingerpost.synth.events import CHILD_FIELDS, EPISODE_FIELDS, FIELDS, Records


def _rows(name: str) -> list[dict[str, str]]:
    text = files("fingerpost.synth").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _records(rows: list[dict[str, str]], fields: np.dtype[np.void]) -> Records:
    records = np.zeros(len(rows), dtype=fields)
    for name in fields.names or ():
        records[name] = [row[name] or ("NaT" if fields[name].kind == "M" else "") for row in rows]
    return records


def edge_cases() -> tuple[Records, Records]:
    """Return the children and the episodes of authority T; what else is told of them follows from these."""
    return (
        _records(_rows("edge_case_children"), CHILD_FIELDS),
        _records(_rows("edge_case_episodes"), EPISODE_FIELDS),
    )


def edge_case_assessments() -> Records:
    """Return the assessments of authority T."""
    return _records(_rows("edge_case_assessments"), FIELDS["assessments"])


def edge_case_identifiers() -> Records:
    """Return the children in need of authority T, with their pupil numbers as they were typed."""
    return _records(_rows("edge_case_identifiers"), FIELDS["child_identifiers"])


def edge_case_providers() -> Records:
    """Return the settings and fostering services of authority T, one of them without a child."""
    return _records(_rows("edge_case_providers"), FIELDS["providers"])


def edge_case_referrals() -> Records:
    """Return the referrals of authority T."""
    return _records(_rows("edge_case_referrals"), FIELDS["cin_details"])


def edges() -> dict[str, list[str]]:
    """Return for each child of T the edges it stands for, in words."""
    said: dict[str, list[str]] = {}
    for row in _rows("edge_case_children") + _rows("edge_case_episodes"):
        said.setdefault(row["CHILD"], []).extend([row["edge"]] if row["edge"] else [])
    return said
