"""Texts cut, searched and changed by Excel's rules."""

from typing import Any

from fingerpost.formulas.rules.rows import excel_each


def excel_left(text: Any, count: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the first characters."""
    return excel_each(lambda words, size: words[: int(size)] if size >= 0 else None, text, count)


def excel_right(text: Any, count: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the last characters."""
    return excel_each(
        lambda words, size: words[max(len(words) - int(size), 0) :] if size >= 0 else None, text, count
    )


def excel_mid(text: Any, start: Any, count: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return characters from a place counted from 1."""
    return excel_each(
        lambda words, first, size: (
            words[int(first) - 1 : int(first) - 1 + int(size)] if first >= 1 and size >= 0 else None
        ),
        text,
        start,
        count,
    )


def excel_length(text: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return how many characters."""
    return excel_each(lambda words: float(len(words) + sum(sign > "\uffff" for sign in words)), text)


def excel_trim(text: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return texts without spaces at the ends, one space between words."""
    return excel_each(lambda words: " ".join(word for word in words.split(" ") if word), text)


def excel_clean(text: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return texts without control characters."""
    return excel_each(lambda words: "".join(sign for sign in words if sign >= " "), text)


def excel_upper(text: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return texts in capitals."""
    return excel_each(str.upper, text)


def excel_lower(text: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return texts in small letters, which is how Excel compares them."""
    return excel_each(str.lower, text)


def excel_proper(text: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return texts with a capital after anything that is no letter."""
    return excel_each(_proper, text)


def _proper(words: str) -> str:
    before = " " + words
    return "".join(
        sign.lower() if last.isalpha() else sign.upper() for last, sign in zip(before, words, strict=False)
    )


def excel_find(wanted: Any, text: Any, start: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the place of a text counted from 1, case counting; missing where it is not found."""
    return excel_each(_find, wanted, text, start)


def _find(wanted: str, text: str, start: float) -> float | None:
    place = text.find(wanted, int(start) - 1) if 1 <= start <= len(text) + 1 else -1
    return float(place + 1) if place >= 0 else None


def excel_search(pattern: str, text: Any, start: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the place where a pattern (a regular expression) begins, case not counting.

    Missing where nowhere.
    """
    import re  # noqa: PLC0415 - carried along with the code that needs it

    known = re.compile(pattern, re.IGNORECASE | re.DOTALL)

    def place_in(words: str, first: float) -> float | None:
        found = known.search(words, int(first) - 1) if 1 <= first <= len(words) + 1 else None
        return float(found.start() + 1) if found else None

    return excel_each(place_in, text, start)


def excel_substitute(text: Any, old: Any, new: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return texts with one part put for another everywhere."""
    return excel_each(
        lambda words, was, becomes: words.replace(was, becomes) if was else words, text, old, new
    )


def excel_replace(text: Any, start: Any, count: Any, new: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return texts with some characters put in place of others."""
    return excel_each(
        lambda words, first, size, becomes: (
            words[: int(first) - 1] + becomes + words[int(first) - 1 + int(size) :]
            if first >= 1 and size >= 0
            else None
        ),
        text,
        start,
        count,
        new,
    )


def excel_join(mark: Any, skip_empty: bool, *texts: Any) -> Any:  # noqa: ANN401, FBT001 - TEXTJOIN's order
    """Return texts with a sign between them, empty ones passed over where asked."""
    return excel_each(
        lambda sign, *words: sign.join(word for word in words if word or not skip_empty), mark, *texts
    )


def excel_repeat(text: Any, times: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return a text several times over."""
    return excel_each(lambda words, count: words * int(count) if count >= 0 else None, text, times)
