"""A chart as shapes on a small sheet of its own, for every host that has no Vega."""

from dataclasses import dataclass
from math import cos, floor, log10, pi, sin

from fingerpost.walkthroughs.clinic.chart import Drawn, Group, said, said_on_axis
from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.scene import Anchor, Picture, Shape, Tone

WIDTH, HEIGHT = 480, 320
_TITLE_LINE, _TITLE_CHARACTERS = 20, 48
_LETTER = 7.2
"""How wide a letter of a label is, about, in the picture's units."""
_LONGEST_LABEL = 18
"""How many letters a label has at most where it is turned, or stands in a legend."""
_TICKS = 4
_TURN = -35
"""How labels are turned where they have no room side by side, in degrees."""


@dataclass(frozen=True)
class Room:
    """Where the marks stand, and how numbers become places there."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    def across(self, value: float) -> float:
        """Return where a number stands from left to right."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def up(self, value: float) -> float:
        """Return where a number stands from bottom to top."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def picture(name: str, drawn: Drawn, alt: str, table: str) -> Picture:
    """Return the chart as a picture; `alt` says in words what it shows, `table` holds its numbers."""
    title = _title(drawn.chart.title)
    below = 18.0 + _TITLE_LINE * len(title)
    makers = {"bar": _bars, "pie": _pie}
    marks = makers.get(drawn.chart.mark, _upright)(drawn, below)
    return Picture(name, alt, table, WIDTH, HEIGHT, (*title, *marks))


def _title(text: str) -> tuple[Shape, ...]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < _TITLE_CHARACTERS:
            lines[-1] += f" {word}"
        elif len(lines) < 2:  # noqa: PLR2004 - two lines have room
            lines.append(word)
    return tuple(_text(0, 18 + at * _TITLE_LINE, line, "title") for at, line in enumerate(lines))


def ticks(low: float, high: float) -> list[float]:
    """Return about four round numbers from `low` to `high`."""
    wide = (high - low) / _TICKS or 1
    power = 10 ** floor(log10(wide))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= wide)
    first = floor(low / step)
    found = [at * step for at in range(first, first + 2 * _TICKS + 4) if low - step * 1e-6 <= at * step]
    return [round(at, 10) for at in found if at <= high + step * 1e-6]


def _along(drawn: Drawn, room: Room) -> list[float]:
    """Return the numbers to write along the axis: of one that is cut, the first is where it begins."""
    return drawn.cut.labels if drawn.cut else ticks(room.low, room.high)


def _high(drawn: Drawn) -> float:
    if drawn.cut:
        return drawn.cut.high
    top = max(drawn.largest.value, 0.0)
    return top if top > drawn.floor else drawn.floor + 1


def _tone(drawn: Drawn, group: Group) -> Tone:
    if drawn.chart.colour == "each" or drawn.chart.mark == "pie":
        at = sum(other.raw < group.raw for other in drawn.groups)  # Altair hands colours out by the labels
        return LETTERS[at % 12]  # type: ignore[return-value]  # a pile's letter is a tone
    if drawn.highlighted:
        return "yours" if group.label == drawn.highlighted else "others"
    return "yours"


def _bars(drawn: Drawn, below: float) -> list[Shape]:
    """Return bars that lie, each with its label at its left."""
    label = max(len(group.label) for group in drawn.groups) * _LETTER
    room = Room(label + 10, WIDTH - 50, below, HEIGHT - 34, drawn.floor, _high(drawn))
    step = (room.bottom - room.top) / len(drawn.groups)
    shapes = _axis_below(drawn, room)
    for at, group in enumerate(drawn.groups):
        start, end = sorted((room.across(max(0.0, drawn.floor)), room.across(group.value)))
        middle = room.top + (at + 0.5) * step
        bar = (start, middle - step * 0.36, max(end - start, 0), step * 0.72)
        shapes.append(Shape("rect", _rounded(bar), _tone(drawn, group)))
        shapes.append(_text(room.left - 6, middle + 4.5, group.label, "label", "end"))
        if drawn.chart.labels == "yes":
            shapes.append(_text(end + 5, middle + 4.5, said(group.value), "label"))
    return shapes


def _axis_below(drawn: Drawn, room: Room) -> list[Shape]:
    shapes = [
        Shape("line", _rounded((room.across(tick), room.top, room.across(tick), room.bottom)), "faint")
        for tick in _along(drawn, room)
    ]
    shapes += [
        _text(room.across(tick), room.bottom + 15, said_on_axis(tick), "quiet", "middle")
        for tick in _along(drawn, room)
    ]
    return [*shapes, _text(room.left, HEIGHT - 4, drawn.chart.called(drawn.chart.measure), "quiet")]


def _upright(drawn: Drawn, below: float) -> list[Shape]:
    """Return columns, points, or a line, with the axis at the left and labels below."""
    wide = (WIDTH - 60) / len(drawn.groups)
    turned = any(len(_short(group.label)) * _LETTER > wide for group in drawn.groups)
    right = WIDTH - 46 if drawn.chart.second else WIDTH - 8
    bottom = HEIGHT - (86 if turned else 34)
    left = max(52.0, _room_for_turned(drawn.groups, right)) if turned else 52.0
    room = Room(left, right, below + 30, bottom, drawn.floor, _high(drawn))
    step = (room.right - room.left) / len(drawn.groups)
    places = [(room.left + (at + 0.5) * step, room.up(group.value)) for at, group in enumerate(drawn.groups)]
    shapes = _axis_beside(drawn, room, below)
    if drawn.chart.mark == "line":
        shapes.append(Shape("line", _rounded([part for place in places for part in place]), "yours"))
    for at, (group, (x, y)) in enumerate(zip(drawn.groups, places, strict=True)):
        shapes.append(_standing(drawn, room, at, step))
        if drawn.chart.labels == "yes":
            shapes.append(_text(x, y - 8, said(group.value), "label", "middle"))
        anchor: Anchor = "end" if turned else "middle"
        turn = _TURN if turned else 0
        shapes.append(_text(x, room.bottom + 16, _short(group.label), "label", anchor, turn=turn))
    if drawn.chart.second:
        shapes += _second(drawn, room, below, step)
    return shapes


def _room_for_turned(groups: tuple[Group, ...], right: float) -> float:
    """Return how far to the right the columns begin, so that no turned label reaches over the left edge."""
    begins = [0.0]
    for at, group in enumerate(groups):
        share = (at + 0.5) / len(groups)
        reach = len(_short(group.label)) * _LETTER * cos(_TURN * pi / 180)
        begins.append((reach - right * share) / (1 - share))
    return max(begins)


def _standing(drawn: Drawn, room: Room, at: int, step: float) -> Shape:
    group = drawn.groups[at]
    middle, tone = room.left + (at + 0.5) * step, _tone(drawn, group)
    if drawn.chart.mark == "column":
        top, foot = sorted((room.up(group.value), room.up(max(0.0, drawn.floor))))
        return Shape("rect", _rounded((middle - step * 0.36, top, step * 0.72, foot - top)), tone)
    return Shape("circle", _rounded((middle, room.up(group.value), 4.5)), tone)


def _axis_beside(drawn: Drawn, room: Room, below: float) -> list[Shape]:
    marks = _along(drawn, room)
    lines = [
        Shape("line", _rounded((room.left, room.up(tick), room.right, room.up(tick))), "faint")
        for tick in marks
    ]
    words = [_text(room.left - 6, room.up(tick) + 4.5, said_on_axis(tick), "quiet", "end") for tick in marks]
    return [*lines, *words, _text(0, below + 4, drawn.chart.called(drawn.chart.measure), "quiet")]


def _second(drawn: Drawn, room: Room, below: float, step: float) -> list[Shape]:
    """Return the line of a second measure with an axis of its own at the right."""
    known = [(at, group.second) for at, group in enumerate(drawn.groups) if group.second is not None]
    if not known:
        return []
    most = max(value for _, value in known)
    own = Room(
        room.left, room.right, room.top, room.bottom, min(0.0, *(v for _, v in known), 0.0), most or 1.0
    )
    line = [part for at, value in known for part in (room.left + (at + 0.5) * step, own.up(value))]
    words = [
        _text(room.right + 6, own.up(tick) + 4.5, said_on_axis(tick), "quiet")
        for tick in ticks(own.low, own.high)
    ]
    title = drawn.chart.called(drawn.chart.second) if drawn.chart.second else ""
    return [Shape("line", _rounded(line), "others"), *words, _text(WIDTH, below + 4, title, "quiet", "end")]


def _pie(drawn: Drawn, below: float) -> list[Shape]:
    """Return slices with a legend beside them."""
    radius = (HEIGHT - below - 16) / 2
    x, y = radius + 8, below + radius + 4
    shapes: list[Shape] = []
    start = 0.0
    for at, group in enumerate(drawn.groups):
        end = start + group.value / (drawn.total or 1)
        tone = _tone(drawn, group)
        shapes.append(Shape("area", _rounded(_slice(x, y, radius, start, end)), tone))
        line = below + 12 + at * min(24.0, (HEIGHT - below - 20) / len(drawn.groups))
        shapes.append(Shape("rect", _rounded((2 * radius + 34, line - 10, 12, 12)), tone))
        words = _short(group.label) + (f"  {said(group.value)}" if drawn.chart.labels == "yes" else "")
        shapes.append(_text(2 * radius + 52, line + 1, words, "label"))
        start = end
    return shapes


def _slice(x: float, y: float, radius: float, start: float, end: float) -> list[float]:
    """Return a slice's corners: its middle, and a point of the rim every few degrees."""
    parts = max(2, round((end - start) * 60))
    turns = [2 * pi * (start + (end - start) * part / parts) for part in range(parts + 1)]
    return [x, y, *(part for turn in turns for part in (x + radius * sin(turn), y - radius * cos(turn)))]


def _text(x: float, y: float, text: str, tone: Tone, anchor: Anchor = "start", *, turn: int = 0) -> Shape:
    return Shape("text", _rounded((x, y)), tone, text=text, anchor=anchor, turn=turn)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _rounded(numbers: "tuple[float, ...] | list[float]") -> tuple[float, ...]:
    return tuple(round(number, 1) for number in numbers)
