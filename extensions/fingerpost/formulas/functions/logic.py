"""IF and its relatives: what is not needed is not evaluated."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fingerpost.formulas.coercion import compare, to_logical, to_number
from fingerpost.formulas.lifting import lifted
from fingerpost.formulas.registry import excel
from fingerpost.formulas.tree import Missing, Name, Node
from fingerpost.formulas.troubles import BrokenFormulaError
from fingerpost.formulas.values import NA, VALUE, Array, ExcelError, Result, Value

if TYPE_CHECKING:
    from fingerpost.formulas.interpreter import Scope


def _branch(scope: "Scope", node: Node | None, default: Value) -> Result:
    return default if node is None else scope.value(node)


@excel("IF", signature="lll?")
def if_(scope: "Scope", test: Node, then: Node, otherwise: Node | None = None) -> Result:
    """One of two values; a blank or 0 is FALSE, without a third argument the other value is FALSE."""
    condition = scope.single(test)
    if type(condition) is Array:
        branches = [scope.settled(_branch(scope, node, False)) for node in (then, otherwise)]  # noqa: FBT003 - IF's default
        return lifted(_chosen, [condition, *branches])  # type: ignore[no-any-return]  # an array
    truth = to_logical(condition)  # type: ignore[arg-type]  # no array here
    if type(truth) is ExcelError:
        return truth
    return _branch(scope, then if truth else otherwise, False)  # noqa: FBT003 - the value IF gives by default


def _chosen(condition: Value, then: Value, otherwise: Value) -> Value:
    truth = to_logical(condition)
    if type(truth) is ExcelError:
        return truth
    return then if truth else otherwise


@excel("IFS", signature="ll(ll)*")
def ifs(scope: "Scope", *nodes: Node) -> Result:
    """The value beside the first condition that is TRUE, #N/A if none is."""
    if len(nodes) % 2:
        raise _odd(scope, "IFS needs a value for every condition")
    conditions = [scope.single(node) for node in nodes[::2]] if scope.spills else []
    if any(type(condition) is Array for condition in conditions):
        parts = [scope.settled(scope.value(node)) for node in nodes]
        return lifted(_first_true, parts)  # type: ignore[no-any-return]  # an array
    for test, value in zip(nodes[::2], nodes[1::2], strict=True):
        truth = to_logical(scope.single(test))  # type: ignore[arg-type]  # no array here
        if type(truth) is ExcelError:
            return truth
        if truth:
            return scope.value(value)
    return NA


def _first_true(*parts: Value) -> Value:
    for condition, value in zip(parts[::2], parts[1::2], strict=True):
        truth = to_logical(condition)
        if type(truth) is ExcelError:
            return truth
        if truth:
            return value
    return NA


@excel("SWITCH", signature="lll(l)*")
def switch(scope: "Scope", subject: Node, *nodes: Node) -> Result:
    """The result beside the first value equal to the subject; an odd last argument is the default."""
    value = scope.single(subject)
    if type(value) is Array:
        return lifted(_switched, [value, *(scope.settled(scope.value(node)) for node in nodes)])  # type: ignore[no-any-return]  # an array
    if type(value) is ExcelError:
        return value
    for case, result in zip(nodes[::2], nodes[1::2], strict=False):
        against = scope.single(case)
        if type(against) is ExcelError:
            return against
        if _same(value, against):  # type: ignore[arg-type]  # no arrays here
            return scope.value(result)
    return scope.value(nodes[-1]) if len(nodes) % 2 else NA


def _switched(value: Value, *parts: Value) -> Value:
    if type(value) is ExcelError:
        return value
    for case, result in zip(parts[::2], parts[1::2], strict=False):
        if type(case) is ExcelError:
            return case
        if _same(value, case):
            return result
    return parts[-1] if len(parts) % 2 else NA


def _same(left: Value, right: Value) -> bool:
    return compare(left, right) == 0


@excel("CHOOSE", signature="ll(l)*")
def choose(scope: "Scope", which: Node, *nodes: Node) -> Result:
    """The value at a place, counted from 1; #VALUE! outside."""
    index = scope.single(which)
    if type(index) is Array:
        return lifted(_chosen_place, [index, *(scope.settled(scope.value(node)) for node in nodes)])  # type: ignore[no-any-return]  # an array
    place = to_number(index)  # type: ignore[arg-type]  # no array here
    if type(place) is ExcelError:
        return place
    return scope.value(nodes[int(place) - 1]) if 1 <= place < len(nodes) + 1 else VALUE  # type: ignore[operator, arg-type]  # a number


def _chosen_place(index: Value, *values: Value) -> Value:
    place = to_number(index)
    if type(place) is ExcelError:
        return place
    return values[int(place) - 1] if 1 <= place < len(values) + 1 else VALUE  # type: ignore[operator, arg-type]  # a number


def _rescued(caught: Callable[[Value], bool]) -> Callable[..., Result]:
    def rescue(scope: "Scope", node: Node, fallback: Node) -> Result:
        result = scope.value(node)
        value = scope.settled(result)
        if type(value) is Array:
            other = scope.settled(scope.value(fallback))
            return lifted(lambda one, instead: instead if caught(one) else one, [value, other])  # type: ignore[no-any-return]  # an array
        if not caught(value):  # type: ignore[arg-type]  # no array here
            return 0.0 if value is None and type(node) is Missing else result
        scope.note("match", fallback, value, note="replaced")
        instead = scope.value(fallback)
        return "" if instead is None and type(fallback) is Missing else instead

    return rescue


excel("IFERROR", signature="ll")(_rescued(lambda value: type(value) is ExcelError))
excel("IFNA", signature="ll")(_rescued(lambda value: value is NA))


def _truths(values: tuple[Value | Array, ...]) -> Iterator[bool | ExcelError]:
    """Give what AND counts: logicals and numbers; texts and blanks in cells are passed over."""
    for value in values:
        if type(value) is Array:
            for cell in value.flat:
                if type(cell) in {bool, float, ExcelError}:
                    yield to_logical(cell)
        elif value is None:
            yield False
        else:
            yield to_logical(value)  # type: ignore[arg-type]  # no array here


def _combined(combine: Callable[[list[bool]], bool]) -> Callable[..., Value]:
    def run(*values: Value | Array) -> Value:
        truths = list(_truths(values))
        for truth in truths:
            if type(truth) is ExcelError:
                return truth
        return combine(truths) if truths else VALUE  # type: ignore[arg-type]  # errors have left

    return run


excel("AND", signature="rr*")(_combined(all))
excel("OR", signature="rr*")(_combined(any))
excel("XOR", signature="rr*")(_combined(lambda truths: sum(truths) % 2 == 1))


@excel("NOT", signature="b")
def not_(value: bool) -> bool:  # noqa: FBT001 - NOT's one argument
    """The other truth value."""
    return not value


@excel("TRUE", signature="")
def true() -> bool:
    """TRUE."""
    return True


@excel("FALSE", signature="")
def false() -> bool:
    """FALSE."""
    return False


@excel("LET", signature="lll(l)*")
def let(scope: "Scope", *nodes: Node) -> Result:
    """The last argument, with the names before it standing for the values beside them."""
    if len(nodes) % 2 == 0:
        raise _odd(scope, "LET needs names with values in pairs, then one calculation")
    inner = scope
    for name, value in zip(nodes[:-1:2], nodes[1::2], strict=True):
        if type(name) is not Name:
            raise BrokenFormulaError(
                f"At character {name.start + 1} LET needs a name; this is none.",
                start=name.start,
                stop=name.stop,
            )
        inner = inner.within(name.name, inner.value(value))
    return inner.value(nodes[-1])


def _odd(scope: "Scope", sentence: str) -> BrokenFormulaError:
    at = scope.at
    start, stop = (at.start, at.stop) if at is not None else (0, 1)
    return BrokenFormulaError(f"At character {start + 1} {sentence}.", start=start, stop=stop)
