"""A call matched with the table of functions, or the sentence that says why not."""

from fingerpost.formulas.refusals import REFUSED
from fingerpost.formulas.registry import FUNCTIONS, Function
from fingerpost.formulas.tree import Call
from fingerpost.formulas.troubles import BrokenFormulaError, RefusedFormulaError


def function_of(node: Call) -> Function:
    """Return the table's entry for a call.

    Raises:
        RefusedFormulaError: unknown or refused function.
        BrokenFormulaError: too few or too many arguments.
    """
    function = FUNCTIONS.get(node.name)
    if function is None or node.prefix is not None:
        reason = REFUSED.get(
            node.name, "is not a function known here, so nothing is guessed: check its spelling"
        )
        raise RefusedFormulaError(
            f"At character {node.start + 1} {node.name} {reason}.",
            what=node.name,
            start=node.start,
            stop=node.stop,
        )
    count = len(node.arguments)
    if not function.fewest <= count <= function.most:
        asked = f"at least {function.fewest}" if count < function.fewest else f"at most {function.most}"
        raise BrokenFormulaError(
            f"At character {node.start + 1} {node.name} has {count} arguments; it takes {asked}.",
            start=node.start,
            stop=node.stop,
        )
    return function
