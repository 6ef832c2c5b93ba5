"""What the columns of a DataFrame mean, from the dictionary of the returns."""

from collections.abc import Sequence

from fingerpost.spec.tables import tables_of

_WAREHOUSE = "A"


def meanings_of(columns: Sequence[str]) -> dict[str, str]:
    """Return the meaning of each column that the dictionary knows.

    A name that stands in several tables means what it does in the one with most of these columns.
    """
    wanted = set(columns)
    known = [{column.name: column.label for column in table.columns} for table in tables_of(_WAREHOUSE)]
    found: dict[str, str] = {}
    for labels in sorted(known, key=lambda labels: -len(wanted & labels.keys())):
        found = {name: label for name, label in labels.items() if name in wanted} | found
    return found
