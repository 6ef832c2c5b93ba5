"""The picture of the reader's join: both tables' keys, and a line between every two rows that meet."""

import pandas as pd

from fingerpost.walkthroughs.cells import to_cell
from fingerpost.walkthroughs.lookup.own_join import KINDS
from fingerpost.walkthroughs.lookup.own_tables import Shown
from fingerpost.walkthroughs.scene import Anchor, Picture, Shape, Tone
from fingerpost.walkthroughs.words import capital, number_of

_WIDTH, _LEFT, _RIGHT = 400, 140, 260
_TOP, _LINE = 44, 23
_LONGEST = 16
_RADIUS = 5.0


def lines_between(shown: Shown) -> Picture:
    """Return the picture; a row that does not take part is grey, a line that does not is dashed."""
    join = shown.join
    high = _TOP + _LINE * max(len(shown.mine), len(shown.theirs)) + 4
    drawn = set(shown.drawn_pairs) if not shown.refusal else set()
    lines = [
        Shape("line", (_LEFT + 12, _y(a), _RIGHT - 12, _y(b)), "yours" if (a, b) in drawn else "quiet")
        for a, b in sorted(shown.pairs, key=lambda pair: pair in drawn)
    ]
    heads = [
        _text(_LEFT + _RADIUS, 18, _short(join.mine), "title", "end"),
        _text(_RIGHT - _RADIUS, 18, _short(join.theirs), "title"),
        _text(_LEFT + _RADIUS, 34, _short(", ".join(join.my_keys)), "quiet", "end"),
        _text(_RIGHT - _RADIUS, 34, _short(", ".join(join.their_keys)), "quiet"),
    ]
    twice = set(shown.twice)
    mine = [
        shape
        for at in range(len(shown.mine))
        for shape in _end(_label(shown.mine, join.my_keys, at), _LEFT, at, kept=_kept(shown, at, mine=True))
    ]
    theirs = [
        shape
        for at in range(len(shown.theirs))
        for shape in _end(
            _label(shown.theirs, join.their_keys, at) + (" x2" if at in twice else ""),
            _RIGHT,
            at,
            kept=_kept(shown, at, mine=False),
        )
    ]
    return Picture("own_lines", _alt(shown), "own_sheet", _WIDTH, high, (*heads, *lines, *mine, *theirs))


def _kept(shown: Shown, at: int, *, mine: bool) -> bool:
    """Return whether a row is in the result."""
    if shown.refusal:
        return False
    met = any(pair[0 if mine else 1] == at for pair in shown.drawn_pairs)
    kind = shown.join.kind
    if KINDS[kind].anti:
        return not met and mine == (kind == "left_anti")
    if met:
        return True
    repeated = not mine and any(pair[1] == at for pair in shown.pairs)
    return not repeated and kind in ({"left", "outer"} if mine else {"right", "outer"})


def _end(label: str, x: float, at: int, *, kept: bool) -> tuple[Shape, Shape]:
    """Return a row's dot and its key beside it."""
    left = x == _LEFT
    anchor: Anchor = "end" if left else "start"
    text = _text(x + (-10 if left else 10), _y(at) + 4.5, label, "label" if kept else "quiet", anchor)
    return Shape("circle", (x, _y(at), _RADIUS), "yours" if kept else "others"), text


def _y(at: int) -> float:
    return _TOP + _LINE * (at + 0.5)


def _label(table: pd.DataFrame, keys: list[str], at: int) -> str:
    cells = [to_cell(table[name].iloc[at]) for name in keys]
    return _short(" · ".join("(blank)" if cell is None else str(cell) or '""' for cell in cells))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _text(x: float, y: float, text: str, tone: Tone, anchor: Anchor = "start") -> Shape:
    return Shape("text", (x, y), tone, text=text, anchor=anchor)


def _alt(shown: Shown) -> str:
    """Return the picture in words: how often each shown row of the first table is met."""
    join = shown.join
    if shown.refusal:
        return f"No line between {join.mine} and {join.theirs}: pandas stops."
    counts: dict[int, int] = {}
    for mine, _ in shown.drawn_pairs:
        counts[mine] = counts.get(mine, 0) + 1
    said = [
        f"{_label(shown.mine, join.my_keys, at)} meets {number_of(counts.get(at, 0), 'row')}"
        for at in range(len(shown.mine))
    ]
    return f"{capital(number_of(len(shown.drawn_pairs), 'line'))} between {join.mine} and {join.theirs}: " + (
        "; ".join(said) + "."
    )
