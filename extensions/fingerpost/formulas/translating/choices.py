"""IF and its relatives, truth values, and errors caught."""

from dataclasses import replace

from fingerpost.formulas.coercion import compare
from fingerpost.formulas.translating.coercions import as_logical, as_number, brought_together, filled
from fingerpost.formulas.translating.nodes import LOWERINGS, VALUE, Lowering, compared, lowered, lowers
from fingerpost.formulas.translating.typed import NEVER, Place, Typed, constant, is_constant, made
from fingerpost.formulas.tree import Binary, Call, Name, Node


@lowers("IF")
def _if(place: Place, node: Call) -> Typed:
    test = as_logical(place, node.arguments[0], lowered(place, node.arguments[0]))
    nodes = list(node.arguments[1:])
    branches = [lowered(place, branch) for branch in nodes]
    if len(branches) == 1:
        nodes, branches = [*nodes, node], [*branches, constant(value=False)]
    return chosen(place, nodes, test, branches)


def chosen(place: Place, nodes: list[Node], test: Typed, branches: list[Typed]) -> Typed:
    """Return one of two branches by a test, brought to one kind."""
    if is_constant(test):
        return branches[0] if test.words[0] else branches[1]
    if test.fails and any(branch.blank for branch in branches):
        if any(branch.kind != "number" for branch in branches):
            raise place.refusal(nodes[0], "may be blank where the test may be an error")
        branches = [filled(branch) for branch in branches]
    then, otherwise = brought_together(place, nodes, branches)
    made_if = made("if_known" if test.fails else "if", then.kind, test, then, otherwise)
    return made_if._replace(blank=then.blank or otherwise.blank, faded=then.faded or otherwise.faded)


def _ladder(place: Place, rungs: list[tuple[Typed, Node, Typed]], last: Typed, last_node: Node) -> Typed:
    result, result_node = last, last_node
    for test, node, branch in reversed(rungs):
        result = chosen(place, [node, result_node], test, [branch, _of_kind(result, branch)])
        result_node = node
    return result


def _of_kind(result: Typed, other: Typed) -> Typed:
    """Return an error so that it can stand in a column of any kind."""
    return result._replace(kind=other.kind) if result.op == "nothing" else result


_NO_MATCH = Typed("nothing", "number", fails=frozenset({"#N/A"}))


@lowers("IFS")
def _ifs(place: Place, node: Call) -> Typed:
    arguments = node.arguments
    if len(arguments) % 2:
        raise place.refusal(node, "needs a value for every condition")
    rungs = [
        (as_logical(place, test, lowered(place, test)), branch, lowered(place, branch))
        for test, branch in zip(arguments[::2], arguments[1::2], strict=True)
    ]
    return _ladder(place, rungs, _NO_MATCH, node)


@lowers("SWITCH")
def _switch(place: Place, node: Call) -> Typed:
    subject_node, *rest = node.arguments
    subject = lowered(place, subject_node)
    rungs = []
    for case_node, branch in zip(rest[::2], rest[1::2], strict=False):
        case = lowered(place, case_node)
        if is_constant(subject) and is_constant(case):
            same = compare(subject.words[0], case.words[0]) == 0  # type: ignore[arg-type]  # literals are values
            rungs.append((constant(same), branch, lowered(place, branch)))
            continue
        test = Binary(case_node.start, case_node.stop, "=", subject_node, case_node)
        rungs.append((compared(place, test, subject, case), branch, lowered(place, branch)))
    last = lowered(place, rest[-1]) if len(rest) % 2 else _NO_MATCH
    return _ladder(place, rungs, last, node)


@lowers("CHOOSE")
def _choose(place: Place, node: Call) -> Typed:
    which = as_number(place, node.arguments[0], lowered(place, node.arguments[0]))
    if is_constant(which):
        number = int(which.words[0])  # type: ignore[call-overload]  # a number's literal
        if not 1 <= number < len(node.arguments):
            return Typed("nothing", "number", fails=VALUE)
        return lowered(place, node.arguments[number])
    whole = made("int", "number", which)
    rungs = []
    for number, branch in enumerate(node.arguments[1:], start=1):
        test = made("=", "logical", whole, constant(float(number)))
        test = made("keep_missing", "logical", test, whole) if test.fails else test
        rungs.append((test, branch, lowered(place, branch)))
    return _ladder(place, rungs, _NO_MATCH._replace(fails=VALUE), node)


@lowers("AND", "OR", "XOR")
def _combined(place: Place, node: Call) -> Typed:
    truths = [as_logical(place, argument, lowered(place, argument)) for argument in node.arguments]
    op = node.name.lower()
    result = truths[0]
    for truth in truths[1:]:
        known = f"{op}_known" if result.fails or truth.fails else op
        result = made(known, "logical", result, truth)
    return result


@lowers("NOT")
def _not(place: Place, node: Call) -> Typed:
    return made("not", "logical", as_logical(place, node.arguments[0], lowered(place, node.arguments[0])))


@lowers("TRUE", "FALSE")
def _truth(_: Place, node: Call) -> Typed:
    return constant(node.name == "TRUE")


@lowers("IFERROR", "IFNA")
def _iferror(place: Place, node: Call) -> Typed:
    value = lowered(place, node.arguments[0])
    if not value.fails or (node.name == "IFNA" and "#N/A" not in value.fails):
        return value
    if node.name == "IFNA" and value.fails != {"#N/A"}:
        others = ", ".join(sorted(value.fails - {"#N/A"}))
        raise place.refusal(
            node, f"tells #N/A from other errors ({others}), which are all a missing value here"
        )
    instead = lowered(place, node.arguments[1])
    if value.op == "nothing":
        return instead
    first, second = brought_together(place, list(node.arguments), [value, filled(instead)])
    result = made("first_present", first.kind, first, second)
    return result._replace(fails=second.fails, faded=first.faded or second.faded)


@lowers("ISBLANK")
def _isblank(place: Place, node: Call) -> Typed:
    value = lowered(place, node.arguments[0])
    if value.op not in {"column", "days", "shifted", "cell", "cell_days"}:
        return constant(value=False)
    return made("is_missing", "logical", value) if value.blank else constant(value=False)


def _is_kind(kind: str) -> Lowering:
    def lower(place: Place, node: Call) -> Typed:
        value = lowered(place, node.arguments[0])
        if value.kind == "any" or (value.faded and kind == "number" and value.kind == kind):
            raise place.refusal(node, "asks for the kind of a value that differs from row to row")
        if value.kind != kind:
            return constant(value=False)
        if not value.blank and not value.fails:
            return constant(value=True)
        return made("is_present", "logical", value)._replace(fails=NEVER)

    return lower


LOWERINGS["ISNUMBER"] = _is_kind("number")
LOWERINGS["ISTEXT"] = _is_kind("text")
LOWERINGS["ISLOGICAL"] = _is_kind("logical")


@lowers("ISERROR", "ISNA")
def _iserror(place: Place, node: Call) -> Typed:
    value = lowered(place, node.arguments[0])
    if not value.fails or (node.name == "ISNA" and "#N/A" not in value.fails):
        return constant(value=False)
    if node.name == "ISNA" and value.fails != {"#N/A"}:
        raise place.refusal(node, "tells #N/A from other errors, which are all a missing value here")
    return made("is_missing", "logical", value)._replace(fails=NEVER)


@lowers("LET")
def _let(place: Place, node: Call) -> Typed:
    names = place.names
    for name, value in zip(node.arguments[:-1:2], node.arguments[1::2], strict=True):
        if not isinstance(name, Name):
            raise place.refusal(name, "is no name")
        inner = replace(place, names=names)
        names = (*names, (name.name.lower(), lowered(inner, value)))
    return lowered(replace(place, names=names), node.arguments[-1])
