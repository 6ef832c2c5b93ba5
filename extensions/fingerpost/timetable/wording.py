"""How dates, hours and lists read on every page of the timetable."""

from collections.abc import Sequence
from datetime import date

MINUTES_PER_HOUR = 60


def day_words(day: date) -> str:
    """Return `3 March 2026`."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Return `3 Mar`."""
    return f"{day.day} {day:%b}"


def weekday_words(day: date) -> str:
    """Return `Thursday 3 March 2026`."""
    return f"{day:%A} {day_words(day)}"


def hours_number(minutes: int) -> str:
    """Return minutes as hours with at most two decimals: `2`, `2.5`, `1.67`."""
    return f"{minutes / MINUTES_PER_HOUR:,.2f}".rstrip("0").rstrip(".")


def hours_words(minutes: int) -> str:
    """Return `1 hour`, `2.5 hours`."""
    return f"{hours_number(minutes)} {'hour' if minutes == MINUTES_PER_HOUR else 'hours'}"


def clock_words(minutes: int) -> str:
    """Return `2 h`, `45 min` or `1 h 30 min`."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def listed(words: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def module_words(modules: Sequence[str]) -> str:
    """Return `03`, `03 and 04`: module ids without repetition, in order."""
    return listed(list(dict.fromkeys(modules)))


def weeks_words(count: int) -> str:
    """Return `1 week`, `3 weeks`."""
    return f"{count} week" if count == 1 else f"{count} weeks"
