"""Values turned into texts and back: TEXT, VALUE, TEXTJOIN, CONCAT, FIXED."""

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from fingerpost.formulas.coercion import number_from_text, to_text
from fingerpost.formulas.number_format import format_number, format_text, is_unread
from fingerpost.formulas.registry import excel
from fingerpost.formulas.troubles import RefusedFormulaError
from fingerpost.formulas.values import VALUE, Array, ExcelError, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_TEXT = 32_767


@excel("TEXT", signature="vt")
def text_(value: Value, code: str) -> Value:
    """A value as a number format shows it; a text that reads as a number is one."""
    if type(value) is str:
        number = number_from_text(value)
        return format_text(value, code) if number is None else _formatted(number, code)
    if type(value) is bool:
        return format_text(str(value).upper(), code)
    return _formatted(float(value or 0.0), code)  # type: ignore[arg-type]  # a number or a blank


def _formatted(number: float, code: str) -> Value:
    if is_unread(code):
        raise RefusedFormulaError(
            f"TEXT writes numbers by the format {code}, which is not translated; show decimals instead.",
            what=f"TEXT with {code}",
        )
    shown = format_number(number, code)
    return VALUE if shown is None else shown


@excel("VALUE", signature="v")
def value_(value: Value) -> Value:
    """The number a text reads as."""
    if type(value) is not str:
        return VALUE if type(value) is bool else float(value or 0.0)  # type: ignore[arg-type]  # a number or a blank
    number = number_from_text(value)
    return VALUE if number is None else number


@excel("NUMBERVALUE", signature="tt?t?")
def numbervalue(text: str, point: str = ".", group: str = ",") -> Value:
    """The number a text reads as with the decimal and group signs given; spaces do not count."""
    mark, groups = point[:1], group[:1]
    bare = "".join(text.split())
    if not bare:
        return 0.0
    whole, found, decimals = bare.partition(mark)
    if groups and groups in decimals:
        return VALUE
    percents = len(bare) - len(bare.rstrip("%"))
    plain = (whole.replace(groups, "") if groups else whole) + ("." if found else "") + decimals
    number = number_from_text(plain.rstrip("%"))
    return VALUE if number is None else number / 100**percents


def _texts(values: tuple[Value | Array, ...]) -> "Iterator[str | ExcelError]":
    for value in values:
        for cell in value.flat if type(value) is Array else [value]:
            yield to_text(cell)  # type: ignore[arg-type]  # a single value


def _joined(texts: "list[str | ExcelError]", mark: str) -> Value:
    for text in texts:
        if type(text) is ExcelError:
            return text
    whole = mark.join(texts)  # type: ignore[arg-type]  # texts alone by now
    return VALUE if len(whole) > _LONGEST_TEXT else whole


@excel("CONCATENATE", signature="tt*")
def concatenate(*texts: str) -> Value:
    """Texts one after the other."""
    return _joined(list(texts), "")


@excel("CONCAT", signature="rr*")
def concat(*values: Value | Array) -> Value:
    """Texts one after the other, those of ranges too."""
    return _joined(list(_texts(values)), "")


@excel("TEXTJOIN", signature="tbrr*")
def textjoin(mark: str, skip_empty: bool, *values: Value | Array) -> Value:  # noqa: FBT001 - Excel's order
    """Texts with a sign between them, empty ones passed over where asked."""
    texts = [text for text in _texts(values) if text != "" or not skip_empty]
    return _joined(texts, mark)


@excel("FIXED", signature="nn?b?")
def fixed(number: float, digits: float = 2.0, no_commas: bool = False) -> Value:  # noqa: FBT001, FBT002 - Excel's order
    """A number as text with a fixed count of decimals."""
    places = int(digits)
    rounded = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:.{max(places, 0)}f}" if no_commas else f"{rounded:,.{max(places, 0)}f}"
