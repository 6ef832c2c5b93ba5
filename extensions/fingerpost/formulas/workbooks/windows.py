"""What a formula reads beside its own table: part of a table's rows, loose cells, rows of another sheet."""

from typing import NamedTuple

from fingerpost.formulas.tree import column_letters
from fingerpost.formulas.values import Block
from fingerpost.formulas.workbooks.loading import headings
from fingerpost.formulas.workbooks.opening import Page
from fingerpost.formulas.workbooks.regions import Region


class Window(NamedTuple):
    """Some cells as a table of their own, and the line of the notebook that cuts them out."""

    region: Region
    code: str


class Aligned(NamedTuple):
    """A column that stands in no column of the formula's table, row for row beside it, as it is saved."""

    name: str
    page: Page
    column: int
    offset: int

    @property
    def code(self) -> str:
        """The pair of name and column that `assign` takes."""
        letters = column_letters(self.column)
        return (
            f"{self.name!r}: beside(sheets[{self.page.name!r}], {letters!r}, {{table}}.index, {self.offset})"
        )


def part_of(region: Region, top: int, bottom: int) -> Window:
    """Return some rows of a table."""
    name = f"{region.name}_{top}_{bottom}"
    rows = Region(region.page, name, top - 1, bottom, region.left, region.right, region.names)
    return Window(rows, f"{name} = {region.name}.loc[{top}:{bottom}]")


def loose(page: Page, block: Block, sheet: str) -> Window | None:
    """Return cells that are no table's, as saved; None where they lie beyond all that is filled."""
    bottom, right = min(block.bottom, len(page.lines)), min(block.right, page.width)
    if bottom < block.top or right < block.left:
        return None
    letters = f"{column_letters(block.left)}:{column_letters(right)}"
    name = f"{sheet}_{letters.replace(':', '').lower()}_{block.top}_{bottom}"
    names = tuple(headings([None] * (right - block.left + 1), block.left - 1))
    region = Region(page, name, block.top - 1, bottom, block.left, right, names)
    return Window(region, f"{name} = block_from(sheets[{page.name!r}], {block.top}, {bottom}, {letters!r})")


def aligned(page: Page, column: int, offset: int) -> Aligned:
    """Return a column of a sheet, moved by some rows, under a name that says which."""
    moved = f" {offset:+d}" if offset else ""
    return Aligned(f"{page.name}!{column_letters(column)}{moved}", page, column, offset)
