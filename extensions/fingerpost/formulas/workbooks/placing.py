"""A formula moved from its place on a sheet to where the translators know it: headings in row 1, data below.

Cells that do not move with the row become names; ranges of another table get that table's name as sheet.
"""

from dataclasses import dataclass, field
from typing import Any

from fingerpost.formulas.parser import parse
from fingerpost.formulas.resolving import block_of
from fingerpost.formulas.translating.typed import Typed
from fingerpost.formulas.tree import (
    LAST_ROW,
    Area,
    Binary,
    Call,
    Cell,
    Columns,
    Formula,
    Name,
    Node,
    Percent,
    Prefix,
    Structured,
    Unary,
    address,
)
from fingerpost.formulas.troubles import FormulaTroubleError, RefusedFormulaError
from fingerpost.formulas.values import Block
from fingerpost.formulas.workbooks.loading import is_error, serial
from fingerpost.formulas.workbooks.opening import Page, Workbook
from fingerpost.formulas.workbooks.regions import Region
from fingerpost.formulas.workbooks.windows import Aligned, Window, aligned, loose, part_of


@dataclass
class Site:
    """Where a formula stands: its sheet and cell, the table it fills (None for a cell by itself)."""

    workbook: Workbook
    regions: list[Region]
    page: Page
    row: int
    column: int
    region: Region | None
    first: int
    back: int = 0
    reads: list[Block] = field(default_factory=list)
    cells: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()
    windows: dict[str, Window] = field(default_factory=dict)
    aligned: list[Aligned] = field(default_factory=list)
    is_own: bool = False

    def refused(self, node: Node, why: str, source: str) -> RefusedFormulaError:
        """Return the sentence that says which part cannot be placed."""
        part = source[node.start : node.stop]
        return RefusedFormulaError(
            f"At character {node.start + 1} {part} {why}.", what=part, start=node.start, stop=node.stop
        )


def placed(formula: Formula, site: Site) -> Formula:
    """Return the formula with every reference as the translators read it; `site` collects what it reads.

    Raises:
        RefusedFormulaError: a reference that is part of no table, or of another workbook.
    """
    if formula.is_array:
        raise site.refused(
            formula.root, "is an array formula, which fills several cells at once", formula.source
        )
    return formula._replace(root=_moved(formula.root, site, formula.source))


def _moved(node: Node, site: Site, source: str) -> Node:
    mover = _MOVERS.get(type(node))
    if mover is not None:
        return mover(node, site, source)  # type: ignore[no-any-return]  # movers give nodes
    if isinstance(node, Call):
        return _call(node, site, source)
    if isinstance(node, Binary):
        return node._replace(left=_moved(node.left, site, source), right=_moved(node.right, site, source))
    if isinstance(node, (Unary, Percent)):
        return node._replace(operand=_moved(node.operand, site, source))
    return node


def _call(node: Call, site: Site, source: str) -> Call:
    before = site.bound
    if node.name == "LET":
        names = {name.name.lower() for name in node.arguments[:-1:2] if isinstance(name, Name)}
        site.bound = before | names
    moved = node._replace(arguments=tuple(_moved(part, site, source) for part in node.arguments))
    site.bound = before
    return moved


def _page_of(prefix: Prefix | None, node: Node, site: Site, source: str) -> Page:
    if prefix is None or (not prefix.sheet and not prefix.workbook):
        return site.page
    if prefix.workbook:
        raise site.refused(node, "reads another workbook, whose values this one only remembers", source)
    if prefix.last_sheet:
        raise site.refused(node, "adds up through several sheets", source)
    page = site.workbook.page(prefix.sheet)
    if page is None:
        raise site.refused(node, "is on a sheet that is not there", source)
    return page


def _cell(node: Cell, site: Site, source: str) -> Node:
    page = _page_of(node.prefix, node, site, source)
    region = site.region
    moves = region is not None and not node.row_fixed
    if not moves:
        return _alone(page, node, site)
    assert region is not None  # noqa: S101 - it moves
    inside = page is region.page and region.left <= node.column <= region.right
    offset = node.row - site.row
    if not inside or offset > 0:
        return _aligned(page, node, offset, site, source)
    site.is_own = site.is_own or (node.column == site.column and offset < 0)
    site.reads.append(
        Block(page.name.lower(), site.first + offset, node.column, region.last + offset, node.column)
    )
    return node._replace(row=site.back + 2 + offset, column=node.column - region.left + 1, prefix=None)


def _aligned(page: Page, node: Cell, offset: int, site: Site, source: str) -> Node:
    """Return a cell of another sheet, of a column beside the table or of a row below, as a column more."""
    region = site.region
    assert region is not None  # noqa: S101 - the caller looked
    if not node.column_fixed and site.first + offset < 1:
        raise site.refused(node, "reads above the sheet", source)
    found = aligned(page, node.column, offset)
    if found not in site.aligned:
        site.aligned.append(found)
    place = len(region.names) + site.aligned.index(found) + 1
    return node._replace(row=site.back + 2, column=place, prefix=None)


def _alone(page: Page, node: Cell, site: Site) -> Name:
    key = f"{page.name}!{address(node.row, node.column)}"
    site.cells[key.lower()] = (page.name, node.row, node.column)
    site.reads.append(Block(page.name.lower(), node.row, node.column, node.row, node.column))
    return Name(node.start, node.stop, key)


def _area(node: Area, site: Site, source: str) -> Node:
    page = _page_of(node.prefix, node, site, source)
    first, last = node.first._replace(prefix=None), node.last._replace(prefix=None)
    if site.region is not None and not (first.row_fixed and last.row_fixed):
        return _growing(node, first, last, page, site, source)
    block = block_of(Area(node.start, node.stop, first, last), page.name.lower())
    assert isinstance(block, Block)  # noqa: S101 - corners are cells of one sheet
    return _of_region(node, block, site, source)


def _growing(node: Area, first: Cell, last: Cell, page: Page, site: Site, source: str) -> Area:  # noqa: PLR0917 - what was read so far
    """Return `$B$5:B5` or `B5:D5`, ranges whose end moves with the row."""
    region = site.region
    assert region is not None  # noqa: S101 - the caller looked
    inside = page is region.page and all(region.left <= one.column <= region.right for one in (first, last))
    if (
        not inside
        or last.row_fixed
        or last.row != site.row
        or (first.row_fixed and first.row != region.first)
    ):
        raise site.refused(node, "slides down with every row", source)
    if not first.row_fixed and first.row != site.row:
        raise site.refused(node, "slides down with every row", source)
    site.reads.append(Block(page.name.lower(), region.first, first.column, region.last, last.column))
    move = region.left - 1
    row = 2 if first.row_fixed else site.back + 2
    return Area(
        node.start,
        node.stop,
        first._replace(row=row, column=first.column - move),
        last._replace(row=site.back + 2, column=last.column - move),
    )


def _columns(node: Columns, site: Site, source: str) -> Node:
    page = _page_of(node.prefix, node, site, source)
    block = Block(page.name.lower(), 1, min(node.first, node.last), LAST_ROW, max(node.first, node.last))
    return _of_region(node, block, site, source)


def _of_region(node: Node, block: Block, site: Site, source: str) -> Area:
    """Return a fixed range as one of the table whose data it covers, its corners fixed."""
    touched = [
        region
        for region in site.regions
        if region.page.name.lower() == block.sheet
        and region.left <= block.left
        and block.right <= region.right
        and block.top <= region.last
        and block.bottom >= region.first
    ]
    if len(touched) != 1 or _reaches_out(block, touched[0]):
        return _in_window(node, _loose(node, block, site, source), block, site)
    region = touched[0]
    if block.top > region.first or (block.bottom < region.last and block.top > region.header):
        return _in_window(node, part_of(region, max(block.top, region.first), block.bottom), block, site)
    site.reads.append(block._replace(bottom=min(block.bottom, region.last)))
    top = max(1, block.top - region.header + 1)
    bottom = min(block.bottom, region.last) - region.header + 1
    prefix = None if region is site.region else Prefix(region.name)
    move = region.left - 1
    start, stop = node.start, node.stop
    return Area(
        start,
        stop,
        Cell(start, stop, top, block.left - move, True, True, prefix),  # noqa: FBT003 - fixed, as `$` says
        Cell(start, stop, bottom, block.right - move, True, True, prefix),  # noqa: FBT003 - fixed, as `$` says
        prefix,
    )


def _reaches_out(block: Block, region: Region) -> bool:
    """Tell whether a range takes in cells above or below its table, as a whole column with a total does."""
    if block.top > region.header and block.bottom <= region.last:
        return False
    last = min(block.bottom, len(region.page.lines))
    rows = [*range(block.top, region.header), *range(region.last + 1, last + 1)]
    return any(
        region.page.value(row, column) is not None
        for row in rows
        for column in range(block.left, block.right + 1)
    )


def _loose(node: Node, block: Block, site: Site, source: str) -> Window:
    page = site.workbook.page(block.sheet)
    assert page is not None  # noqa: S101 - the range was found on it
    sheet = next((region.name for region in site.regions if region.page is page), "sheet")
    window = loose(page, block, f"{sheet}_cells")
    if window is None:
        raise site.refused(node, "is a range of blank cells", source)
    return window


def _in_window(node: Node, window: Window, block: Block, site: Site) -> Area:
    """Return a range as some cells of a window, which is a table of its own to the translators."""
    region = window.region
    site.windows[region.name] = window
    site.reads.append(block._replace(bottom=region.last))
    start, stop, prefix, move = node.start, node.stop, Prefix(region.name), region.left - 1
    right = min(block.right, region.right)
    return Area(
        start,
        stop,
        Cell(start, stop, 2, block.left - move, True, True, prefix),  # noqa: FBT003 - fixed, as `$` says
        Cell(start, stop, region.last - region.header + 1, right - move, True, True, prefix),  # noqa: FBT003 - fixed, as `$` says
        prefix,
    )


def _structured(node: Structured, site: Site, source: str) -> Node:
    """Return `Table[Column]` and `[@Column]` as the range or the cell they are."""
    region = site.region if not node.table else None
    for one in site.regions:
        if node.table and one.excel_name.lower() == node.table.lower():
            region = one
    if region is not None and not node.first and set(node.parts) <= {"DATA", "ALL"}:
        node = node._replace(first=region.names[0], last=region.names[-1])
    if region is None or not node.first or set(node.parts) - {"THIS ROW", "DATA", "ALL"}:
        raise site.refused(node, "is a part of a table that is not translated", source)
    places = {name.lower(): region.left + place for place, name in enumerate(region.names)}
    ends = [places.get(" ".join(name.split()).lower()) for name in (node.first, node.last)]
    if ends[0] is None or ends[1] is None:
        raise site.refused(node, "names a column that is not there", source)
    start, stop, sheet = node.start, node.stop, Prefix(region.page.name)
    if "THIS ROW" in node.parts:
        if ends[0] != ends[1] or (site.region is not None and region is not site.region):
            raise site.refused(node, "is more than one cell of this row", source)
        return _cell(Cell(start, stop, site.row, ends[0], False, True, sheet), site, source)  # noqa: FBT003 - moves down, stays in its column
    top = region.header if "ALL" in node.parts else region.first
    return _of_region(node, Block(region.page.name.lower(), top, ends[0], region.last, ends[1]), site, source)


def _name(node: Name, site: Site, source: str) -> Node:
    key = node.name.lower()
    if key in site.bound:
        return node
    names = site.workbook.names
    text = names.get((site.page.name.lower(), key)) or names.get(("", key))
    if text is None:
        return node
    try:
        meant = parse(text).root
    except FormulaTroubleError:
        raise site.refused(node, "is a name whose meaning cannot be read", source) from None
    if isinstance(meant, (Cell, Area, Columns)) and meant.prefix is None:
        raise site.refused(node, "is a name that means another cell from every place", source)
    inner = _moved(_fixed(meant), site, text)
    return inner._replace(start=node.start, stop=node.stop)


def _fixed(node: Node) -> Node:
    """Return a name's reference with its rows fixed, as names mean them."""
    if isinstance(node, Cell):
        return node._replace(row_fixed=True, column_fixed=True)
    if isinstance(node, Area):
        first, last = (one._replace(row_fixed=True, column_fixed=True) for one in (node.first, node.last))
        return node._replace(first=first, last=last)
    return node


_MOVERS: "dict[type, Any]" = {
    Cell: _cell,
    Area: _area,
    Columns: _columns,
    Structured: _structured,
    Name: _name,
}


def named_cells(site: Site) -> tuple[tuple[str, Typed], ...]:
    """Return the cells a placed formula names, each typed by its saved value."""
    return tuple((key, _lone(site, *where)) for key, where in site.cells.items())


def _lone(site: Site, sheet: str, row: int, column: int) -> Typed:
    page = site.workbook.page(sheet)
    assert page is not None  # noqa: S101 - it was found before
    saved, key = page.value(row, column), f"{sheet}!{address(row, column)}"
    if is_error(saved):
        return Typed("lone", "number", words=(key,), fails=frozenset({str(saved)}))
    value = serial(saved)
    if value is None:
        return Typed("constant", "number", words=(0.0,), faded=True)
    kind = "logical" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"
    return Typed("lone", kind, words=(key,))
