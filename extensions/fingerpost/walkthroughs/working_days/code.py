"""The code of the working days: each way to count in pandas and SQL, and NETWORKDAYS."""

from fingerpost.walkthroughs.drawn import LETTERS
from fingerpost.walkthroughs.quoting import both, quoted, spans, sql_literal, sql_name
from fingerpost.walkthroughs.scene import Code, Formula
from fingerpost.walkthroughs.working_days.told import Told

WORKING = "WORKING"


def whole_table(told: Told) -> tuple[Code, ...]:
    """Return the code that shows the table as it is."""
    return both(told.table, f"FROM {sql_name(told.table)}")


def calendar(told: Told) -> tuple[Code, ...]:
    """Return the calendar days between."""
    start, end = _sql_days(told)
    return _counted(told, "(last - first).astype(int)", f"date_diff('day', {start}, {end})", "last - first")


def without_end(told: Told) -> tuple[Code, ...]:
    """Return weekdays as numpy counts them."""
    sql = _sql_count(told, last=False, holidays=False)
    return _counted(told, "np.busday_count(first, last)", sql, "np.busday_count")


def weekdays(told: Told) -> tuple[Code, ...]:
    """Return weekdays with both ends."""
    sql = _sql_count(told, last=True, holidays=False)
    return _counted(told, "np.busday_count(first, last + 1)", sql, "last + 1")


def working(told: Told, *, said: bool = True) -> tuple[Code, ...]:
    """Return weekdays with both ends, less bank holidays."""
    sql = _sql_count(told, last=True, holidays=True)
    made = "np.busday_count(first, last + 1, holidays=bank_holidays)"
    codes = _counted(told, made, sql, "holidays=bank_holidays")
    return codes if said else tuple(Code(code.language, code.text) for code in codes)


def of_networkdays(told: Told, *, holidays: bool = True) -> Formula:
    """Return Excel's formula in the sample's first row, with or without its list of bank holidays."""
    names = list(told.sample.columns)
    start, end = (LETTERS[names.index(name)] for name in (told.columns.start, told.columns.end))
    letter = LETTERS[len(names) + 2]
    listed = f",${letter}$2:${letter}${len(told.holidays) + 1}" if holidays and told.holidays else ""
    text = f"=NETWORKDAYS({start}2,{end}2{listed})"
    return Formula(f"{LETTERS[len(names)]}2", text, spans(text, listed.lstrip(",") or "NETWORKDAYS"))


def list_anchor(told: Told) -> str:
    """Return where the bank holidays are listed on the sheet."""
    return f"{LETTERS[len(told.sample.columns) + 2]}1"


def _counted(told: Told, pandas: str, sql: str, said: str) -> tuple[Code, ...]:
    """Return the lines that keep the rows with both days in order, and count something of each."""
    columns, table = told.columns, told.table
    start, end = (
        f"pd.to_datetime({table}[{quoted(name)}], format={quoted(written)})"
        if written
        else f"{table}[{quoted(name)}]"
        for name, written in ((columns.start, columns.start_written), (columns.end, columns.end_written))
    )
    lines = (
        f'days = pd.DataFrame({{\n    "first": {start},\n    "last": {end},\n}})\n'
        'done = days[days["first"] <= days["last"]]\n'
        'first = done["first"].to_numpy().astype("datetime64[D]")\n'
        'last = done["last"].to_numpy().astype("datetime64[D]")\n'
    )
    first, last = _sql_days(told)
    select = f"SELECT {sql} AS {WORKING}\nFROM {sql_name(table)}\nWHERE {first} <= {last}"
    return both(f"{lines}{WORKING.lower()} = {pandas}", select, (said,), (sql,))


def _sql_days(told: Told) -> tuple[str, str]:
    columns = told.columns
    first, last = (
        f"strptime({sql_name(name)}, {sql_literal(written)})" if written else sql_name(name)
        for name, written in ((columns.start, columns.start_written), (columns.end, columns.end_written))
    )
    return first, last


def _sql_count(told: Told, *, last: bool, holidays: bool) -> str:
    first, end = _sql_days(told)
    until = f"{end} + INTERVAL 1 DAY" if last else end
    without = "\n       AND day NOT IN (SELECT day FROM bank_holidays)" if holidays else ""
    return (
        f"(\n    SELECT count(*)\n    FROM (SELECT unnest(range({first}, {until}, INTERVAL 1 DAY)) AS day)\n"
        f"    WHERE isodow(day) <= 5{without})"
    )
