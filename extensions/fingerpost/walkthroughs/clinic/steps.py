"""The steps of the clinic: what each choice of a chart says to a reader, and what both sides show."""

from fingerpost.walkthroughs.clinic import code
from fingerpost.walkthroughs.clinic.chart import SMALL, Drawn
from fingerpost.walkthroughs.clinic.chart import said_on_axis as number
from fingerpost.walkthroughs.clinic.diagnoses import times_drawn
from fingerpost.walkthroughs.clinic.guesses import (
    how_many_times,
    rows_inside,
    where_the_longest_would_stand,
)
from fingerpost.walkthroughs.clinic.tables import group_id
from fingerpost.walkthroughs.clinic.told import Told
from fingerpost.walkthroughs.quoting import quoted
from fingerpost.walkthroughs.said import Said, beside, marked, rows_shown
from fingerpost.walkthroughs.scene import (
    ExcelPane,
    Formula,
    Prediction,
    PythonPane,
    Shown,
    Step,
)
from fingerpost.walkthroughs.words import capital, number_of


def fixed_steps(told: Told) -> tuple[Step, ...]:
    """Return the steps in order: seven, and one more each for an axis that is cut and for small groups."""
    small = [at for at, group in enumerate(told.ordered.groups) if group.rows < SMALL]
    cut = [_from_zero(told)] if told.excel.floor > 0 else []
    traps = [_small(told, small)] if small else []
    return (
        _the_question(told),
        _excels_chart(told),
        *cut,
        _count_then_draw(told),
        _in_order(told),
        _slices(told),
        *traps,
        _one_colour(told),
        _the_title(told),
    )


def _the_question(told: Told) -> Step:
    chart = told.chart
    said = Said(
        "The question",
        f"Write the question before the chart: which {chart.x} has the most "
        f"{chart.measure.column or chart.unit}, and by how much?",
        ("A chart answers one question. Anything else it shows gets in the way.",),
    )
    codes = code.whole_table(chart.table)
    excel = ExcelPane(Formula("A1", str(told.sample.columns[0])), (Shown("sheet"),))
    return _step(told, said, excel, PythonPane(codes, (Shown("frame"),)))


def _excels_chart(told: Told) -> Step:
    excel = told.excel
    starts = "above 0, here at" if excel.floor > 0 else "at"
    said = Said(
        "Excel's chart",
        "A PivotTable, Insert Chart, and there it is: columns in the order of their labels, and the "
        f"title Total. Its axis starts {starts} {number(excel.floor)}.",
        (
            "Nobody asked for that: Excel does it when the smallest is more than five sixths of the largest.",
            "Where exactly it starts depends on the size of the chart as well.",
        )
        if excel.floor > 0
        else ("The code next to it draws the same columns: each of its lines is one choice of that chart.",),
    )
    asked = how_many_times(excel) if excel.floor > 0 else where_the_longest_would_stand(excel)
    python = _python(excel, "excel_coded", "counted", code.mark_of(excel.chart))
    return _step(told, said, _excel(told, "excel"), python, asked=asked)


def _from_zero(told: Told) -> Step:
    cut = told.excel
    said = Said(
        "From zero",
        f"The same numbers from 0. On the left {cut.largest.label} looks {times_drawn(cut)} times "
        f"{cut.smallest.label}. A bar is read by its length, so it starts at 0.",
        ("Points and lines are read by their place: their axis may start elsewhere, if it says so.",),
    )
    python = _python(told.from_zero, "from_zero", "counted", "scale=alt.Scale(zero=True)")
    return _step(told, said, _excel(told, "excel"), python)


def _count_then_draw(told: Told) -> Step:
    groups, rows = len(told.ordered.groups), len(told.table)
    said = Said(
        "Count, then draw",
        f"Give Altair the counted table of {number_of(groups, 'row')}, not all {rows:,}: anyone who "
        "has the chart's file can read every row inside it.",
        (
            "Safe-desk rule 2: only code, counts of 10 or more and plain words leave the machine.",
            "Bars on their side leave room for long names and for the numbers: x and y have changed places.",
        ),
    )
    asked = rows_inside(told.ordered, rows)
    python = _python(told.counted, "bars", "counted", "alt.Chart(counted)")
    return _step(told, said, _excel(told, "excel"), python, asked=asked)


def _in_order(told: Told) -> Step:
    drawn = told.ordered
    if drawn.x_has_order:
        sentence = f"{drawn.chart.x} has an order of its own. Sort by number only if size is the question."
    else:
        sentence = "Sorted by number, the answer is at the top. The alphabet is for finding a name."
    said = Said("In order", sentence, ('In Altair sort="-x" means: by the number along x, largest first.',))
    python = _python(drawn, "bars_ordered", "ordered", code.sort_of(drawn.chart))
    return _step(told, said, _excel(told, "excel"), python)


def _slices(told: Told) -> Step:
    first, second, *_ = [*told.ordered.groups, told.ordered.groups[-1]]
    said = Said(
        "Slices or bars",
        f"Which is larger in the pie, {first.label} or {second.label}? A reader judges angles badly, and "
        "compares the ends of bars at a glance.",
        ("A pie says one thing well: this is about half, or a quarter, of the whole.",),
    )
    marks = marked("read", (group_id(first.label), group_id(second.label)), "compare these")
    python = PythonPane(
        code.codes(told.ordered, "mark_bar()"), (Shown("ordered", marks),), picture="bars_ordered"
    )
    return _step(told, said, _excel(told, "pie"), python)


def _small(told: Told, small: list[int]) -> Step:
    groups = told.ordered.groups
    said = Said(
        "Small numbers",
        f"{capital(number_of(len(small), 'group'))} {'has' if len(small) == 1 else 'have'} fewer than "
        f"{SMALL} {told.chart.unit}: {groups[small[-1]].label} has only {groups[small[-1]].rows}. Somebody "
        "may be recognised.",
        ("Join small groups into one called Other, or leave them out and say so below the chart.",),
    )
    marks = marked("error", [group_id(groups[at].label) for at in small], f"below {SMALL}")
    python = PythonPane(code.codes(told.ordered), (Shown("ordered", marks),), picture="bars_ordered")
    return _step(told, said, _excel(told, "excel"), python)


def _one_colour(told: Told) -> Step:
    label = told.coloured.highlighted
    said = Said(
        "One colour",
        f"One bar in colour, the others grey: {label} is what you want people to see. A colour "
        "for each would be a meaning for each.",
        ("Readers who cannot tell red from green can still tell one colour from grey.",),
    )
    python = _python(told.coloured, "one_colour", "ordered", "alt.when")
    return _step(told, said, _excel(told, "excel"), python)


def _the_title(told: Told) -> Step:
    title = told.final.chart.title
    said = Said(
        "The title",
        f"“Total” says what is drawn. “{title}” says what was found: a reader in a hurry needs no more.",
        ("Below the chart write the unit, the period, the source, and what is left out.",),
    )
    python = _python(told.final, "titled", "ordered", "title=" + quoted(title))
    return _step(told, said, _excel(told, "excel"), python)


def _excel(told: Told, picture: str) -> ExcelPane:
    formula = code.of_series(len(told.counted.groups))
    return ExcelPane(formula, (Shown("pivot"),), picture=picture)


def _python(drawn: Drawn, picture: str, table: str, *parts: str) -> PythonPane:
    return PythonPane(code.codes(drawn, *parts), (Shown(table),), picture=picture)


def _step(
    told: Told, said: Said, excel: ExcelPane, python: PythonPane, *, asked: Prediction | None = None
) -> Step:
    rows = len(told.table)
    if python.picture:
        scope = f"The chart is over all {rows:,} rows."
    else:
        scope = rows_shown(len(told.sample), rows, over_all="every chart is over all")
    return beside(said, excel, python, scope=scope, prediction=asked)
