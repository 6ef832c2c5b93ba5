"""The code of the dates: each way to years in pandas and SQL, and in Excel."""

from fingerpost.walkthroughs.dates.told import Told
from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula

AGE, DAYS = "AGE", "DAYS"


def whole_table(told: Told) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(told.table, f"FROM {sql_name(told.table)}")


def as_dates(told: Told) -> tuple[Code, ...]:
    """Return the line that has the dates, read from text where they are text."""
    sql = f"SELECT {_sql(told)} AS born\nFROM {sql_name(told.table)}"
    said = (f'format="{told.written}"',) if told.written else ()
    return both(f"born = {_born(told)}", sql, said, (_sql(told),))


def days(told: Told) -> tuple[Code, ...]:
    """Return the days between."""
    made = "(on - born).dt.days"
    return _made(told, DAYS, made, f"date_diff('day', {_sql(told)}, {_sql_on(told)})", said=("on - born",))


def year_less_year(told: Told) -> tuple[Code, ...]:
    """Return the years that are one too many before the birthday."""
    made = "on.year - born.dt.year"
    return _made(told, AGE, made, f"year({_sql_on(told)}) - year({_sql(told)})", said=(made,))


def by_length(told: Told) -> tuple[Code, ...]:
    """Return days over the length of a year."""
    made = "(on - born).dt.days / 365.25 // 1"
    sql = f"floor(date_diff('day', {_sql(told)}, {_sql_on(told)}) / 365.25)"
    return _made(told, AGE, made, sql, said=("/ 365.25",))


def whole_years(told: Told, *, said: bool = True) -> tuple[Code, ...]:
    """Return whole years: one less where the birthday is still to come."""
    later = "later = born.dt.month * 100 + born.dt.day > on.month * 100 + on.day"
    column, on = _sql(told), _sql_on(told)
    sql_later = f"(month({column}) * 100 + day({column}) > {told.on.month * 100 + told.on.day})::INT"
    sql = f"year({on}) - year({column})\n       - {sql_later}"
    codes = _made(told, AGE, "on.year - born.dt.year - later", sql, before=f"{later}\n", said=("- later",))
    return codes if said else tuple(Code(code.language, code.text) for code in codes)


def of_way(told: Told, way: str) -> Formula:
    """Return Excel's formula for one way in the sample's first row."""
    cell = f"{_letter(told)}2"
    text = {
        "days": f"={_fixed(told)}-{cell}",
        "year_less_year": f"=YEAR({_fixed(told)})-YEAR({cell})",
        "by_length": f"=INT(({_fixed(told)}-{cell})/365.25)",
        "age": f'=DATEDIF({cell},{_fixed(told)},"y")',
    }[way]
    said = {"days": "-", "year_less_year": "YEAR", "by_length": "/365.25", "age": "DATEDIF"}[way]
    return Formula(f"{LETTERS[len(told.sample.columns)]}2", text, spans(text, said))


def of_date(told: Told, shown: str) -> Formula:
    """Return the formula bar on the first date, as it is shown."""
    return Formula(f"{_letter(told)}2", shown)


def fixed_anchor(told: Told) -> str:
    """Return where the day that is counted to stands: two columns beside the table."""
    return f"{LETTERS[len(told.sample.columns) + 2]}1"


def _made(
    told: Told, name: str, pandas: str, sql: str, *, said: tuple[str, ...], before: str = ""
) -> tuple[Code, ...]:
    """Return the lines that make a column of the table from `born` and `on`."""
    lines = f'born = {_born(told)}\non = pd.Timestamp("{told.on:%Y-%m-%d}")\n{before}'
    select = f"SELECT *, {sql} AS {name}\nFROM {sql_name(told.table)}"
    return both(f"{lines}{told.table}[{quoted(name)}] = {pandas}", select, said, (sql,))


def _born(told: Told) -> str:
    column = f"{told.table}[{quoted(told.column)}]"
    return f'pd.to_datetime({column}, format="{told.written}")' if told.written else column


def _sql(told: Told) -> str:
    column = sql_name(told.column)
    return f"strptime({column}, {sql_literal(told.written)})" if told.written else column


def _sql_on(told: Told) -> str:
    return f"TIMESTAMP '{told.on:%Y-%m-%d}'"


def _letter(told: Told) -> str:
    return LETTERS[list(told.sample.columns).index(told.column)]


def _fixed(told: Told) -> str:
    return f"${LETTERS[len(told.sample.columns) + 2]}$2"
