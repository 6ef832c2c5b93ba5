"""Each formula of a workbook as pandas over the workbook's tables, run and compared with the saved values."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.formulas.parser import parse
from fingerpost.formulas.shifting import cells_of
from fingerpost.formulas.translating.code import Code, pandas_at
from fingerpost.formulas.translating.idiomatic import idiomatic_at
from fingerpost.formulas.translating.typed import Place
from fingerpost.formulas.tree import Formula, address
from fingerpost.formulas.values import Block
from fingerpost.formulas.workbooks.fills import Fill, in_order
from fingerpost.formulas.workbooks.in_sql import in_sql
from fingerpost.formulas.workbooks.own_rows import codes_of_own_rows
from fingerpost.formulas.workbooks.placing import Site, named_cells, placed
from fingerpost.formulas.workbooks.running import NOT_RUN, load_cell, run_line
from fingerpost.formulas.workbooks.work import Line, Work

Tick = Callable[[int], None]


def translated(work: Work, tick: Tick = lambda _: None) -> list[Line]:
    """Return every formula as a line of code that gives the saved values, in the order they have to run.

    What cannot be translated, or gives another value than is saved, keeps its saved values and says why.
    """
    sites = {fill: _site(work, fill) for fill in work.fills}
    reads = _dependencies(work, sites)
    lines = []
    for fill, is_circular in in_order(work.fills, reads):
        site, formula, refusal = sites[fill]
        if is_circular:
            refusal = f"{fill.where} needs its own value, or one that needs it: Excel works it out row by row"
        lines.append(Line(fill, refusal=refusal) if refusal else _line(work, fill, site, formula))
        tick(len(fill.rows))
    return lines


def _site(work: Work, fill: Fill) -> tuple[Site, Formula | None, str]:
    """Return where a fill stands and its formula as placed, or why it cannot be placed."""
    region = fill.region
    site = Site(
        work.workbook, work.regions, fill.page, fill.row, fill.column, region, region.first if region else 1
    )
    if (fill.row, fill.column) in fill.page.arrays:
        return site, None, f"{fill.where} is an array formula, which fills several cells at once"
    try:
        formula = parse(fill.text)
        if region is not None:
            above = [fill.row - cell.row for cell in cells_of(formula.root) if _moves(cell, site)]
            site.back = max(0, *above, 0) if fill.row > region.first else 0
        return site, placed(formula, site), ""
    except FingerpostError as trouble:
        return site, None, str(trouble)


def _moves(cell: Any, site: Site) -> bool:  # noqa: ANN401 - a cell of the tree
    assert site.region is not None  # noqa: S101 - the caller looked
    own = cell.prefix is None or cell.prefix.sheet.lower() == site.page.name.lower()
    return own and not cell.row_fixed


def _dependencies(
    work: Work, sites: "dict[Fill, tuple[Site, Formula | None, str]]"
) -> dict[Fill, list[Fill]]:
    """Return for each fill the fills it reads."""
    standing: dict[tuple[str, int], list[Fill]] = {}
    for fill in work.fills:
        standing.setdefault((fill.page.name.lower(), fill.column), []).append(fill)
    reads: dict[Fill, list[Fill]] = {}
    for fill, (site, _formula, _refusal) in sites.items():
        found = [other for block in site.reads for other in _under(block, standing)]
        reads[fill] = [other for other in dict.fromkeys(found) if other is not fill or not site.is_own]
    return reads


def _under(block: Block, standing: dict[tuple[str, int], list[Fill]]) -> Iterator[Fill]:
    for column in range(block.left, block.right + 1):
        for fill in standing.get((block.sheet, column), ()):
            if fill.rows[0] <= block.bottom and block.top <= fill.rows[-1]:
                yield fill


def _line(work: Work, fill: Fill, site: Site, formula: Formula | None) -> Line:
    assert formula is not None  # noqa: S101 - those without one were refused
    names = tuple(sorted(f"{sheet}!{address(row, column)}" for sheet, row, column in site.cells.values()))
    for name in names:
        load_cell(work, name)
    refusal = ""
    try:
        before = _cut_out(work, fill, site)
        place = _place(work, fill, site, formula)
        for code in codes_of_own_rows(place, fill) if site.is_own else _codes(place):
            line = run_line(work, fill, code, names)
            if not line.refusal:
                is_whole = not (line.saved_rows or site.is_own)
                sql, rules = in_sql(place, fill, work.room) if is_whole else ("", "")
                return replace(line, code="\n".join([*before, line.code]), sql=sql, sql_rules=rules)
            refusal = line.refusal
    except FingerpostError as trouble:
        return Line(fill, refusal=str(trouble))
    return Line(fill, refusal=refusal)


def _codes(place: Place) -> Iterator[Code]:
    """Give what a colleague would write, where all it takes for granted is so, then the faithful form."""
    try:
        plain, assumptions = idiomatic_at(place)
    except NOT_RUN:
        plain, assumptions = None, ()
    if plain is not None and all(assumption.holds for assumption in assumptions):
        yield plain
    yield pandas_at(place)


def _cut_out(work: Work, fill: Fill, site: Site) -> list[str]:
    """Return the lines that cut out what the formula reads beside its table, run already."""
    for window in site.windows.values():
        work.cut(window)
    lines = [window.code for window in site.windows.values()]
    if fill.region is not None and site.aligned:
        name = fill.region.name
        pairs = ", ".join(one.code.format(table=name) for one in site.aligned)
        lines.append(f"{name}_beside = {name}.assign(**{{{pairs}}})")
        work.room.run(lines[-1], "")
    return lines


def _place(work: Work, fill: Fill, site: Site, formula: Formula) -> Place:
    windows = [window.region for window in site.windows.values()]
    wider = f"{fill.region.name}_beside" if fill.region is not None and site.aligned else ""
    row = site.back + 2 if fill.region is not None else 2
    return Place(formula, work.table(fill.region, windows, wider), names=named_cells(site), row=row)
