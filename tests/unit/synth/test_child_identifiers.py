"""Children in need have one number for life, typed by hand: lower case, spaces, blanks, and some twice."""

from dataclasses import replace

import numpy as np
import pytest
from fingerpost.spec.authorities import members_of_region
from fingerpost.synth.events import Events, Records
from fingerpost.synth.identity import with_check_letter
from fingerpost.synth.region import told_apart
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import world_of

A_SIZED = simulate(world_of("C", seed=77))
MADE = A_SIZED.tables["child_identifiers"]


def cleaned(records: Records) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.char.upper(np.char.strip(records["UPN"]))


def test_every_assessed_child_has_a_record_and_each_id_one() -> None:
    assessed = np.unique(A_SIZED.tables["assessments"]["LAchildID"])
    assert np.isin(assessed, MADE["LAchildID"]).all()
    assert len(np.unique(MADE["LAchildID"])) == len(MADE)


def test_child_in_care_has_the_birth_date_and_the_number_of_the_care_file() -> None:
    header = {row["CHILD"]: row for row in A_SIZED.children}
    in_care = MADE[np.isin(MADE["LAchildID"], A_SIZED.children["CHILD"])]
    assert len(in_care) > 50
    for row, number in zip(in_care, cleaned(in_care), strict=True):
        known = header[row["LAchildID"]]
        assert row["PersonBirthDate"] == known["DOB"]
        assert number in {known["UPN"], ""}
        assert row["UPNunknown"] in {known["UPN"], "UN5", ""}


def test_a_number_is_blank_exactly_where_it_is_said_why() -> None:
    assert ((MADE["UPN"] == "") == (MADE["UPNunknown"] != "")).all()
    assert not (MADE["FormerUPN"][MADE["UPN"] == ""] != "").any()


def test_numbers_have_their_check_letter_once_capitals_and_spaces_are_alike() -> None:
    numbers = cleaned(MADE[MADE["UPN"] != ""])
    assert (with_check_letter(np.strings.slice(numbers, 1, None)) == numbers).all()


@pytest.mark.parametrize("typed", ["lower case", "a space"])
def test_a_few_numbers_are_typed_otherwise(typed: str) -> None:
    held = MADE["UPN"][MADE["UPN"] != ""]
    odd = np.char.islower(held) if typed == "lower case" else np.char.endswith(held, " ")
    assert 0.005 < odd.mean() < 0.05


def test_some_children_are_recorded_twice_under_one_number() -> None:
    numbers, times = np.unique(cleaned(MADE[MADE["UPN"] != ""]), return_counts=True)
    assert set(times.tolist()) == {1, 2}
    twice = MADE[np.isin(cleaned(MADE), numbers[times == 2])]
    assert len({(row["UPN"].strip().upper(), row["PersonBirthDate"]) for row in twice}) == len(twice) / 2


def test_switch_leaves_more_numbers_blank_and_nothing_else_changes() -> None:
    world = world_of("B", seed=77)
    assert world.has_blank_upns
    plain = simulate(replace(world, has_blank_upns=False))
    more = simulate(world)
    blank = [(one.tables["child_identifiers"]["UPNunknown"] == "UN5").mean() for one in (plain, more)]
    assert blank[1] > 2 * blank[0]
    changed = [name for name in more.tables if more.tables[name].tobytes() != plain.tables[name].tobytes()]
    assert changed == ["child_identifiers"]


def test_a_member_of_the_region_keeps_spaces_and_small_letters_with_numbers_of_its_own() -> None:
    member = next(one for one in members_of_region() if one.place_in_region)
    ours = MADE[MADE["UPN"] != ""]
    apart = told_apart(Events({"child_identifiers": ours}), member).tables["child_identifiers"]
    assert (np.char.endswith(apart["UPN"], " ") == np.char.endswith(ours["UPN"], " ")).all()
    assert (np.char.islower(apart["UPN"]) == np.char.islower(ours["UPN"])).all()
    assert not np.isin(cleaned(apart), cleaned(ours)).any()
    assert (with_check_letter(np.strings.slice(cleaned(apart), 1, None)) == cleaned(apart)).all()


def test_hand_written_ones_stand_for_the_edges_of_a_link() -> None:
    events = simulate(world_of("T"))
    tiny, header = events.tables["child_identifiers"], events.children
    assert (tiny["UPN"] == "").any()
    assert np.char.startswith(header["UPN"], "UN").any()
    assert np.char.islower(tiny["UPN"]).any()
    assert np.char.endswith(tiny["UPN"], " ").any()
    numbers = cleaned(tiny[tiny["UPN"] != ""])
    assert len(np.unique(numbers)) < len(numbers)
