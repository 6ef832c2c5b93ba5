"""The chart of a plan as SVG, half a year a strip: bars, bands of windows, due dates; nothing to fetch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from fingerpost.timetable.chart import Band, Bar, band_words, bands
from fingerpost.timetable.weeks import DAYS_A_WEEK
from fingerpost.timetable.wording import short_day

MOST_WEEKS = 30
"""A strip holds at most so many weeks; a year stands in two of the same length."""
_LEFT, _WIDTH, _BAR = 26, 720, 16
_TOP, _BARS, _FOOT, _DUE = 20, 92, 32, 13
_FLOOR = _TOP + _BARS
_PATTERN_ID = {"pause": "fp-pause", "light": "fp-light", "half": "fp-half"}
# The three loads differ in pattern as well as in grey: dense lines, sparse lines, dots.
_PATTERNS = (
    '<pattern id="fp-pause" width="4" height="4" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="4" height="4" class="band"/>'
    '<rect width="1.6" height="4" class="ink"/></pattern>'
    '<pattern id="fp-light" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="8" height="8" class="band"/>'
    '<rect width="1" height="8" class="ink"/></pattern>'
    '<pattern id="fp-half" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" class="band"/><circle cx="4" cy="4" r="1" class="ink"/></pattern>'
)


@dataclass(frozen=True)
class _Strip:
    """Some of the bars: the index of the first, how wide a week is, and what all strips share."""

    drawn: Sequence[Bar]
    lettered: Sequence[Band]
    start: int
    length: int
    step: float
    most: float

    @property
    def part(self) -> Sequence[Bar]:
        return self.drawn[self.start : self.start + self.length]

    @property
    def bands(self) -> tuple[Band, ...]:
        until = self.start + self.length
        return tuple(band for band in self.lettered if band.first < until and band.last >= self.start)

    def left(self, week: int) -> float:
        return _LEFT + self.step * week


def strips_svg(drawn: Sequence[Bar]) -> str:
    """Return one SVG a strip, each named by its span and described in words; the table is their twin."""
    count = ceil(len(drawn) / MOST_WEEKS)
    length = ceil(len(drawn) / count)
    most = max(max(bar.room, bar.planned) for bar in drawn)
    lettered, step = bands(drawn), (_WIDTH - _LEFT - 4) / length
    return "".join(
        _svg(number, _Strip(drawn, lettered, start, length, step, most))
        for number, start in enumerate(range(0, len(drawn), length))
    )


def key_html(drawn: Sequence[Bar]) -> str:
    """Return the list that says what the lettered bands are."""
    rows = "".join(
        f"<li><b>{band.letter}</b> {escape(band_words(band, drawn))}</li>" for band in bands(drawn)
    )
    return f'<ul class="key">{rows}</ul>' if rows else ""


def _svg(number: int, strip: _Strip) -> str:
    name, part = f"fp-strip-{number}", strip.part
    end = strip.left(len(part))
    shapes = [
        *(_band(band, strip) for band in strip.bands),
        *(shape for at, bar in enumerate(part) for shape in _week(at, bar, strip)),
        f'<line x1="{_LEFT}" x2="{end:.1f}" y1="{_FLOOR}" y2="{_FLOOR}" class="axis"/>',
        f'<text x="0" y="{_FLOOR - 4}" class="small">hours</text>',
        f'<text x="0" y="{_FLOOR + 13}" class="small">week</text>',
        f'<text x="0" y="{_FLOOR + _FOOT + 9}" class="small">due</text>',
    ]
    height = _FLOOR + _FOOT + _DUE * max(1, *(len(bar.due) for bar in part))
    patterns = f"<defs>{_PATTERNS}</defs>" if number == 0 else ""
    return (
        f'<svg class="strip" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="{name} {name}-said"><title id="{name}">{escape(_span(part))}</title>'
        f'<desc id="{name}-said">{escape(_described(strip))}</desc>{patterns}{"".join(shapes)}</svg>'
    )


def _span(part: Sequence[Bar]) -> str:
    first, last = part[0].monday, part[-1].monday
    return f"Hours of study a week, weeks of {short_day(first)} {first.year} to {short_day(last)} {last.year}"


def _described(strip: _Strip) -> str:
    said = [f"{band.letter}: {band_words(band, strip.drawn)}" for band in strip.bands]
    return ". ".join([*said, "The table Week by week holds every number."])


def _band(band: Band, strip: _Strip) -> str:
    first, last = max(band.first - strip.start, 0), min(band.last - strip.start, len(strip.part) - 1)
    left, width = strip.left(first), strip.step * (last - first + 1)
    return (
        f'<rect x="{left:.1f}" y="{_TOP - 4}" width="{width:.1f}" height="{_BARS + 4}" '
        f'fill="url(#{_PATTERN_ID[band.load]})"/>'
        f'<text x="{left + width / 2:.1f}" y="{_TOP - 8}" class="letter">{band.letter}</text>'
    )


def _week(at: int, bar: Bar, strip: _Strip) -> Iterator[str]:
    middle = strip.left(at) + strip.step / 2
    room, planned = ((_BARS - 14) * hours / strip.most for hours in (bar.room, bar.planned))
    if bar.room:
        yield _rect(middle, room, "room")
    if bar.planned:
        yield _rect(middle, planned, "bar")
    if not bar.is_over:
        top, hours = _FLOOR - max(room, planned) - 3, f"{round(bar.planned, 1):g}"
        yield f'<text x="{middle:.1f}" y="{top:.1f}" class="number">{hours}</text>'
    yield f'<text x="{middle:.1f}" y="{_FLOOR + 13}" class="small mid">{bar.monday.day}</text>'
    if at == 0 or bar.monday.day <= DAYS_A_WEEK:
        yield f'<text x="{middle:.1f}" y="{_FLOOR + 24}" class="month mid">{bar.monday:%b}</text>'
    for row, due in enumerate(bar.due):
        top = _FLOOR + _FOOT + _DUE * row
        yield f'<rect x="{middle - 11:.1f}" y="{top:g}" width="22" height="11.5" rx="2" class="due"/>'
        yield f'<text x="{middle:.1f}" y="{top + 9:g}" class="duetext">{due}</text>'


def _rect(middle: float, height: float, name: str) -> str:
    left, top = middle - _BAR / 2, _FLOOR - height
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{_BAR}" height="{height:.1f}" class="{name}"/>'
