"""NETWORKDAYS and WORKDAY with holidays and free weekdays of one's own."""

from fingerpost.formulas.functions.workdays import weekend_of
from fingerpost.formulas.translating.coercions import as_number
from fingerpost.formulas.translating.columns import single_column, whole, whole_range
from fingerpost.formulas.translating.nodes import LOWERINGS, NUM, Lowering, lowered
from fingerpost.formulas.translating.typed import Place, Typed, is_constant, made
from fingerpost.formulas.tree import Area, Call, Columns, Missing, Node, Structured
from fingerpost.formulas.values import ExcelError

_MONDAY_TO_FRIDAY = "0000011"


def _holidays(place: Place, node: Node | None) -> Typed:
    """Return the holidays as a list of days: of a range, of one value, or none."""
    if node is None or isinstance(node, Missing):
        return Typed("no_days", "number")
    if not isinstance(node, (Area, Columns, Structured)):
        day = as_number(place, node, lowered(place, node))
        if day.by_row or day.fails:
            raise place.refusal(node, "is a holiday that changes from row to row, or an error")
        return made("one_day", "number", day)
    column = single_column(place, node)
    if column.kind != "number":
        raise place.refusal(node, f"takes holidays from column {column.name}, which holds no dates")
    if whole_range(place, node).header:
        raise place.refusal(node, "takes in the header as a holiday, which is #VALUE!; begin at row 2")
    return Typed("day_list", "number", (whole(column)._replace(by_row=False),))


def _weekend(place: Place, node: Call) -> str:
    """Return the free weekdays, which have to be written into the formula."""
    if len(node.arguments) < 3 or isinstance(node.arguments[2], Missing):  # noqa: PLR2004 - the weekend is the third
        return _MONDAY_TO_FRIDAY
    typed = lowered(place, node.arguments[2])
    if not is_constant(typed):
        raise place.refusal(
            node.arguments[2], "says which days are free in a cell; write it into the formula"
        )
    free = weekend_of(typed.words[0])  # type: ignore[arg-type]  # a literal's word is a value
    if isinstance(free, ExcelError):
        raise place.refusal(node.arguments[2], f"is no weekend that Excel knows: {free.code}")
    return "".join("1" if day in free else "0" for day in range(7))


def _with_free_days(plain: Lowering, op: str, *, has_weekend: bool) -> Lowering:
    def lower(place: Place, node: Call) -> Typed:
        last = 3 if has_weekend else 2
        holidays = _holidays(place, node.arguments[last] if len(node.arguments) > last else None)
        weekend = _weekend(place, node) if has_weekend else _MONDAY_TO_FRIDAY
        if holidays.op == "no_days" and weekend == _MONDAY_TO_FRIDAY:
            return plain(place, node._replace(arguments=node.arguments[:2]))
        if weekend == "1111111" and op == "workday_but":
            raise place.refusal(node, "leaves no day to work on, which is #VALUE!")
        days = [as_number(place, one, lowered(place, one)) for one in node.arguments[:2]]
        return made(op, "number", *days, holidays, words=(weekend,), fails=NUM)

    return lower


for _name in ("NETWORKDAYS", "WORKDAY"):
    _plain, _op = LOWERINGS[_name], f"{_name.lower()}_but"
    LOWERINGS[_name] = _with_free_days(_plain, _op, has_weekend=False)
    LOWERINGS[f"{_name}.INTL"] = _with_free_days(_plain, _op, has_weekend=True)
