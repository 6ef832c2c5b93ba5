"""Which formulas are one formula filled down: their texts made relative to the cell they stand in."""

from fingerpost.formulas.lexer import _MASTER
from fingerpost.formulas.references import cell_parts
from fingerpost.formulas.tree import column_number


def relative(text: str, row: int, column: int) -> str:
    """Return a formula's text with each reference said by its distance: equal for all cells of one fill."""
    pieces: list[str] = []
    for match in _MASTER.finditer(text):
        kind, found = match.lastgroup, match.group()
        if kind == "cell":
            pieces.append(_cell(found, row, column))
        elif kind in {"columns", "rows"}:
            pieces.append(":".join(_line(end, row, column) for end in found.split(":")))
        elif kind != "space":
            pieces.append(found)
    return " ".join(pieces)


def _cell(text: str, row: int, column: int) -> str:
    its_row, its_column, row_fixed, column_fixed = cell_parts(text)
    down = f"R{its_row}" if row_fixed else f"R[{its_row - row}]"
    across = f"C{its_column}" if column_fixed else f"C[{its_column - column}]"
    return down + across


def _line(text: str, row: int, column: int) -> str:
    fixed, name = text[0] == "$", text.lstrip("$")
    number, own = (int(name), row) if name.isdigit() else (column_number(name), column)
    return f"L{number}" if fixed else f"L[{number - own}]"
