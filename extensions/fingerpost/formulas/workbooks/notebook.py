"""A translated workbook as a notebook: what is odd, the tables, each formula, a comparison for each sheet."""

import hashlib
import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.formulas.translating.code import carried_rules
from fingerpost.formulas.tree import column_number
from fingerpost.formulas.workbooks import loading
from fingerpost.formulas.workbooks.opening import Page
from fingerpost.formulas.workbooks.running import row_list
from fingerpost.formulas.workbooks.smells import Smell
from fingerpost.formulas.workbooks.work import Line, Work

if TYPE_CHECKING:
    from fingerpost.formulas.workbooks.fills import Fill

Cell = tuple[str, str]
_MOST_LISTED = 200  # smells, or formulas without translation, that one list names


def notebook_of(work: Work, lines: list[Line], smells: list[Smell], book: str) -> Any:  # noqa: ANN401 - nbformat ships no types
    """Return the notebook, which opens the workbook as `book`; the same workbook gives the same bytes."""
    import nbformat.v4 as nb  # noqa: PLC0415 - heavy, and only a notebook needs it

    cells = []
    for number, (kind, source) in enumerate(_cells(work, lines, smells, book)):
        cell = nb.new_code_cell(source) if kind == "code" else nb.new_markdown_cell(source)
        cell["id"] = hashlib.sha256(f"{number} {source}".encode()).hexdigest()[:8]
        cells.append(cell)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nb.new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def write_notebook(work: Work, lines: list[Line], smells: list[Smell], out: Path) -> None:
    """Write the notebook; it finds the workbook from the folder it stands in."""
    import nbformat  # noqa: PLC0415 - as above

    book = Path(os.path.relpath(work.workbook.file, out.parent)).as_posix()
    nbformat.write(notebook_of(work, lines, smells, book), out)


def _cells(work: Work, lines: list[Line], smells: list[Smell], book: str) -> Iterator[Cell]:
    yield "markdown", _heading(work, lines)
    yield "markdown", _smell_list(smells)
    refused = [line for line in lines if line.refusal]
    if refused:
        yield "markdown", _refused_list(refused)
    yield (
        "markdown",
        "## What this notebook needs\n\nFunctions that read the workbook, and Excel's rules.",
    )
    yield "code", _functions()
    rules = carried_rules("\n".join(line.code for line in lines))
    if rules:
        yield "code", rules
    macros = dict.fromkeys(macro for line in lines for macro in line.sql_rules.splitlines())
    if any(line.sql for line in lines):
        yield "code", "\n".join(["import duckdb", "", "con = duckdb.connect()", *_executed(list(macros))])
    yield "markdown", "## The tables, as they are saved\n\nThe index of each table is Excel's row number."
    yield "code", _load_code(work, lines, book)
    yield "markdown", "## The formulas, in the order they need each other"
    for line in lines:
        if line.code:
            yield "markdown", _named(line.fill)
            yield "code", line.code
            if line.sql:
                yield "code", line.sql
    yield "markdown", "## Are they equal to what the workbook has saved?"
    for page in work.workbook.pages:
        code = _comparison(page, lines)
        if code:
            yield "code", code


def _executed(macros: list[str]) -> list[str]:
    return ['con.execute(r"""', *macros, '""")'] if macros else []


def _named(fill: "Fill") -> str:
    """Return where a formula stands, and the formula, in a line of Markdown."""
    formula = fill.text.replace("`", "'").replace("\n", " ")
    return f"`{fill.page.name}!{fill.where}`: `{formula}`"


def _heading(work: Work, lines: list[Line]) -> str:
    book = work.workbook
    done = sum(len(line.fill.rows) for line in lines if line.code)
    every = sum(len(line.fill.rows) for line in lines)
    said = [
        f"# {book.file.name} in pandas",
        "",
        f"{len(book.pages)} sheets hold {every:,} formulas, {len(lines):,} with filled rows taken together.",
        f"Pandas works out {done:,} of them below; at the end each sheet is compared with its saved values.",
    ]
    if book.has_macros:
        said += ["", "The workbook holds macros. They are not read and not run."]
    if work.as_at:
        said += [
            "",
            f"TODAY() is taken as {work.as_at:%d/%m/%Y}: the day it was saved, or the one you named.",
        ]
    return "\n".join(said)


def _smell_list(smells: list[Smell]) -> str:
    if not smells:
        return "## Things to look at\n\nNothing odd was found."
    listed = [f"- **{smell.kind}**, {smell.where}: {smell.sentence}" for smell in smells[:_MOST_LISTED]]
    rest = [f"- and {len(smells) - _MOST_LISTED} more"] if len(smells) > _MOST_LISTED else []
    return "\n".join([f"## Things to look at: {len(smells)}", "", *listed, *rest])


def _refused_list(refused: list[Line]) -> str:
    cells = sum(len(line.fill.rows) for line in refused)
    listed = [f"- {_named(line.fill)}. {line.refusal.rstrip('.')}." for line in refused[:_MOST_LISTED]]
    rest = [f"- and {len(refused) - _MOST_LISTED} more"] if len(refused) > _MOST_LISTED else []
    intro = "These keep the values saved in the workbook, so they are not checked here."
    return "\n".join([f"## Not translated: {cells:,} cells", "", intro, "", *listed, *rest])


def _functions() -> str:
    parts = [
        inspect.getsource(function)
        for name, function in vars(loading).items()
        if inspect.isfunction(function)
        and function.__module__ == loading.__name__
        and not name.startswith("_")
    ]
    imports = [
        line for line in inspect.getsource(loading).splitlines() if line.startswith(("import ", "from "))
    ]
    return "\n".join(
        [*imports, "", "", "\n\n".join(_without_notes("\n".join(parts)).split("\n\n\n"))]
    ).rstrip()


def _without_notes(source: str) -> str:
    """Return source without the notes that our own checks of code need."""
    return "\n".join(line.partition("  # noqa")[0].partition("  # type:")[0] for line in source.splitlines())


def _load_code(work: Work, lines: list[Line], book: str) -> str:
    said = [f"BOOK = {book!r}", "sheets = read_sheets(BOOK)", ""]
    done = {(line.fill.region, line.fill.heading) for line in lines if line.code and line.fill.region}
    for region in work.regions:
        call = f"table_from(sheets[{region.page.name!r}], {region.header}, {region.last}, {region.letters!r})"
        said.append(f"{region.name} = {call}")
        gone = [name for name in region.names if (region, name) in done]
        if gone:
            said.append(f"{region.name} = {region.name}.drop(columns={gone!r})")
    made = {
        f"{line.fill.page.name}!{line.fill.where}" for line in lines if line.code and not line.fill.region
    }
    named = dict.fromkeys(key for line in lines if line.code for key in line.cells if key not in made)
    said += ["", "cells = {}", *(_cell_code(key) for key in named)]
    return "\n".join(said)


def _cell_code(key: str) -> str:
    sheet, _, name = key.rpartition("!")
    letters = name.rstrip("0123456789")
    place = column_number(letters) - 1
    return f"cells[{key!r}] = saved_cell(sheets[{sheet!r}], {int(name[len(letters) :])}, {place})"


def _comparison(page: Page, lines: list[Line]) -> str:
    """Return the code that compares a sheet: one line for each column and each cell worked out."""
    columns: dict[str, list[Fill]] = {}
    alone = []
    for line in lines:
        if not line.code or line.fill.page is not page:
            continue
        if line.fill.region is None:
            alone.append(line.fill)
        else:
            columns.setdefault(f"{line.fill.region.name}[{line.fill.heading!r}]", []).append(line.fill)
    if not columns and not alone:
        return ""
    sheet = f"sheets[{page.name!r}]"
    said = ["equal = ["]
    for name, fills in columns.items():
        rows = {row for fill in fills for row in fill.rows}
        region = fills[0].region
        but = tuple(row for row in (region.rows if region else ()) if row not in rows)
        left_out = f", but={row_list(but)}" if but else ""
        said.append(f"    count_same({name}, {sheet}, {fills[0].letters!r}{left_out}),")
    said += [
        f"    count_same(cells[{f'{page.name}!{fill.where}'!r}], {sheet}, {fill.where!r})," for fill in alone
    ]
    said += ["]", f'print(f"{page.name}: {{sum(equal):,}} values are equal to those saved in the workbook.")']
    return "\n".join(said)
