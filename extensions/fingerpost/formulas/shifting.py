"""A formula's text as filling it down writes it, and the rows it speaks of."""

from collections.abc import Iterator

from fingerpost.formulas.tree import Area, Cell, Formula, Node, Rows, column_letters, walk


def cells_of(root: Node) -> Iterator[Cell]:
    """Give every cell a formula names, corners of ranges included, in the order of the text."""
    for node in walk(root):
        if type(node) is Cell:
            yield node
        elif type(node) is Area:
            yield node.first
            yield node.last


def filled_down(formula: Formula, rows: int) -> str:
    """Return the formula's text as it reads that many rows further down."""
    pieces: list[str] = []
    position = 0
    source = formula.source
    for start, stop, text in _moved(formula, rows):
        pieces += (source[position:start], text)
        position = stop
    return "".join((*pieces, source[position:]))


def _moved(formula: Formula, rows: int) -> Iterator[tuple[int, int, str]]:
    for node in walk(formula.root):
        if type(node) is Rows:
            yield node.start, node.stop, _moved_rows(formula.source[node.start : node.stop], node, rows)
        elif type(node) is Area:
            yield _moved_cell(formula.source, node.first, rows)
            yield _moved_cell(formula.source, node.last, rows)
        elif type(node) is Cell:
            yield _moved_cell(formula.source, node, rows)


def _moved_cell(source: str, cell: Cell, rows: int) -> tuple[int, int, str]:
    text = source[cell.start : cell.stop]
    prefix = text[: text.rfind("!") + 1]
    if cell.row_fixed:
        return cell.start, cell.stop, text
    column = f"{'$' * cell.column_fixed}{column_letters(cell.column)}"
    return cell.start, cell.stop, f"{prefix}{column}{cell.row + rows}"


def _moved_rows(text: str, node: Rows, rows: int) -> str:
    prefix = text[: text.rfind("!") + 1]
    first = f"${node.first}" if node.first_fixed else str(node.first + rows)
    last = f"${node.last}" if node.last_fixed else str(node.last + rows)
    return f"{prefix}{first}:{last}"


def relative_rows(root: Node) -> list[int]:
    """Return the rows of single cells that move when the formula is filled down."""
    return [node.row for node in walk(root) if type(node) is Cell and not node.row_fixed]


def own_row(root: Node) -> int:
    """Return the row a pasted formula was written for: 2, or 3 where it looks one row back (`B3-B2`)."""
    rows = relative_rows(root)
    highest = max(rows, default=2)
    return highest if 2 in rows and highest == 3 else 2  # noqa: PLR2004 - the first two rows of data
