"""`fingerpost translate …`: an Excel formula over a table, as value, pandas and SQL, each checked."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fingerpost.errors import WrongUseError

if TYPE_CHECKING:
    from fingerpost.formulas.explaining import Explanation, Translation
    from fingerpost.formulas.oracle import Agreement
    from fingerpost.formulas.tables import Table
    from fingerpost.formulas.translating.idiomatic import Assumption
    from fingerpost.formulas.values import Array, Value

_MOST_ROWS = 5


@click.command(
    "translate", epilog="Example: fingerpost translate '=SUMIFS(C:C,A:A,\"Leeds\")' --table episodes.csv"
)
@click.argument("formula", metavar="FORMULA_OR_WORKBOOK")
@click.option(
    "--table",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="CSV file or workbook: its header is row 1, its first column A, its first row of data row 2.",
)
@click.option(
    "--as-at", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day that TODAY() shall be."
)
@click.option(
    "--reverse", is_flag=True, help="Take a line of pandas over `table`, give the formula that justifies it."
)
@click.option(
    "--explain", is_flag=True, help="Show the steps of the first row, the rules used, and the traps."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="With a workbook in place of the formula: the notebook to write.",
)
def command(
    *, formula: str, file: Path | None, as_at: datetime | None, reverse: bool, explain: bool, out: Path | None
) -> None:
    """Give an Excel formula's value over a table, with pandas and SQL that agree on every row.

    With a workbook and --out, write all its formulas as a notebook that checks itself.
    """
    if out is not None:
        from fingerpost.commands.workbook import write_as_notebook  # noqa: PLC0415 - keeps `--help` quick

        write_as_notebook(Path(formula), out, as_at.date() if as_at else None)
        return
    from fingerpost.formulas.explaining import explain_formula  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.formulas.tables import read_table  # noqa: PLC0415 - keeps `--help` quick

    if not formula.strip():
        raise WrongUseError("There is no formula; put it in quotes, such as '=SUM(B:B)'.")
    if file is None:
        raise WrongUseError(
            "Say which table with --table FILE; for a whole workbook, the notebook to write with --out FILE."
        )
    table = read_table(file, as_at.date() if as_at else None)
    if reverse:
        click.echo("\n".join(_justified_lines(formula, table)))
        return
    told = explain_formula(formula, table)
    click.echo("\n".join([shown(told.value), "", *_filled_lines(told)]))
    for translation in told.translations:
        click.echo("\n".join(_code_lines(translation, table.reading, explain=explain)))
    pandas, sql = told.translations
    click.echo("\n".join(_plain_lines("pandas", told.plain, told.assumptions, pandas)))
    click.echo("\n".join(_plain_lines("SQL", told.plain_sql, told.sql_assumptions, sql)))
    click.echo("\n".join(_proof_lines(told)))
    if explain:
        click.echo("\n".join(["", *_step_lines(told), *_trap_lines(told)]))


def _justified_lines(line: str, table: "Table") -> list[str]:
    from fingerpost.formulas.reversing import justify  # noqa: PLC0415 - keeps `--help` quick

    justified = justify(line, table)
    return [justified.formula, "", f"The formula {agreed(justified.agreement, 'the line of pandas')}"]


def shown(value: "Value | Array") -> str:
    """Return a value as a cell shows it; a block of them line by line, parted by tabs."""
    from fingerpost.formulas.coercion import to_text  # noqa: PLC0415 - keeps `--help` quick
    from fingerpost.formulas.values import Array, ExcelError  # noqa: PLC0415 - keeps `--help` quick

    if isinstance(value, Array):
        return "\n".join("\t".join(shown(cell) for cell in row) for row in value.rows)
    return value.code if isinstance(value, ExcelError) else str(to_text(value))


def _filled_lines(told: "Explanation") -> list[str]:
    if not told.filled.fills:
        return []
    first, values = told.filled.first_row, told.filled.results
    lines = [f"Filled down from row {first}:"]
    lines += [f"  row {first + place}: {shown(value)}" for place, value in enumerate(values[:_MOST_ROWS])]
    if len(values) > _MOST_ROWS:
        lines.append(f"  and {len(values) - _MOST_ROWS} rows more")
    return [*lines, ""]


def _code_lines(translation: "Translation", reading: str, *, explain: bool) -> list[str]:
    lines = [f"{translation.language}:"]
    if translation.code is None:
        return [*lines, f"  not translated. {translation.refusal}", ""]
    code = translation.code
    before = reading.splitlines() if translation.language == "pandas" and reading else []
    rules = code.rules.splitlines() if explain else _rules_left_out(code.rules)
    return [*lines, *(f"  {line}" for line in [*before, *rules, *code.expression.splitlines()]), ""]


def _plain_lines(
    language: str, plain: "Translation", assumptions: "tuple[Assumption, ...]", faithful: "Translation"
) -> list[str]:
    """Return what a colleague would write, what it takes for granted, and whether that is so here."""
    if plain.code is None or plain.agreement is None:
        return []
    if faithful.code is not None and faithful.code.expression == plain.code.expression:
        return []
    lines = [
        f"{language}, as a colleague would write it:",
        *(f"  {line}" for line in plain.code.expression.splitlines()),
    ]
    lines += [
        f"  {'holds here' if assumption.holds else 'NOT SO HERE'}: {assumption.sentence}"
        for assumption in assumptions
    ]
    return [*lines, f"  It {agreed(plain.agreement, 'the interpreter')}", ""]


def _rules_left_out(rules: str) -> list[str]:
    return ["(with Excel's own rules for what starts with excel_; --explain prints them)"] if rules else []


def _proof_lines(told: "Explanation") -> list[str]:
    lines = [
        f"{translation.language} {agreed(translation.agreement, 'the interpreter')}"
        for translation in told.translations
        if translation.agreement is not None
    ]
    if told.ironcalc is None:
        return [
            *lines,
            "IronCalc is not installed, so no spreadsheet program was asked: pip install ironcalc",
        ]
    return [*lines, f"The value {agreed(told.ironcalc, 'IronCalc')}"]


def agreed(agreement: "Agreement", whom: str) -> str:
    """Return how a comparison went, in words."""
    if agreement.holds:
        rows = "on the one value" if agreement.checked == 1 else f"on all {agreement.checked} rows"
        rest = f" asked; {agreement.left_out} further rows were not asked" if agreement.left_out else ""
        return f"agrees with {whom} {rows}{rest}."
    if agreement.row == 0:
        return f"was not compared with {whom}: {agreement.why or 'the table has no row to compare'}."
    return (
        f"differs from {whom} first in row {agreement.row}: {shown(agreement.ours)} here,"
        f" {shown(agreement.theirs)} there. {agreement.why}".rstrip()
    )


def _step_lines(told: "Explanation") -> list[str]:
    lines = []
    for row, steps in list(told.traces.items())[:1]:
        lines.append(f"Steps in row {row}:")
        for step in steps:
            part = told.formula.source[step.start : step.stop]
            lines.append(
                f"  {part} {_STEP_WORDS[step.kind]}"
                f" {_brief(step.value)}{f' ({step.note})' if step.note else ''}"
            )
    return [*lines, ""]


_STEP_WORDS = {
    "read": "holds",
    "match": "has",
    "coerce": "counts as",
    "error": "fails with",
    "result": "gives",
}


def _brief(value: object) -> str:
    from fingerpost.formulas.values import Array, Block, Blocks  # noqa: PLC0415 - keeps `--help` quick

    if isinstance(value, (Block, Blocks)):
        return "a range"
    if isinstance(value, Array):
        return f"{value.height} rows by {value.width} columns"
    return "a blank" if value is None else repr(shown(value)) if isinstance(value, str) else shown(value)  # type: ignore[arg-type]  # a value


def _trap_lines(told: "Explanation") -> list[str]:
    if not told.traps:
        return ["Traps: none of those known here changes this number."]
    return ["Traps on this table:", *(f"  {trap.sentence}" for trap in told.traps)]
