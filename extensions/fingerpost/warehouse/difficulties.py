"""What makes a file hard to read: blank columns, stray spaces, repeated children, planted on request.

A return is right as it stands; tutors and authors ask for one that is harder to read, by the names here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

_DATE = re.compile(r"^(\d\d)/(\d\d/\d{4})$")
_LONGEST_MONTH, _MONTHS = 31, 12
_EVERY = 20
_FEWEST = 2
_BLANKED = {"header": "MOTHER", "episodes": "URN"}


@dataclass(frozen=True)
class File:
    """One file of a return: its table's name, its columns, its rows in their order."""

    table: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]

    def with_column(self, name: str, change: Callable[[int, object], object]) -> "File":
        """Return the file with one column changed, told the place of each row and what it holds."""
        at = self.columns.index(name)
        rows = [[*row[:at], change(place, row[at]), *row[at + 1 :]] for place, row in enumerate(self.rows)]
        return replace(self, rows=rows)


def _repeated_child(file: File) -> File:
    """Some children stand in the header twice, the second time at its end: a lookup by child then grows."""
    if file.table != "header":
        return file
    again = file.rows[:: max(1, min(_EVERY, len(file.rows) // _FEWEST))]
    return replace(file, rows=[*file.rows, *again])


def _stray_keys(file: File) -> File:
    """Some child ids end in a space, in every file but the header, whose pupil numbers are in lower case."""
    if file.table == "header":
        return file.with_column("UPN", lambda place, upn: upn if place % _EVERY else str(upn).lower())
    return file.with_column("CHILD", lambda place, child: child if place % _EVERY else f"{child} ")


def _other_column_order(file: File) -> File:
    """The first three columns stand last, so that a file stacked by place goes wrong."""
    kept = [*range(3, len(file.columns)), *range(3)]
    return replace(
        file,
        columns=[file.columns[at] for at in kept],
        rows=[[row[at] for at in kept] for row in file.rows],
    )


def _days_up_to_12(file: File) -> File:
    """Every day of a month is 12 or less, in the order it was: day and month swapped still make a date."""
    return replace(file, rows=[[_early(value) for value in row] for row in file.rows])


def _early(value: object) -> object:
    found = _DATE.match(str(value))
    if not found:
        return value
    day = 1 + (int(found[1]) - 1) * _MONTHS // _LONGEST_MONTH
    return f"{day:02d}/{found[2]}"


def _blank_column(file: File) -> File:
    """A column of the header and one of the episodes hold nothing."""
    if file.table not in _BLANKED:
        return file
    return file.with_column(_BLANKED[file.table], lambda _place, _value: None)


def _blank_upns(file: File) -> File:
    """Pupil numbers that are not known are blank, as in the case system; a return says UN1 to UN5 there."""
    if file.table != "header":
        return file
    return file.with_column("UPN", lambda _place, upn: None if str(upn).startswith("UN") else upn)


DIFFICULTIES: Mapping[str, Callable[[File], File]] = {
    "repeated_child": _repeated_child,
    "stray_keys": _stray_keys,
    "other_column_order": _other_column_order,
    "days_up_to_12": _days_up_to_12,
    "blank_column": _blank_column,
    "blank_upns": _blank_upns,
}
"""Every difficulty by its name; which tasks need it is in CONTRIBUTING."""


def made_harder(file: File, difficulties: Sequence[str]) -> File:
    """Return a file with the named difficulties, one after another in the order of DIFFICULTIES."""
    for name, plant in DIFFICULTIES.items():
        file = plant(file) if name in difficulties else file
    return file
