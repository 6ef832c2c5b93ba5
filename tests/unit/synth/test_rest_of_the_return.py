"""Reviews, health, adoptions and the rest fit the lives they are told of, over all rows at once."""

import numpy as np
import pytest
from fingerpost.spec.codes import codes_of
from fingerpost.spec.tables import SSDA903_TABLES, table_named
from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.dates import age_on, birthday
from fingerpost.synth.events import FIELDS, Events, Records
from fingerpost.synth.histories import Spells, spells_of
from numpy.typing import NDArray

LAST = np.datetime64(REPORTING_DATE)


def spells(events: Events) -> Spells:
    """Return the periods of care."""
    return spells_of(0, events.children, events.episodes)


def born(events: Events, records: Records) -> NDArray[np.datetime64]:
    """Return the birth date in the header of the child of each row."""
    children = events.children
    found: NDArray[np.datetime64] = children["DOB"][np.searchsorted(children["CHILD"], records["CHILD"])]
    return found


MAY_BE_EMPTY = ("dolo",)
"""Too rare for the few children of T."""


def in_care(events: Events, child: NDArray[np.str_], day: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Return True where a child is in care on a day, first and last day included."""
    held = spells(events)
    ids = events.children["CHILD"][held.child]
    return np.array(
        [
            bool(((ids == one) & (held.starts <= on) & (held.ends >= on)).any())
            for one, on in zip(child, day, strict=True)
        ]
    )


@pytest.mark.parametrize("table", [name for name in SSDA903_TABLES if name != "episodes"])
def test_table_has_rows_about_children_of_the_header_with_their_birth_date(
    events: Events, table: str
) -> None:
    records = events.tables[table]
    assert len(records) or table in MAY_BE_EMPTY
    assert np.isin(records["CHILD"], events.children["CHILD"]).all()
    assert (records["DOB"] == born(events, records)).all()


@pytest.mark.parametrize("table", SSDA903_TABLES)
def test_every_code_in_it_is_in_its_code_set(events: Events, table: str) -> None:
    for column in table_named(f"ssda903.{table}").columns:
        if column.codeset:
            allowed = {code.code for code in codes_of(column.codeset)}
            assert set(events.tables[table][column.name]) - {""} <= allowed, column.name


def test_fields_are_the_columns_of_the_spec() -> None:
    for name in SSDA903_TABLES:
        columns = tuple(column.name for column in table_named(f"ssda903.{name}").columns)
        assert FIELDS[name].names == columns, name


def test_review_is_held_while_the_child_is_in_care(known: dict[str, Events]) -> None:
    for letter in "BT":
        reviews = known[letter].tables["reviews"]
        assert (reviews["REVIEW"] <= LAST).all()
        assert in_care(known[letter], reviews["CHILD"], reviews["REVIEW"]).all()


def test_child_under_four_is_not_asked_at_a_review(events: Events) -> None:
    reviews = events.tables["reviews"]
    young = age_on(reviews["DOB"], reviews["REVIEW"]) < 4
    assert ((reviews["REVIEW_CODE"] == "PN0") == young).all()


def test_some_reviews_are_late_and_most_are_not(known: dict[str, Events]) -> None:
    reviews = known["A"].tables["reviews"]
    same = reviews["CHILD"][1:] == reviews["CHILD"][:-1]
    gap = (reviews["REVIEW"][1:] - reviews["REVIEW"][:-1]).astype(int)[same]
    assert 0.02 < (gap > 183).mean() < 0.15


def test_missing_spells_lie_in_care_and_do_not_overlap(known: dict[str, Events]) -> None:
    for letter in "ABT":
        missing = known[letter].tables["missing"]
        end = np.where(np.isnat(missing["MIS_END"]), LAST, missing["MIS_END"])
        assert (end >= missing["MIS_START"]).all()
        same = missing["CHILD"][1:] == missing["CHILD"][:-1]
        assert (end[:-1][same] < missing["MIS_START"][1:][same]).all()
        if letter != "A":
            assert in_care(known[letter], missing["CHILD"], missing["MIS_START"]).all()


def test_workers_follow_one_another_without_a_gap(events: Events) -> None:
    workers = events.tables["sw_episodes"]
    same = workers["CHILD"][1:] == workers["CHILD"][:-1]
    assert (workers["SW_DEC"][:-1][same] == workers["SW_DECOM"][1:][same]).all()
    assert np.isnat(workers["SW_DEC"][:-1][~same]).all()
    assert (workers["SW_ID"][:-1][same] != workers["SW_ID"][1:][same]).mean() > 0.9


def test_health_is_told_of_those_twelve_months_in_care(known: dict[str, Events]) -> None:
    for letter in "BT":
        health = known[letter].tables["oc2"]
        last = np.array([f"{year}-03-31" for year in health["YEAR"]], dtype="M8[D]")
        first = np.array([f"{year - 1}-04-01" for year in health["YEAR"]], dtype="M8[D]")
        assert in_care(known[letter], health["CHILD"], last).all()
        assert in_care(known[letter], health["CHILD"], first).all()
        assert len(np.unique(health[["CHILD", "YEAR"]])) == len(health)


def test_health_questions_are_asked_at_the_ages_they_are_for(events: Events) -> None:
    health = events.tables["oc2"]
    last = np.array([f"{year}-03-31" for year in health["YEAR"]], dtype="M8[D]")
    age = age_on(health["DOB"], last)
    assert ((health["CONVICTED"] != "") == (age >= 10)).all()
    assert ((health["HEALTH_CHECK"] != "") == (age < 5)).all()
    assert (health["SDQ_SCORE"][age < 4] == "").all()
    assert ((health["SDQ_SCORE"] != "") & (health["SDQ_REASON"] != "")).sum() == 0
    assert ((health["INTERVENTION_RECEIVED"] != "") == (health["SUBSTANCE_MISUSE"] == "1")).all()


def test_care_leavers_are_17_to_21_and_once_a_year(events: Events) -> None:
    leavers = events.tables["oc3"]
    last = np.array([f"{year}-03-31" for year in leavers["YEAR"]], dtype="M8[D]")
    assert np.isin(age_on(leavers["DOB"], last), range(17, 22)).all()
    assert len(np.unique(leavers[["CHILD", "YEAR"]])) == len(leavers)
    unknown = np.isin(leavers["IN_TOUCH"], ["NO", "DIED", "REFU", "NREQ", "RHOM"])
    assert ((leavers["ACTIV"] == "0") == unknown).all()


def test_adoption_is_decided_then_matched_then_made(events: Events) -> None:
    adoptions = events.tables["ad1"]
    assert (adoptions["DATE_INT"] <= adoptions["DATE_MATCH"]).all()
    ended = events.episodes[np.isin(events.episodes["REC"], ["E11", "E12"])]
    made = dict(zip(ended["CHILD"], ended["DEC"], strict=True))
    known_by_now = adoptions[np.isin(adoptions["CHILD"], ended["CHILD"])]
    assert len(known_by_now)
    assert all(made[row["CHILD"]] > row["DATE_MATCH"] for row in known_by_now)
    single = adoptions["NB_ADOPTR"] == "1"
    assert ((adoptions["LS_ADOPTR"] == "L0") == single).all()


def test_decision_that_was_reversed_says_why(events: Events) -> None:
    decisions = events.tables["placed_adoption"]
    ended = ~np.isnat(decisions["DATE_PLACED_CEASED"])
    assert ((decisions["REASON_PLACED_CEASED"] != "") == ended).all()
    assert (decisions["DATE_PLACED_CEASED"][ended] >= decisions["DATE_PLACED"][ended]).all()


def test_earlier_permanence_is_of_before_this_care(events: Events) -> None:
    earlier = events.tables["prev_perm"]
    has_one = earlier["PREV_PERM"] != "Z1"
    assert (np.isnat(earlier["DATE_PERM"]) == ~has_one).all()
    assert (earlier["DATE_PERM"][has_one] > earlier["DOB"][has_one]).all()
    assert len(np.unique(earlier["CHILD"])) == len(earlier)


def test_asylum_status_ends_at_18_at_the_latest(events: Events) -> None:
    alone = events.tables["uasc"]
    assert (alone["DUC"] <= birthday(alone["DOB"], 18)).all()


def test_motherhood_is_asked_of_girls_alone(events: Events) -> None:
    children = events.children
    asked = children["MOTHER"] != ""
    assert (children["SEX"][asked] == "F").all()
    assert ((children["MOTHER"] == "1") == ~np.isnat(children["MC_DOB"])).all()


def test_placements_are_with_providers_registered_for_them(known: dict[str, Events]) -> None:
    for letter, at_least in (("A", 500), ("B", 500), ("T", 27)):
        providers = {row["urn"]: row for row in known[letter].tables["providers"]}
        placed = known[letter].episodes[known[letter].episodes["URN"] != ""]
        assert len(placed) >= at_least
        for row in placed:
            provider = providers[row["URN"]]
            assert row["PLACE"] in provider["place_codes"].split(","), row
            assert row["PLACE_PROVIDER"] == provider["provider_codes"], row


def test_returns_hold_the_placements_that_the_case_system_lacks(known: dict[str, Events]) -> None:
    told = known["A"].tables["return_values"]
    blank = known["A"].episodes[known["A"].episodes["PLACE"] == ""]
    completed = told[(told["table_name"] == "episodes") & (told["column_name"] == "PLACE")]
    assert len(blank) == len(completed) > 20
    assert (told["column_name"] == "SW_ID").sum() > 0, "some late corrections are there"


def test_liberty_is_taken_by_one_order_at_a_time_in_a_childrens_home(known: dict[str, Events]) -> None:
    orders = known["A"].tables["dolo"]
    episodes = known["A"].episodes
    homes = episodes[episodes["PLACE"] == "K2"]
    end = np.where(np.isnat(orders["DOLO_END"]), LAST, orders["DOLO_END"])
    assert len(orders) >= 10
    assert (end >= orders["DOLO_START"]).all()
    same = orders["CHILD"][1:] == orders["CHILD"][:-1]
    assert (end[:-1][same] < orders["DOLO_START"][1:][same]).all()
    for child, start, last in zip(orders["CHILD"], orders["DOLO_START"], end, strict=True):
        dec = np.where(np.isnat(homes["DEC"]), LAST, homes["DEC"])
        assert ((homes["CHILD"] == child) & (homes["DECOM"] <= start) & (dec >= last)).any(), child
    assert (age_on(orders["DOB"], orders["DOLO_START"]) >= 11).all()
