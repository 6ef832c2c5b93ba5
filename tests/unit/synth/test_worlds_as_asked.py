"""Each authority is what its lessons need: A's size, B's gaps, T's edges; one seed, one set of lives."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from fingerpost.errors import WrongUseError
from fingerpost.spec.codes import codes_of
from fingerpost.spec.tables import table_named
from fingerpost.spec.years import COLLECTION_YEARS, WINDOW_START
from fingerpost.synth import lives
from fingerpost.synth.assessments import NEVER_IN_CARE_FROM
from fingerpost.synth.chances import by_number
from fingerpost.synth.edge_cases import edges
from fingerpost.synth.events import Events, Records
from fingerpost.synth.identity import child_ids, postcodes, pupil_numbers
from fingerpost.synth.region import region_of
from fingerpost.synth.simulate import simulate
from fingerpost.synth.world import World, world_of

SHORT_BREAKS = ["V3", "V4"]
YEARS = [(np.datetime64(year.first_day), np.datetime64(year.last_day)) for year in COLLECTION_YEARS]
PAUSED_AUGUST = np.datetime64("2024-08")


def in_care(events: Events, day: np.datetime64) -> int:
    """Return how many are in care on a day, short breaks left out."""
    episodes = events.episodes
    there = (episodes["DECOM"] <= day) & (np.isnat(episodes["DEC"]) | (episodes["DEC"] > day))
    return int((there & ~np.isin(episodes["LS"], SHORT_BREAKS)).sum())


def starts(events: Events, first: np.datetime64, last: np.datetime64) -> Records:
    """Return the episodes with which children came into care between two days."""
    episodes = events.episodes
    mine = (episodes["RNE"] == "S") & (episodes["DECOM"] >= first) & (episodes["DECOM"] <= last)
    begun: Records = episodes[mine & ~np.isin(episodes["LS"], SHORT_BREAKS)]
    return begun


def digest(events: Events) -> str:
    """Return one hash of every byte."""
    return hashlib.sha256(events.children.tobytes() + events.episodes.tobytes()).hexdigest()


def test_a_has_some_460_in_care_on_every_31_march(known: dict[str, Events]) -> None:
    stock = [in_care(known["A"], last) for _, last in YEARS]
    assert 430 <= np.mean(stock) <= 490
    assert max(stock) <= 1.12 * min(stock)


def test_stock_is_flat_where_as_many_arrive_every_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever could be in care is simulated from birth, so nobody is lacking on the first day: 15,000 in all.

    Arrivals of children who come alone are the one thing that differs from year to year.
    """

    def as_in_2025(name: str, key: str, value: str) -> dict[int, int]:
        held = by_number(name, key, value)
        return dict.fromkeys(held, held[2025]) if name == "arrivals" else held

    monkeypatch.setattr(lives, "by_number", as_in_2025)
    days = [np.datetime64(WINDOW_START) - 1, *(last for _, last in YEARS)]
    stock = np.zeros(len(days))
    for seed in range(4):
        world = world_of("A", seed=seed)
        large = replace(world.authority, population_0_17=8 * world.authority.population_0_17)
        events = simulate(replace(world, authority=large))
        stock += [in_care(events, day) for day in days]
    assert stock.min() > 14_000
    assert (abs(stock / stock.mean() - 1) < 0.03).all()


def test_id_is_one_childs_in_the_largest_authority_of_the_region() -> None:
    largest = max(region_of(), key=lambda world: world.authority.population_0_17)
    ids = simulate(largest).children["CHILD"]
    assert len(ids) == len(np.unique(ids)) > 3_000
    assert lives.lives_of(largest).number.max() < NEVER_IN_CARE_FROM


def test_a_has_starts_in_every_month(known: dict[str, Events]) -> None:
    for first, last in YEARS:
        months = np.unique(starts(known["A"], first, last)["DECOM"].astype("M8[M]"))
        assert len(months) == 12


@pytest.mark.parametrize("seed", [1, 20_260_401, 77, 2**63 - 1])
def test_b_is_small_and_has_a_month_without_starts_in_every_year(seed: int) -> None:
    events = simulate(world_of("B", seed=seed))
    a_year = [starts(events, first, last) for first, last in YEARS]
    assert 18 <= np.mean([len(each) for each in a_year]) <= 42
    assert all(len(np.unique(each["DECOM"].astype("M8[M]"))) < 12 for each in a_year)


def test_kind_of_placement_that_a_has_is_missing_in_b(known: dict[str, Events]) -> None:
    in_b, in_a = (set(known[letter].episodes["PLACE"]) for letter in "BA")
    assert {"S1", "R2"} <= in_a - in_b


def test_every_authority_leaves_some_placements_blank_in_every_year(known: dict[str, Events]) -> None:
    for letter in "AB":
        began = known[letter].episodes["DECOM"]
        blank = known[letter].episodes["PLACE"] == ""
        assert all((blank & (began >= first) & (began <= last)).sum() >= 2 for first, last in YEARS)
    assert (known["T"].episodes["PLACE"] == "").sum() == 2


def test_short_breaks_of_both_kinds_are_there(known: dict[str, Events]) -> None:
    for letter in "ABT":
        assert set(SHORT_BREAKS) <= set(known[letter].episodes["LS"]), letter


def test_t_is_a_dozen_children_each_with_an_edge(known: dict[str, Events]) -> None:
    assert len(known["T"].children) == 12
    assert set(edges()) == set(known["T"].children["CHILD"])
    assert all(edges().values())


def test_t_shows_the_edges_that_break_first_attempts(known: dict[str, Events]) -> None:
    children, episodes = known["T"].children, known["T"].episodes
    assert "02-29" in {str(day)[5:] for day in children["DOB"]}
    same_day = episodes["DECOM"] == episodes["DEC"]
    assert same_day.any()
    assert {"03-31", "04-01"} <= {str(day)[5:] for day in episodes["DEC"]}
    assert "04-01" in {str(day)[5:] for day in episodes["DECOM"]}
    first, last = np.datetime64("2024-04-01"), np.datetime64("2025-03-31")
    of_year = starts(known["T"], first, last)
    assert len(of_year) > len(np.unique(of_year["CHILD"])), "someone came into care twice"
    assert len(np.unique(of_year["DECOM"].astype("M8[M]"))) < 12, "some month has no starts"
    assert (episodes["DEC"] < np.datetime64(WINDOW_START)).any(), "someone's episode is in nobody's file"
    assert np.char.startswith(children["CHILD"], "0").all()
    month = np.char.add(of_year["CHILD"], of_year["DECOM"].astype("M8[M]").astype(str))
    assert len(month) > len(np.unique(month)), "someone came into care twice in one month"
    assert {first, last} <= set(of_year["DECOM"]), "someone came on 1 April and someone on 31 March"


def test_same_seed_gives_the_same_bytes_and_another_seed_other_lives() -> None:
    once, again = (simulate(world_of("A", size="tiny")) for _ in range(2))
    assert digest(once) == digest(again)
    assert digest(once) != digest(simulate(world_of("A", size="tiny", seed=7)))


def test_small_authority_is_a_part_of_the_large_one(known: dict[str, Events]) -> None:
    """Children keep their lives whatever the size; only what is set right afterwards (blanks) may differ."""
    small = simulate(world_of("A", size="tiny"))
    large = known["A"].children
    shared = np.isin(small.children["CHILD"], large["CHILD"])
    assert shared.sum() > 100
    by_id = dict(zip(large["CHILD"], large.tolist(), strict=True))
    ours = small.children[shared]
    alike = [by_id[child] == row for child, row in zip(ours["CHILD"], ours.tolist(), strict=True)]
    assert np.mean(alike) > 0.9


def test_switching_quiet_months_on_takes_children_away_and_changes_no_other_life() -> None:
    world = world_of("A", size="tiny")
    loud, quiet = simulate(world), simulate(replace(world, has_quiet_months=True))
    gone = ~np.isin(loud.children["CHILD"], quiet.children["CHILD"])
    assert gone.any()
    assert np.isin(quiet.children["CHILD"], loud.children["CHILD"]).all()
    stays = loud.children[~gone]
    assert stays.tolist() == quiet.children.tolist()


def test_every_code_of_the_return_has_a_label(known: dict[str, Events]) -> None:
    for column in table_named("ssda903.episodes").columns:
        if column.codeset:
            used = set(known["A"].episodes[column.name]) - {""}
            assert used <= {code.code for code in codes_of(column.codeset)}, column.name


def test_child_ids_are_all_different_and_some_begin_with_0() -> None:
    ids = child_ids(np.arange(300_000))
    assert len(np.unique(ids)) == len(ids)
    assert (np.char.str_len(ids) == 6).all()
    assert np.char.startswith(ids, "0").any()


def test_pupil_number_has_the_letter_its_digits_ask_for() -> None:
    """Weights 2 to 13, remainder of 23 as a letter without I, O and S: the department's published rule."""
    numbers = pupil_numbers(np.arange(0, 2**64, 2**58, dtype=np.uint64))
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    for number in numbers:
        weighed = sum(int(digit) * weight for digit, weight in zip(number[1:], range(2, 14), strict=True))
        assert number[0] == letters[weighed % 23]


def test_postcodes_inside_and_outside_the_authority_differ() -> None:
    drawn = np.arange(0, 2**64, 2**57, dtype=np.uint64)
    inside = np.arange(len(drawn)) % 2 == 0
    made = postcodes(drawn, drawn, inside)
    district = np.array([int(code.split()[0][2:]) for code in made])
    assert ((district <= 9) == inside).all()


@pytest.mark.parametrize(
    ("letter", "options", "sentence"),
    [
        ("B", {}, "Authority B is built from the tutor's seed and none was given"),
        ("A", {"size": "huge"}, "There is no size 'huge' yet; the sizes are tiny and authority"),
        ("Z", {}, "There is no authority 'Z'; the authorities are A, B, C, T"),
    ],
)
def test_world_that_cannot_be_is_refused_in_words(
    letter: str, options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(WrongUseError, match=sentence):
        world_of(letter, **options)  # type: ignore[arg-type]  # options are typed per key in world_of


def test_hand_written_world_needs_no_seed() -> None:
    assert world_of("T") == World(authority=world_of("T").authority, is_written_by_hand=True)


@pytest.mark.parametrize("letter", ["A", "B", "C", "T"])
def test_every_provider_has_an_ofsted_number_of_its_own_and_none_is_lacking(letter: str) -> None:
    events = simulate(world_of(letter, seed=1))
    providers = events.tables["providers"]
    assert len(set(providers["urn"])) == len(providers)
    in_use = set(events.episodes["URN"]) - {""}
    assert in_use
    assert in_use < set(providers["urn"]), "and there are some with whom no child is placed"
    assert set(providers["postcode"]) <= set(events.tables["postcodes"]["postcode"])
