"""The questions that are asked of chance, each with its own number so that none disturbs another."""

from enum import IntEnum


class Stream(IntEnum):
    """Numbers are never reused: a question that goes leaves its number free."""

    BORN = 1
    ENTERS = 2
    ENTRY_DAY = 3
    ENTRY_MONTH = 4
    SIBLING = 5
    SIBLING_GAP = 6
    TWIN = 7
    ARRIVES = 8
    ARRIVAL_DAY = 9
    ARRIVAL_AGE = 10
    FIRST_OF_JANUARY = 11
    SHORT_BREAKS = 12
    SHORT_BREAKS_AGE = 13
    SEX = 20
    ETHNIC = 21
    NEED = 22
    PUPIL_NUMBER = 23
    PUPIL_DIGITS = 24
    HOME_SECTOR = 25
    HOME_UNIT = 26
    PATHWAY = 30
    CARE_DAYS = 31
    TO_ORDER = 32
    TO_ADOPTER = 33
    TO_ADOPTION = 34
    CEASED = 35
    COMES_BACK = 36
    GAP = 37
    BREAK_DAYS = 38
    BETWEEN_BREAKS = 39
    LEGAL_FIRST = 40
    LEGAL_NEXT = 41
    LEGAL_DAYS = 42
    KIND = 50
    AGAIN = 51
    BREAK_OFF = 52
    LASTING = 53
    PLACEMENT_DAYS = 54
    CODE = 55
    STATUS_CHANGES = 56
    STATUS_DAYS = 57
    WHY_MOVED = 58
    PROVIDER = 60
    INSIDE = 61
    POOL = 62
    PLACE_SECTOR = 63
    PLACE_UNIT = 64
    AGENCY = 65
    BLANK = 70
    QUIET_MONTH = 71
