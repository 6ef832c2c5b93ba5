"""`simulate(world)`: every life of a world as events."""

import numpy as np

from fingerpost.synth.draws import below, draw, happens
from fingerpost.synth.edge_cases import edge_cases
from fingerpost.synth.events import CHILD_FIELDS, EPISODE_FIELDS, Events
from fingerpost.synth.world import World

_LONG = 60


def simulate(world: World) -> Events:
    """Return every child of the world who was ever in care, and their episodes since birth."""
    if world.seed is None:
        return edge_cases()
    seed = world.seed
    n = world.authority.population_0_17 * 26 * 24 // 10_000
    who = np.arange(n)
    children = np.zeros(n, dtype=CHILD_FIELDS)
    children["CHILD"] = [f"{(k * 611_953 + 77_777) % 999_983:06d}" for k in who]
    children["SEX"] = np.where(happens(draw(seed, who, 1), 563_000), "M", "F")
    start = np.datetime64("2004-04-01") + below(draw(seed, who, 2), 22 * 365)
    children["DOB"] = start - below(draw(seed, who, 3), 6200)
    children["ETHNIC"] = np.where(happens(draw(seed, who, 4), 662_000), "WBRI", "MWBC")
    children["UPN"] = "UN1"
    children["MC_DOB"] = np.datetime64("NaT")
    length = 1 + below(draw(seed, who, 5), 60) * below(draw(seed, who, 6), 50)
    end = np.minimum(start + length, children["DOB"] + 6574)
    first = np.zeros(n, dtype=EPISODE_FIELDS)
    for name, value in {
        "CHILD": children["CHILD"],
        "DECOM": start,
        "RNE": "S",
        "CIN": "N1",
        "DEC": end,
    }.items():
        first[name] = value
    first["LS"] = np.where(
        happens(draw(seed, who, 7), 40_000), "V4", np.where(happens(draw(seed, who, 8), 600_000), "V2", "C1")
    )
    first["PLACE"] = np.array(["U6", "U4", "K2", "U1", "P1", "K3", "S1", ""])[
        np.minimum(below(draw(seed, who, 9), 8), below(draw(seed, who, 10), 8))
    ]
    first["PLACE_PROVIDER"] = "PR1"
    first["REC"] = "E4A"
    first["HOME_POST"], first["PL_POST"] = "ZZ1 1AA", "ZZ2 2BB"
    second = first[length > _LONG].copy()
    second["DECOM"] += 40
    second["RNE"] = "L"
    second["LS"] = "C2"
    moved = length > _LONG
    first["DEC"][moved] = first["DECOM"][moved] + 40
    first["REC"][moved] = "X1"
    episodes = np.concatenate([first, second])
    episodes = episodes[np.lexsort((episodes["DECOM"], episodes["CHILD"]))]
    return Events(children=children[np.argsort(children["CHILD"])], episodes=episodes)
