"""Excel's rules where pandas has others; translated code carries the functions it needs, whole, so it runs alone.

In all of them a missing value stands for an Excel error, and stays missing.
"""

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd


def excel_each(compute: Callable[..., Any], *values: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Apply `compute` row by row to columns and single values; where one is missing, so is the result."""
    columns = [value for value in values if isinstance(value, pd.Series)]
    if not columns:
        return None if any(pd.isna(value) for value in values) else compute(*values)
    index = columns[0].index
    missing = np.zeros(len(index), dtype=bool)
    lists = []
    for value in values:
        if isinstance(value, pd.Series):
            missing |= value.isna().to_numpy(dtype=bool)
            lists.append(value.tolist())
        else:
            missing |= bool(pd.isna(value))
            lists.append([value] * len(index))
    rows = zip(missing, *lists, strict=True)
    results = [None if gone else compute(*row) for gone, *row in rows]
    return pd.Series(results, index=index, dtype=None if any(results) else object).infer_objects()


def excel_serial(days: Any) -> Any:  # noqa: ANN401 - a column or a single day
    """Return dates as Excel's serial numbers: 1 March 2024 is 45352."""
    return (days - pd.Timestamp("1899-12-30")) / pd.Timedelta(days=1)


def excel_number(truth: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return TRUE as 1 and FALSE as 0."""
    return truth.astype("Float64").astype("float64") if isinstance(truth, pd.Series) else float(truth)


def excel_keep_missing(result: Any, *sources: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return a comparison's result, missing where something compared is missing."""
    if not isinstance(result, pd.Series):
        return None if any(pd.isna(source) for source in sources) else result
    missing = np.zeros(len(result), dtype=bool)
    for source in sources:
        missing = missing | np.asarray(pd.isna(source), dtype=bool)
    return result.astype("boolean").mask(missing)


def excel_if(test: Any, then: Any, otherwise: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return `then` where the test is TRUE, `otherwise` where it is FALSE, missing where it is missing."""
    if not isinstance(test, pd.Series):
        return None if pd.isna(test) else (then if test else otherwise)
    known = test.astype("boolean")
    result = pd.Series(otherwise, index=test.index) if not isinstance(otherwise, pd.Series) else otherwise
    chosen = pd.Series(then, index=test.index) if not isinstance(then, pd.Series) else then
    if result.dtype != chosen.dtype:
        result, chosen = result.astype("object"), chosen.astype("object")
    picked = chosen.where(known.fillna(value=False).to_numpy(dtype=bool), result)
    return picked.mask(known.isna().to_numpy(dtype=bool)).infer_objects() if known.isna().any() else picked


def excel_first_present(value: Any, instead: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return `instead` wherever the value is missing, as IFERROR does for errors."""
    if isinstance(value, pd.Series):
        return value.astype("object").where(value.notna(), instead).infer_objects()
    return instead if value is None or pd.isna(value) else value


def excel_divide(number: Any, divisor: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return a division, missing where the divisor is 0 (#DIV/0!)."""
    if isinstance(divisor, pd.Series):
        return number / divisor.where(divisor != 0)
    return number / divisor if divisor else number * np.nan


def excel_power(base: Any, exponent: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return base ^ exponent, missing where Excel has #NUM! or #DIV/0!."""
    return excel_each(_power, base, exponent)


def _power(base: float, exponent: float) -> float | None:
    if base == 0 and exponent <= 0:
        return None
    try:
        result = float(base) ** exponent
    except OverflowError:
        return None
    return result if isinstance(result, float) and math.isfinite(result) else None


def excel_digits(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return numbers cut to the 15 significant digits that Excel compares."""
    return excel_each(lambda value: float(f"{value:.14e}"), number)


def excel_round(number: Any, digits: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Round halves away from zero: 2.5 is 3, and 1.005 to two places is 1.01."""
    return excel_each(
        lambda value, places: _to_places(value, places, lambda moved: math.floor(moved + 0.5)), number, digits
    )


def excel_roundup(number: Any, digits: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Round away from zero."""
    return excel_each(lambda value, places: _to_places(value, places, math.ceil), number, digits)


def excel_rounddown(number: Any, digits: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Round towards zero."""
    return excel_each(lambda value, places: _to_places(value, places, math.floor), number, digits)


def _to_places(value: float, places: float, whole: Callable[[float], int]) -> float:
    scale = 10.0 ** abs(int(places))
    moved = float(f"{abs(value) * scale if places >= 0 else abs(value) / scale:.15g}")
    size = whole(moved) / scale if places >= 0 else whole(moved) * scale
    return math.copysign(size, value) if size else 0.0


def excel_mround(number: Any, multiple: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the nearest multiple, halves away from zero; missing where the signs differ."""
    return excel_each(_mround, number, multiple)


def _mround(value: float, step: float) -> float | None:
    if value == 0 or step == 0:
        return 0.0
    if (value < 0) != (step < 0):
        return None
    return float(f"{math.floor(float(f'{value / step:.15g}') + 0.5) * step:.15g}")


def excel_mod(number: Any, divisor: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the remainder with the divisor's sign, missing where the divisor is 0."""
    return excel_each(_mod, number, divisor)


def _mod(value: float, divisor: float) -> float | None:
    if divisor == 0 or abs(value / divisor) >= 2.0**50:
        return None
    rest = value - divisor * math.floor(value / divisor)
    return 0.0 if abs(rest) < abs(divisor) * 1e-15 else rest


def excel_quotient(number: Any, divisor: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the whole part of a division, missing where the divisor is 0."""
    return excel_each(lambda value, by: float(math.trunc(value / by)) if by else None, number, divisor)


def excel_sqrt(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the square root, missing for negative numbers (#NUM!)."""
    return excel_each(lambda value: math.sqrt(value) if value >= 0 else None, number)


def excel_int(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the whole number below or at it."""
    return excel_each(lambda value: float(math.floor(value)), number)


def excel_sign(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return 1, 0 or -1."""
    return excel_each(lambda value: float((value > 0) - (value < 0)), number)


def excel_all(*truths: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return whether all are TRUE, as AND."""
    return excel_each(lambda *row: all(row), *truths)


def excel_any(*truths: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return whether one is TRUE, as OR."""
    return excel_each(lambda *row: any(row), *truths)


def excel_odd(*truths: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return whether an odd number of them is TRUE, as XOR."""
    return excel_each(lambda *row: sum(map(bool, row)) % 2 == 1, *truths)


def excel_not(truth: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the other truth value."""
    return excel_each(lambda value: not value, truth)


def excel_text(number: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return numbers as `&` writes them: up to 15 digits, no `.0`; TRUE and FALSE in capitals."""
    return excel_each(_general, number)


def _general(value: float) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if value == int(value) and abs(value) < 1e15:  # noqa: PLR2004 - whole numbers that 15 digits hold
        return str(int(value))
    mantissa, _, exponent = f"{abs(value):.14e}".partition("e")
    digits, power = mantissa.replace(".", "").rstrip("0"), int(exponent)
    sign = "-" if value < 0 else ""
    if power >= 20 or (power < 0 and 1 - power + len(digits) > 20):  # noqa: PLR2004 - 20 characters at most
        rest = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{rest}E{'-' if power < 0 else '+'}{abs(power):02d}"
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    whole, decimals = digits[: power + 1].ljust(power + 1, "0"), digits[power + 1 :]
    return f"{sign}{whole}.{decimals}" if decimals else sign + whole


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
    """Return the place where a pattern (a regular expression) begins, case not counting; missing where nowhere."""
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


def _parts(serial: float) -> tuple[int, int, int] | None:
    """Return year, month and day of a serial; Excel's calendar has a 0 January and a 29 February 1900."""
    whole = math.floor(serial)
    if not 0 <= whole <= 2_958_465:  # noqa: PLR2004 - 31 December 9999
        return None
    if whole in {0, 60}:
        return (1900, 1, 0) if whole == 0 else (1900, 2, 29)
    day = date(1899, 12, 30) + timedelta(days=whole + (whole < 60))  # noqa: PLR2004 - the day that never was
    return (day.year, day.month, day.day)


def excel_year(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the year of a serial number."""
    return excel_each(lambda value: _part(value, 0), serial)


def excel_month(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the month of a serial number."""
    return excel_each(lambda value: _part(value, 1), serial)


def excel_day(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the day of the month of a serial number."""
    return excel_each(lambda value: _part(value, 2), serial)


def _part(serial: float, place: int) -> float | None:
    parts = _parts(serial)
    return None if parts is None else float(parts[place])


def excel_date(year: Any, month: Any, day: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the serial of a day; months and days roll over: month 13 is next January."""
    return excel_each(_date, year, month, day)


def _date(year: float, month: float, day: float) -> float | None:
    years, months = math.floor(year), math.floor(month)
    years = (years + 1900 if 0 <= years < 1900 else years) + (months - 1) // 12  # noqa: PLR2004 - Excel's first year
    if not 1899 <= years <= 9999:  # noqa: PLR2004 - Excel's years
        return None
    first = (date(years, (months - 1) % 12 + 1, 1) - date(1899, 12, 30)).days
    serial = first - (first <= 60) + math.floor(day) - 1  # noqa: PLR2004 - the day that never was
    return float(serial) if 0 <= serial <= 2_958_465 else None  # noqa: PLR2004 - 31 December 9999


def excel_edate(serial: Any, months: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the same day some months on, the month's last where it has no such day."""
    return excel_each(lambda value, count: _edate(value, count, to_end=False), serial, months)


def excel_eomonth(serial: Any, months: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the last day of the month some months on."""
    return excel_each(lambda value, count: _edate(value, count, to_end=True), serial, months)


def _edate(serial: float, months: float, *, to_end: bool) -> float | None:
    parts = _parts(serial)
    if parts is None:
        return None
    count = parts[0] * 12 + parts[1] - 1 + math.trunc(months)
    year, month = divmod(count, 12)
    last = _date(year, month + 2, 0)
    if last is None or not 1900 <= year <= 9999:  # noqa: PLR2004 - Excel's years
        return None
    wanted = _date(year, month + 1, parts[2])
    return last if to_end or wanted is None else min(wanted, last)


def excel_weekday(serial: Any, first: int) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the day of the week, 1 for the day `first` (Monday is 0, Sunday 6)."""
    return excel_each(
        lambda value: float((math.floor(value) - 2 - first) % 7 + 1) if value >= 0 else None, serial
    )


def excel_isoweek(serial: Any) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the ISO week of a serial number."""
    return excel_each(
        lambda value: (
            float((date(1899, 12, 30) + timedelta(days=math.floor(value))).isocalendar().week)
            if value > 60  # noqa: PLR2004 - before, Excel's days are not true
            else None
        ),
        serial,
    )


def excel_weeknum(serial: Any, first: int) -> Any:  # noqa: ANN401 - a column or a single value
    """Return the week of the year, weeks beginning on the day `first` (Monday is 0, Sunday 6)."""
    return excel_each(lambda value: _weeknum(value, first), serial)


def _weeknum(serial: float, first: int) -> float | None:
    parts = _parts(serial)
    new_year = None if parts is None else _date(parts[0], 1, 1)
    if new_year is None:
        return None
    return float((math.floor(serial) - new_year + (new_year - 2 - first) % 7) // 7 + 1)


def excel_datedif(first: Any, last: Any, unit: str) -> Any:  # noqa: ANN401 - columns or single values
    """Return whole years (y), months (m, ym) or days (d) between two serials; missing where the first is the later."""
    return excel_each(lambda start, end: _datedif(start, end, unit), first, last)


def _datedif(first: float, last: float, unit: str) -> float | None:
    start, end = _parts(first), _parts(last)
    if start is None or end is None or math.floor(first) > math.floor(last):
        return None
    months = (end[0] - start[0]) * 12 + end[1] - start[1] - (end[2] < start[2])
    return float(
        {"y": months // 12, "m": months, "ym": months % 12, "d": math.floor(last) - math.floor(first)}[unit]
    )


def excel_networkdays(first: Any, last: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return days from Monday to Friday, both ends included; negative where the first is the later."""
    return excel_each(_networkdays, first, last)


def _networkdays(first: float, last: float) -> float | None:
    low, high = sorted((math.floor(first), math.floor(last)))
    if low < 0:
        return None

    def before(serial: int) -> int:
        weeks, rest = divmod(serial - 1, 7)  # serial 2 was a Monday
        return weeks * 5 + min(rest, 5)

    worked = before(high) - before(low - 1)
    return float(worked if first <= last else -worked)


def excel_workday(first: Any, count: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return the working day some working days on, the first day not counted."""
    return excel_each(_workday, first, count)


def _workday(first: float, count: float) -> float | None:
    serial, left = math.floor(first), math.trunc(count)
    step = 1 if left > 0 else -1
    weeks = max(abs(left) // 5 - 1, 0)
    serial, left = serial + step * weeks * 7, left - step * weeks * 5
    while left:
        serial += step
        left -= step if (serial - 2) % 7 < 5 else 0  # noqa: PLR2004 - Monday to Friday
    return float(serial) if 0 <= serial <= 2_958_465 else None  # noqa: PLR2004 - 31 December 9999


def excel_lookup(wanted: Any, keys: Any, results: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return what stands beside the first key equal to the wanted value, missing where there is none (#N/A)."""
    first = keys.notna() & ~keys.duplicated()
    found = dict(zip(keys[first], results[first], strict=True))
    if isinstance(wanted, pd.Series):
        return wanted.map(lambda value: found.get(value), na_action="ignore")
    return found.get(wanted)


def excel_lookup_nearest(wanted: Any, keys: Any, results: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Return what stands beside the last key not above the wanted number; the keys are in order."""
    kept = keys.notna()
    ordered, beside = keys[kept].to_numpy(), results[kept].tolist()
    return excel_each(
        lambda value: _beside(int(np.searchsorted(ordered, value, side="right")), beside), wanted
    )


def _beside(place: int, beside: list[Any]) -> Any:  # noqa: ANN401 - whatever stands there
    return beside[place - 1] if place else None


def excel_per_row(compute: Callable[..., Any], *wanted: Any) -> Any:  # noqa: ANN401 - columns or single values
    """Work out one result a row, once for each distinct set of wanted values."""
    columns = [value for value in wanted if isinstance(value, pd.Series)]
    index = columns[0].index
    lists = [value.tolist() if isinstance(value, pd.Series) else [value] * len(index) for value in wanted]
    known: dict[tuple[Any, ...], Any] = {}
    results = []
    for row in zip(*lists, strict=True):
        if row not in known:
            known[row] = compute(*row)
        results.append(known[row])
    return pd.Series(results, index=index)


def excel_strftime(serial: Any, pattern: str) -> Any:  # noqa: ANN401 - a column or a single value
    """Return serial numbers as dates written by a pattern such as %d/%m/%Y."""
    return excel_each(
        lambda value: (
            (date(1899, 12, 30) + timedelta(days=math.floor(value))).strftime(pattern)
            if value > 60  # noqa: PLR2004 - before, Excel's days are not true
            else None
        ),
        serial,
    )


def excel_shown(number: Any, places: int, pattern: str) -> Any:  # noqa: ANN401 - a column or a single value
    """Return numbers rounded Excel's way and written by a pattern such as {:,.2f}."""
    rounded = excel_round(number, places)
    return excel_each(lambda value: pattern.format(value or 0.0), rounded)
