"""What a simulation yields: one numpy structured array for each table of the return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fingerpost.synth.dates import in_order_of
from fingerpost.synth.letters import numbers_in

Records = NDArray[np.void]
DAY = "M8[D]"

CHILD_FIELDS = np.dtype(
    [
        ("CHILD", "U6"),
        ("SEX", "U1"),
        ("DOB", DAY),
        ("ETHNIC", "U4"),
        ("UPN", "U13"),
        ("MOTHER", "U1"),
        ("MC_DOB", DAY),
    ]
)
EPISODE_FIELDS = np.dtype(
    [
        ("CHILD", "U6"),
        ("DECOM", DAY),
        ("RNE", "U1"),
        ("LS", "U2"),
        ("CIN", "U2"),
        ("PLACE", "U3"),
        ("PLACE_PROVIDER", "U3"),
        ("DEC", DAY),
        ("REC", "U3"),
        ("REASON_PLACE_CHANGE", "U6"),
        ("HOME_POST", "U8"),
        ("PL_POST", "U8"),
        ("URN", "U8"),
    ]
)
FIELDS: Mapping[str, np.dtype[np.void]] = {
    "header": CHILD_FIELDS,
    "episodes": EPISODE_FIELDS,
    "reviews": np.dtype([("CHILD", "U6"), ("DOB", DAY), ("REVIEW", DAY), ("REVIEW_CODE", "U3")]),
    "uasc": np.dtype([("CHILD", "U6"), ("SEX", "U1"), ("DOB", DAY), ("DUC", DAY)]),
    "oc2": np.dtype(
        [
            ("CHILD", "U6"),
            ("DOB", DAY),
            ("SDQ_SCORE", "U2"),
            ("SDQ_REASON", "U4"),
            ("CONVICTED", "U1"),
            ("HEALTH_CHECK", "U1"),
            ("IMMUNISATIONS", "U1"),
            ("TEETH_CHECK", "U1"),
            ("HEALTH_ASSESSMENT", "U1"),
            ("SUBSTANCE_MISUSE", "U1"),
            ("INTERVENTION_RECEIVED", "U1"),
            ("INTERVENTION_OFFERED", "U1"),
            ("YEAR", "i4"),
        ]
    ),
    "oc3": np.dtype(
        [("CHILD", "U6"), ("DOB", DAY), ("IN_TOUCH", "U4"), ("ACTIV", "U2"), ("ACCOM", "U2"), ("YEAR", "i4")]
    ),
    "ad1": np.dtype(
        [
            ("CHILD", "U6"),
            ("DOB", DAY),
            ("DATE_INT", DAY),
            ("DATE_MATCH", DAY),
            ("FOSTER_CARE", "U1"),
            ("NB_ADOPTR", "U1"),
            ("SEX_ADOPTR", "U2"),
            ("LS_ADOPTR", "U3"),
        ]
    ),
    "placed_adoption": np.dtype(
        [
            ("CHILD", "U6"),
            ("DOB", DAY),
            ("DATE_PLACED", DAY),
            ("DATE_PLACED_CEASED", DAY),
            ("REASON_PLACED_CEASED", "U3"),
        ]
    ),
    "prev_perm": np.dtype(
        [("CHILD", "U6"), ("DOB", DAY), ("PREV_PERM", "U2"), ("LA_PERM", "U3"), ("DATE_PERM", DAY)]
    ),
    "missing": np.dtype(
        [("CHILD", "U6"), ("DOB", DAY), ("MISSING", "U1"), ("MIS_START", DAY), ("MIS_END", DAY)]
    ),
    "sw_episodes": np.dtype(
        [
            ("CHILD", "U6"),
            ("DOB", DAY),
            ("SW_ID", "U12"),
            ("SW_DECOM", DAY),
            ("SW_DEC", DAY),
            ("SW_REASON", "U6"),
        ]
    ),
    "assessments": np.dtype(
        [
            ("LAchildID", "U6"),
            ("CINreferralDate", DAY),
            ("AssessmentActualStartDate", DAY),
            ("AssessmentInternalReviewDate", DAY),
            ("AssessmentAuthorisationDate", DAY),
        ]
    ),
    "child_identifiers": np.dtype(
        [
            ("LAchildID", "U6"),
            ("UPN", "U14"),  # one more than a pupil number has: some end in a space
            ("FormerUPN", "U13"),
            ("UPNunknown", "U3"),
            ("PersonBirthDate", DAY),
        ]
    ),
    "cin_details": np.dtype(
        [("LAchildID", "U6"), ("CINreferralDate", DAY), ("ReferralSource", "U2"), ("ReferralNFA", "U1")]
    ),
    "dolo": np.dtype([("CHILD", "U6"), ("DOB", DAY), ("DOLO_START", DAY), ("DOLO_END", DAY)]),
    "providers": np.dtype(
        [
            ("urn", "U8"),
            ("provider", "U40"),
            ("place_codes", "U40"),
            ("provider_codes", "U4"),
            ("sector", "U40"),
            ("la_code", "U3"),
            ("postcode", "U8"),
        ]
    ),
    "postcodes": np.dtype([("postcode", "U8"), ("la_code", "U3"), ("easting", "i4"), ("northing", "i4")]),
    "return_values": np.dtype(
        [
            ("table_name", "U16"),
            ("CHILD", "U6"),
            ("key_day", DAY),
            ("column_name", "U20"),
            ("last_year", "i4"),
            ("value_in_return", "U10"),
            ("why", "U60"),
        ]
    ),
}


@dataclass(frozen=True)
class _Span:
    """Which columns of a table say from when until when, and what is not known while it lasts."""

    begins: str
    ends: str = ""
    unknown_while_open: tuple[str, ...] = ()


_SPANS: Mapping[str, _Span] = {
    "episodes": _Span("DECOM", "DEC", ("REC", "REASON_PLACE_CHANGE")),
    "reviews": _Span("REVIEW"),
    "placed_adoption": _Span("DATE_PLACED", "DATE_PLACED_CEASED", ("REASON_PLACED_CEASED",)),
    "missing": _Span("MIS_START", "MIS_END"),
    "sw_episodes": _Span("SW_DECOM", "SW_DEC"),
    "dolo": _Span("DOLO_START", "DOLO_END"),
    "assessments": _Span("AssessmentActualStartDate", "AssessmentAuthorisationDate"),
    "cin_details": _Span("CINreferralDate", "CINreferralDate"),
}
_NOT_OF_CHILDREN_IN_CARE = ("providers", "postcodes", "assessments", "child_identifiers", "cin_details")


def table_of(name: str, **columns: NDArray[np.generic]) -> Records:
    """Return records of a table from its columns, all of one length; text columns not given are blank."""
    records = np.zeros(len(next(iter(columns.values()))), dtype=FIELDS[name])
    for field in records.dtype.names or ():
        if field in columns:
            records[field] = columns[field]
        elif records.dtype[field].kind == "M":
            records[field] = np.datetime64("NaT")
    return records


def in_order(records: Records, day: str, *, child: str = "CHILD") -> Records:
    """Return the records in the order of child and day; rows alike in both stay in the order they came in."""
    return records[in_order_of(numbers_in(records[child]), records[day])]


@dataclass(frozen=True)
class Events:
    """Everything that happened, by the name of the table (FIELDS).

    PLACE is as the last return wrote that held the episode, SEX as returns write it since 2024-25.
    "" is a blank, NaT an open or missing day. Episodes stand in the order of child and day.
    `return_values` says where a return differs from what the case system holds today.
    """

    tables: Mapping[str, Records]

    @property
    def children(self) -> Records:
        """Every child, one row each (CHILD_FIELDS)."""
        return self.tables["header"]

    @property
    def episodes(self) -> Records:
        """Every episode (EPISODE_FIELDS)."""
        return self.tables["episodes"]

    def within(self, first: date, last: date) -> "Events":
        """Return what is known on `last` of every episode open on or after `first`.

        Whatever ends after `last` is open: its end, and what is known only then, is blank. Children
        without such an episode are left out of every table.
        """
        start, end = np.datetime64(first), np.datetime64(last)
        dec = self.episodes["DEC"]
        inside = (self.episodes["DECOM"] <= end) & (np.isnat(dec) | (dec >= start))
        children = np.unique(self.episodes["CHILD"][inside])
        kept = {"episodes": _known_on(end, "episodes", self.episodes[inside])}
        for name, records in self.tables.items():
            if name in kept:
                continue
            of_them = (
                records if name in _NOT_OF_CHILDREN_IN_CARE else records[np.isin(records["CHILD"], children)]
            )
            kept[name] = _known_on(end, name, of_them)
        return Events(kept)


def _known_on(end: np.datetime64, name: str, records: Records) -> Records:
    """Return the rows that had begun on a day, with what was known of them then."""
    if name not in _SPANS:
        return records
    span = _SPANS[name]
    known = records[records[span.begins] <= end].copy()
    if span.ends:
        still_open = known[span.ends] > end
        known[span.ends][still_open] = np.datetime64("NaT")
        for field in span.unknown_while_open:
            known[field][still_open] = ""
    return known
