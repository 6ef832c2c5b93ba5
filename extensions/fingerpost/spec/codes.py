"""Code sets with the days on which each code may be used, and how codes gave way to others."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from fingerpost.errors import WrongUseError
from fingerpost.spec.records import day_or_none, rows_of


@dataclass(frozen=True)
class Code:
    """One code of one code set; `valid_from` and `valid_to` are inclusive, None means no limit."""

    codeset: str
    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    source: str

    def is_valid_on(self, day: date) -> bool:
        """True if the code may stand in a return about `day`."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class CodeChange:
    """From `changed_on`, returns write `after` where they used to write `before`."""

    codeset: str
    before: str
    after: str
    changed_on: date
    source: str


@cache
def all_codes() -> tuple[Code, ...]:
    """Return every code held, in the order of the code sets."""
    return tuple(
        Code(
            codeset=row["codeset"],
            code=row["code"],
            label=row["label"],
            valid_from=day_or_none(row["valid_from"]),
            valid_to=day_or_none(row["valid_to"]),
            source=row["source"],
        )
        for row in rows_of("codes")
    )


def codes_of(codeset: str, *, on: date | None = None) -> tuple[Code, ...]:
    """Return the codes of one set, all of them or those valid on a day.

    Raises:
        WrongUseError: no code set has that name.
    """
    members = tuple(code for code in all_codes() if code.codeset == codeset)
    if not members:
        names = ", ".join(sorted({code.codeset for code in all_codes()}))
        raise WrongUseError(f"There is no code set '{codeset}'; the code sets are {names}.")
    return tuple(code for code in members if on is None or code.is_valid_on(on))


@cache
def code_changes() -> tuple[CodeChange, ...]:
    """Return every renaming of a code: SEX 1 to M on 1 April 2024, H5 to K3, Z1 to Z11 and others."""
    return tuple(
        CodeChange(
            codeset=row["codeset"],
            before=row["before"],
            after=row["after"],
            changed_on=date.fromisoformat(row["changed_on"]),
            source=row["source"],
        )
        for row in rows_of("code_changes")
    )
