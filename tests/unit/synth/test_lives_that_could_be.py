"""What holds for every child of every authority, looked at over all rows at once."""

from datetime import date

import numpy as np
import pytest
from fingerpost.spec.codes import code_changes, codes_of
from fingerpost.spec.tables import table_named
from fingerpost.spec.years import REPORTING_DATE
from fingerpost.synth.dates import age_on, birthday
from fingerpost.synth.events import Events, Records
from numpy.typing import NDArray

MOVES = ["P", "B", "T", "U"]
CHANGES_STATUS = ["L", "B", "U"]
LAST = np.datetime64(REPORTING_DATE)


def born(events: Events) -> NDArray[np.datetime64]:
    """Return the birth date of the child of each episode."""
    children = events.children
    born_in_order: NDArray[np.datetime64] = children["DOB"][
        np.searchsorted(children["CHILD"], events.episodes["CHILD"])
    ]
    return born_in_order


def pairs(events: Events) -> tuple[Records, Records]:
    """Return each episode that has a later one of the same child, and that later one."""
    episodes = events.episodes
    same = episodes["CHILD"][1:] == episodes["CHILD"][:-1]
    return episodes[:-1][same], episodes[1:][same]


def firsts(events: Events) -> NDArray[np.bool_]:
    """Return True for each child's first episode."""
    child = events.episodes["CHILD"]
    return np.concatenate([[True], child[1:] != child[:-1]])


def test_children_and_episodes_know_each_other(events: Events) -> None:
    ids = events.children["CHILD"]
    assert len(ids) == len(np.unique(ids))
    assert set(ids) == set(events.episodes["CHILD"])


def test_episodes_stand_in_order_and_none_overlaps(events: Events) -> None:
    earlier, later = pairs(events)
    assert len(earlier) > 10
    assert not np.isnat(earlier["DEC"]).any()
    assert (earlier["DEC"] <= later["DECOM"]).all()
    assert (earlier["DECOM"] < later["DECOM"]).all()


def test_episode_ends_no_earlier_than_it_began_and_nothing_is_known_of_the_future(events: Events) -> None:
    episodes = events.episodes
    ended = ~np.isnat(episodes["DEC"])
    assert (episodes["DEC"][ended] >= episodes["DECOM"][ended]).all()
    assert (episodes["DECOM"] <= LAST).all()
    assert (episodes["DEC"][ended] <= LAST).all()
    assert ended.any()
    assert not ended.all()


def test_x1_is_followed_on_the_same_day_and_nothing_else_is(events: Events) -> None:
    earlier, later = pairs(events)
    assert ((earlier["REC"] == "X1") == (later["RNE"] != "S")).all()
    goes_on = earlier["REC"] == "X1"
    assert (earlier["DEC"][goes_on] == later["DECOM"][goes_on]).all()
    last = np.concatenate([firsts(events)[1:], [True]])
    assert (events.episodes["REC"][last] != "X1").all()


def test_every_first_episode_says_the_child_came_into_care(events: Events) -> None:
    assert (events.episodes["RNE"][firsts(events)] == "S").all()


def test_open_episode_has_neither_end_nor_reason_and_a_closed_one_has_both(events: Events) -> None:
    still_open = np.isnat(events.episodes["DEC"])
    assert (events.episodes["REC"][still_open] == "").all()
    assert (events.episodes["REASON_PLACE_CHANGE"][still_open] == "").all()
    assert (events.episodes["REC"][~still_open] != "").all()


def test_reason_for_a_new_episode_is_what_changed(events: Events) -> None:
    earlier, later = pairs(events)
    goes_on = earlier["REC"] == "X1"
    recorded = (earlier["PLACE"] != "") & (later["PLACE"] != "") & goes_on
    new_status = earlier["LS"] != later["LS"]
    assert (new_status[goes_on] == np.isin(later["RNE"], CHANGES_STATUS)[goes_on]).all()
    renamed = {change.after: change.before for change in code_changes() if change.codeset == "place"}
    was = np.array([renamed.get(code, code) for code in earlier["PLACE"]])
    became = np.array([renamed.get(code, code) for code in later["PLACE"]])
    moved = np.isin(later["RNE"], MOVES)
    assert not ((was != became) & ~moved & recorded).any()
    for name in ("PL_POST", "URN", "PLACE_PROVIDER"):
        assert not ((earlier[name] != later[name]) & ~moved & recorded).any(), name


def test_same_carer_means_same_address(events: Events) -> None:
    earlier, later = pairs(events)
    same = np.isin(later["RNE"], ["T", "U"]) & (earlier["PLACE"] != "") & (later["PLACE"] != "")
    assert (earlier["PL_POST"][same] == later["PL_POST"][same]).all()


def test_reason_for_a_move_stands_where_a_move_follows(events: Events) -> None:
    earlier, later = pairs(events)
    moved = (earlier["REC"] == "X1") & np.isin(later["RNE"], MOVES)
    # Going to a temporary place and coming back is no change of placement (rule 226).
    temporary = [np.char.startswith(side["PLACE"], "T") for side in (earlier, later)]
    recorded = (earlier["PLACE"] != "") & (later["PLACE"] != "")
    wanted = moved & ~temporary[0] & ~temporary[1]
    assert ((earlier["REASON_PLACE_CHANGE"] != "") == wanted)[recorded].all()
    assert not (earlier["REASON_PLACE_CHANGE"] != "")[~moved].any()
    no_more = np.isin(events.episodes["REC"], ["X1"], invert=True)
    assert (events.episodes["REASON_PLACE_CHANGE"][no_more] == "").all()


def test_nobody_is_in_care_before_birth_or_from_the_18th_birthday(events: Events) -> None:
    of_age = birthday(born(events), 18)
    episodes = events.episodes
    assert (episodes["DECOM"] >= born(events)).all()
    assert (episodes["DECOM"] < of_age).all()
    ended = ~np.isnat(episodes["DEC"])
    assert (episodes["DEC"][ended] <= of_age[ended]).all()
    assert (of_age[~ended] > LAST).all()


def test_need_stays_the_same_through_a_period_of_care(events: Events) -> None:
    earlier, later = pairs(events)
    goes_on = earlier["REC"] == "X1"
    assert (earlier["CIN"][goes_on] == later["CIN"][goes_on]).all()


def test_every_code_may_stand_in_the_last_return_that_holds_it(events: Events) -> None:
    ended = np.where(np.isnat(events.episodes["DEC"]), LAST, events.episodes["DEC"])
    year = (ended.astype("M8[M]") + 9).astype("M8[Y]").astype(int) + 1970
    for column in table_named("ssda903.episodes").columns:
        if not column.codeset:
            continue
        for ending in np.unique(year[year >= 2022]):
            allowed = {code.code for code in codes_of(column.codeset, on=date(int(ending), 3, 31))}
            in_year = set(events.episodes[column.name][year == ending]) - {""}
            # P2 ended half-way through its last year and stands in that return.
            in_year -= {"P2"} if (column.name, ending) == ("PLACE", 2024) else set()
            assert in_year <= allowed, (column.name, ending)


def test_every_code_of_a_child_is_in_use(events: Events) -> None:
    for name, codeset in (("SEX", "sex_903"), ("ETHNIC", "ethnicity")):
        allowed = {code.code for code in codes_of(codeset, on=REPORTING_DATE)}
        assert set(events.children[name]) <= allowed


def test_provider_fits_the_placement(events: Events) -> None:
    place, provider = events.episodes["PLACE"], events.episodes["PLACE_PROVIDER"]
    temporary = np.isin(place.astype("U1"), ["T", "Z"])
    assert (provider[temporary | (place == "")] == "").all()
    assert (provider[~temporary & (place != "")] != "").all()
    assert (place[provider == "PR0"] == "P1").all()


def test_supported_accommodation_is_for_those_of_16_or_more(events: Events) -> None:
    supported = np.isin(events.episodes["PLACE"], ["K3", "H5", "P2"])
    assert (age_on(born(events), events.episodes["DECOM"])[supported] >= 16).all()


@pytest.mark.parametrize(("status", "days"), [("L1", 3), ("L2", 21), ("L3", 7), ("J2", 21), ("V3", 17)])
def test_short_powers_and_short_breaks_stay_short(events: Events, status: str, days: int) -> None:
    """72 hours of police protection, 21 days of an emergency order, 17 days of one break."""
    mine = events.episodes[events.episodes["LS"] == status]
    ended = np.where(np.isnat(mine["DEC"]), LAST, mine["DEC"])
    assert ((ended - mine["DECOM"]).astype(int) <= days).all()


def test_nobody_of_a_leaves_on_31_march_but_by_coming_of_age(known: dict[str, Events]) -> None:
    """The sector's validator counts them as still in care that day (rules 187 and 191)."""
    events = known["A"]
    episodes = events.episodes
    in_care = ~np.isin(episodes["LS"], ["V3", "V4"])
    grown = birthday(born(events), 18) == episodes["DEC"]
    leaves = episodes["DEC"][in_care & ~grown & (episodes["REC"] != "X1") & (episodes["REC"] != "")]
    assert not any(str(day).endswith("-03-31") for day in leaves)


def test_independent_living_ends_on_the_day_it_stopped_being_a_code(events: Events) -> None:
    mine = events.episodes[events.episodes["PLACE"] == "P2"]
    assert (mine["DEC"] <= np.datetime64("2023-10-28")).all()


def test_adopted_children_lived_with_their_adopters(events: Events) -> None:
    adopted = np.isin(events.episodes["REC"], ["E11", "E12"]) & (events.episodes["PLACE"] != "")
    assert adopted.any()
    assert np.isin(events.episodes["PLACE"][adopted], ["A3", "A4", "A5", "A6"]).all()


def test_postcodes_and_ofsted_numbers_belong_to_nobody(events: Events) -> None:
    for column in ("HOME_POST", "PL_POST"):
        held = events.episodes[column][events.episodes[column] != ""]
        assert np.char.startswith(held, "ZZ").all()
    urn = events.episodes["URN"][events.episodes["URN"] != ""]
    assert np.char.startswith(urn, "ZZ").all()


def test_only_unaccompanied_children_have_no_family_home_here(events: Events) -> None:
    looked_after = ~np.isin(events.episodes["LS"], ["V3", "V4"])
    homeless = np.unique(events.episodes["CHILD"][(events.episodes["HOME_POST"] == "") & looked_after])
    pupil_number = events.children["UPN"][np.isin(events.children["CHILD"], homeless)]
    assert len(homeless)
    assert (pupil_number == "UN3").all()
    assert len(homeless) == (events.children["UPN"] == "UN3").sum()


def test_home_postcode_stays_the_same_through_a_childs_episodes(events: Events) -> None:
    earlier, later = pairs(events)
    goes_on = earlier["REC"] == "X1"
    assert (earlier["HOME_POST"] == later["HOME_POST"])[goes_on].all()


def test_short_breaks_carry_no_postcode_and_no_ofsted_number(events: Events) -> None:
    breaks = events.episodes[np.isin(events.episodes["LS"], ["V3", "V4"])]
    assert len(breaks)
    for column in ("HOME_POST", "PL_POST", "URN"):
        assert (breaks[column] == "").all()
