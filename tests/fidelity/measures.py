"""Counts of one world's events under the published headings: what `targets.csv` says of England.

Stock is 31 March 2025, flows are the year to 31 March 2024, as published. Short breaks are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from fingerpost.synth.dates import age_on, birthday
from fingerpost.synth.events import Events, Records
from fingerpost.synth.places import district_of
from numpy.typing import NDArray

STOCK_DAY = np.datetime64("2025-03-31")
FLOW_FIRST, FLOW_LAST = np.datetime64("2023-04-01"), np.datetime64("2024-03-31")
_MILE = 1609.344
Key = tuple[str, str]
Counts = dict[Key, Counter[str]]
Text = NDArray[np.str_]


@dataclass(frozen=True)
class Seen:
    """Episodes of care with what the measures ask of them, arrays of one shape."""

    episodes: Records
    born: NDArray[np.datetime64]
    child: NDArray[np.int64]
    events: Events

    def rows(self, which: NDArray[np.bool_]) -> "Seen":
        """Return some of the episodes."""
        return Seen(self.episodes[which], self.born[which], self.child[which], self.events)


def seen(events: Events) -> Seen:
    """Return the episodes of care of a world, short breaks left out."""
    episodes = events.episodes[~np.isin(events.episodes["LS"], ["V3", "V4"])]
    child = np.searchsorted(events.children["CHILD"], episodes["CHILD"])
    return Seen(episodes, events.children["DOB"][child], child, events)


def counted(values: Iterable[str]) -> Counter[str]:
    """Return how often each value occurs, blanks left out."""
    return Counter(str(value) for value in values if value)


def banded(numbers: NDArray[np.int64], bounds: list[int], names: list[str]) -> Text:
    """Return the name of the band of each number; `bounds` are the first numbers of the later bands."""
    return np.array(names)[np.searchsorted(np.array(bounds), numbers, side="right")]


AGES = ([1, 5, 10, 16], ["<1", "1-4", "5-9", "10-15", "16+"])
_STATUS = {"C1": "C1+C2", "C2": "C1+C2", "E1": "E1", "V2": "V2"}
_STATUS |= dict.fromkeys(("J1", "J2", "J3"), "J1-J3") | dict.fromkeys(("L1", "L2", "L3"), "L1-L3")
_REASONS = dict.fromkeys(("E11", "E12"), "E11+E12") | dict.fromkeys(("E45", "E46", "E47", "E48"), "E45-E48")


def is_inside(postcode: Text) -> NDArray[np.bool_]:
    """Return which postcodes lie inside the authority; a blank one does not."""
    known = postcode != ""
    inside = np.zeros(len(postcode), dtype=bool)
    inside[known] = district_of(postcode[known]) <= 9
    return inside


def _stock_placement(episodes: Records) -> list[str]:
    named = []
    for place, near in zip(episodes["PLACE"], is_inside(episodes["PL_POST"]), strict=True):
        where = "inside" if near else "outside"
        if place in ("U1", "U2", "U3"):
            named.append(f"U1-U3 kin fostering {where}")
        elif place in ("U4", "U5", "U6"):
            named.append(f"U4-U6 fostering {where}")
        elif place == "K2":
            named.append(f"K2 {where}")
        else:
            named.append(
                {"A": "A3-A6", "Z": "Z1x", "T": ""}.get(place[:1], _PUBLISHED_WITH.get(place, place))
            )
    return named


_PUBLISHED_WITH = {"P3": "Z1x"}
"""Residential employment is published among other placements in the community."""
_STARTS = {"P1": "P1", "K1": "homes", "K2": "homes", "S1": "school"}
_STARTS |= dict.fromkeys(("H5", "K3", "P2"), "semi-independent")
_STARTS |= dict.fromkeys(("R1", "R2", "R3", "R5"), "other residential")


def _start_placement(episodes: Records) -> list[str]:
    named = []
    for place, near in zip(episodes["PLACE"], is_inside(episodes["PL_POST"]), strict=True):
        if place in ("U1", "U2", "U3"):
            named.append("kin fostering" if near else "kin fostering outside")
        elif place in ("U4", "U5", "U6"):
            named.append("fostering inside" if near else "fostering outside")
        else:
            named.append(_STARTS.get(place, "other" if place else ""))
    return named


def _distances(here: Seen) -> list[str]:
    points = here.events.tables["postcodes"]
    at = {row["postcode"]: (int(row["easting"]), int(row["northing"])) for row in points}
    named = []
    near = is_inside(here.episodes["PL_POST"])
    for home, place, is_near in zip(here.episodes["HOME_POST"], here.episodes["PL_POST"], near, strict=True):
        if not home or not place:
            named.append("not known")
            continue
        east, north = (one - other for one, other in zip(at[home], at[place], strict=True))
        miles = (east**2 + north**2) ** 0.5 / _MILE
        named.append(f"{'<=20' if miles <= 20 else '>20'} {'inside' if is_near else 'outside'}")
    return named


def stock(world: Seen) -> Counts:
    """Return the counts of those in care on 31 March 2025."""
    dec = world.episodes["DEC"]
    here = world.rows((world.episodes["DECOM"] <= STOCK_DAY) & (np.isnat(dec) | (dec > STOCK_DAY)))
    children = here.events.children[here.child]
    age = age_on(here.born, np.full(len(here.born), STOCK_DAY))
    found: dict[str, Iterable[str]] = {
        "age": banded(age, *AGES),
        "sex": children["SEX"],
        "ethnicity": children["ETHNIC"],
        "category_of_need": here.episodes["CIN"],
        "legal_status_group": [_STATUS.get(code, code) for code in here.episodes["LS"]],
        "placement_group": _stock_placement(here.episodes),
        "distance": _distances(here),
        "placements_in_year": _placements_in_year(world, here),
    }
    return {("CLA stock", name): counted(values) for name, values in found.items()}


def _placements_in_year(world: Seen, here: Seen) -> list[str]:
    """Return how many placements each child in care had in the year, a change of status not counted.

    The published figures say so themselves (2024): 66,070 changes, 16,110 of them of status only; those in
    care on 31 March had 41,000 (0.49 each), which leaves too many to the 33,780 who left if all are counted.
    Placements in a whole period of care count every one: 2.9 for each who left, as 98,880 ended in the year.
    """
    first = STOCK_DAY - 365
    placed = placements(world)
    in_year = (
        (placed["start"] <= STOCK_DAY) & (placed["end"] > first) & ~placed["temporary"] & ~placed["stays"]
    )
    number = np.bincount(placed["child"][in_year], minlength=len(world.events.children))[here.child]
    return ["7+" if count >= 7 else str(count) for count in np.maximum(number, 1)]


def placements(world: Seen) -> Records:
    """Return every placement: child, start, end (far away while open), code, temporary or not.

    `stays` marks one that begins by a change of its status while the carer stays.
    """
    begins = np.isin(world.episodes["RNE"], ["S", "P", "B", "T", "U"])
    first = np.flatnonzero(begins)
    last = np.concatenate([first[1:] - 1, [len(begins) - 1]])
    dec = world.episodes["DEC"][last]
    held = np.zeros(
        len(first),
        dtype=[
            ("child", "i8"),
            ("start", "M8[D]"),
            ("end", "M8[D]"),
            ("code", "U3"),
            ("temporary", "?"),
            ("stays", "?"),
            ("spell", "i8"),
        ],
    )
    held["child"], held["start"] = world.child[first], world.episodes["DECOM"][first]
    held["end"] = np.where(np.isnat(dec), np.datetime64("2100-01-01"), dec)
    held["code"] = world.episodes["PLACE"][first]
    # Going to a temporary place and coming back is one placement: both pieces after the first are left out.
    away = np.char.startswith(held["code"], "T")
    back = np.concatenate([[False], away[:-1]]) & (world.episodes["RNE"][first] != "S")
    held["temporary"] = away | back
    held["stays"] = np.isin(world.episodes["RNE"][first], ["T", "U"])
    held["spell"] = np.cumsum(world.episodes["RNE"][first] == "S")
    return held


def starts(world: Seen) -> Counts:
    """Return the counts of those who came into care in the year to 31 March 2024."""
    day = world.episodes["DECOM"]
    here = world.rows((world.episodes["RNE"] == "S") & (day >= FLOW_FIRST) & (day <= FLOW_LAST))
    alone = np.isin(here.episodes["CHILD"], here.events.tables["uasc"]["CHILD"])
    earlier = here.events.tables["prev_perm"]
    kind = dict(zip(earlier["CHILD"], earlier["PREV_PERM"], strict=True))
    found: dict[str, Iterable[str]] = {
        "age": banded(age_on(here.born, here.episodes["DECOM"]), *AGES),
        "legal_status_group": [_STATUS.get(code, code) for code in here.episodes["LS"]],
        "placement_group": _start_placement(here.episodes),
        "previous_permanence": [kind.get(child, "") for child in here.episodes["CHILD"]],
        "uasc": np.where(alone, "uasc", "not"),
    }
    return {("CLA starts", name): counted(values) for name, values in found.items()}


CARE = (
    [14, 56, 183, 365, 730, 1096, 1826, 3652],
    ["<2w", "2-8w", "8w-6m", "6m-1y", "1-2y", "2-3y", "3-5y", "5-10y", "10y+"],
)


def ceases(world: Seen) -> tuple[Counts, dict[str, NDArray[np.int64]]]:
    """Return the counts of those who left care in the year to 31 March 2024, and their days in care."""
    episodes = world.episodes
    begins = episodes["RNE"] == "S"
    spell = np.cumsum(begins) - 1
    ended = (episodes["REC"] != "X1") & (episodes["REC"] != "")
    ended &= (episodes["DEC"] >= FLOW_FIRST) & (episodes["DEC"] <= FLOW_LAST)
    here = world.rows(ended)
    start = episodes["DECOM"][begins][spell[ended]]
    days = (here.episodes["DEC"] - start).astype(np.int64)
    placed = placements(world)
    number = np.bincount(placed["spell"][~placed["temporary"]] - 1, minlength=int(begins.sum()))[spell[ended]]
    first_of_child = np.searchsorted(world.child[begins], here.child)
    periods = spell[ended] - first_of_child + 1
    found: dict[str, Iterable[str]] = {
        "age": _age_at_end(here),
        "reason": [_REASONS.get(code, code) for code in here.episodes["REC"]],
        "duration_of_care": banded(days, *CARE),
        "periods_of_care": [str(min(count, 3)) for count in periods],
        "placements_in_care": ["10+" if count >= 10 else str(count) for count in number],
    }
    counts = {("CLA ceases", name): counted(values) for name, values in found.items()}
    return counts, {"CLA ceases/mean_duration_of_care": days}


def _age_at_end(here: Seen) -> list[str]:
    age = age_on(here.born, here.episodes["DEC"])
    bands = banded(age, [1, 5, 10, 16, 17, 18], ["<1", "1-4", "5-9", "10-15", "16", "17", "over 18"])
    on_birthday = here.episodes["DEC"] == birthday(here.born, 18)
    return list(np.where(on_birthday, "18th birthday", bands))


LASTS = (
    [8, 31, 92, 183, 365, 730, 1826],
    ["1-7d", "8d-1m", "1-3m", "3-6m", "6m-1y", "1-2y", "2-5y", "5y+"],
)
_GROUPS: dict[str, Callable[[str], bool]] = {
    "all": lambda _code: True,
    "U": lambda code: code.startswith("U"),
    "K": lambda code: code in ("K1", "K2"),
    "H5/K3": lambda code: code in ("H5", "K3"),
    "P1": lambda code: code == "P1",
    "A": lambda code: code.startswith("A"),
}


def placements_ceasing(world: Seen) -> tuple[Counts, dict[str, NDArray[np.int64]]]:
    """Return counts of how long the placements lasted that ended in the year, why, and their days."""
    placed = placements(world)
    mine = (placed["end"] >= FLOW_FIRST) & (placed["end"] <= FLOW_LAST) & (placed["code"] != "")
    held = placed[mine & ~np.char.startswith(placed["code"], "T")]
    days = (held["end"] - held["start"]).astype(np.int64)
    counts: Counts = {}
    lasted: dict[str, NDArray[np.int64]] = {}
    for name, belongs in _GROUPS.items():
        chosen = days[np.array([belongs(code) for code in held["code"]], dtype=bool)]
        counts["placements ceasing", f"duration:{name}"] = counted(banded(chosen, *LASTS))
        lasted[f"placements ceasing/mean:{name}"] = chosen
        lasted[f"placements ceasing/median:{name}"] = chosen
    dec = world.episodes["DEC"]
    moved = (dec >= FLOW_FIRST) & (dec <= FLOW_LAST)
    counts["placement changes", "reason"] = counted(world.episodes["REASON_PLACE_CHANGE"][moved])
    return counts, lasted


def missing(world: Seen) -> tuple[Counts, Counter[str]]:
    """Return counts of missing spells by days, and of children, missing children and incidents."""
    told = world.events.tables["missing"]
    told = told[
        (told["MISSING"] == "M") & (told["MIS_START"] >= FLOW_FIRST) & (told["MIS_START"] <= FLOW_LAST)
    ]
    days = (np.where(np.isnat(told["MIS_END"]), FLOW_LAST, told["MIS_END"]) - told["MIS_START"]).astype(
        np.int64
    )
    named = banded(
        days,
        [1, 3, 8, 11, 16, 21, 31],
        ["<1d", "1-2d", "3-7d", "8-10d", "11-15d", "16-20d", "21-30d", ">30d"],
    )
    dec = world.episodes["DEC"]
    in_year = (world.episodes["DECOM"] <= FLOW_LAST) & (np.isnat(dec) | (dec >= FLOW_FIRST))
    people = Counter(
        children=len(np.unique(world.child[in_year])),
        missing=len(np.unique(told["CHILD"])),
        incidents=len(told),
    )
    return {("CLA missing", "duration"): counted(named)}, people
