"""The usual way to invent rows, for comparison: one at a time, every cell asked of Faker by itself.

Run by bench_warehouse in an environment of its own, which holds Faker and nothing of ours. Codes come in as
JSON; out goes how many rows were made in how many CPU seconds. Nothing in these rows fits together: a child
may come into care before birth. What is compared is the time alone.
"""

import json
import sys
import time
from datetime import date

from faker import Faker

_CHILDREN, _EPISODES, _REVIEWS = 1_500, 4, 5
_FIRST, _LAST = date(2021, 4, 1), date(2026, 3, 31)


def child(fake: Faker, codes: dict[str, list[str]]) -> dict[str, object]:
    """Return one row of Header."""
    return {
        "CHILD": fake.numerify("######"),
        "SEX": fake.random_element(codes["sex_903"]),
        "DOB": fake.date_of_birth(minimum_age=0, maximum_age=17),
        "ETHNIC": fake.random_element(codes["ethnicity"]),
        "UPN": fake.bothify("?############", letters="ABCDEFGHJKLMNPQRTUVWXYZ"),
        "MOTHER": fake.random_element(["0", "1", ""]),
        "MC_DOB": None,
    }


def episode(fake: Faker, codes: dict[str, list[str]], of: dict[str, object]) -> dict[str, object]:
    """Return one row of Episodes."""
    began = fake.date_between(_FIRST, _LAST)
    return {
        "CHILD": of["CHILD"],
        "DECOM": began,
        "RNE": fake.random_element(codes["rne"]),
        "LS": fake.random_element(codes["legal_status"]),
        "CIN": fake.random_element(codes["category_of_need_903"]),
        "PLACE": fake.random_element(codes["place"]),
        "PLACE_PROVIDER": fake.random_element(codes["place_provider"]),
        "DEC": fake.date_between(began, _LAST),
        "REC": fake.random_element(codes["rec"]),
        "REASON_PLACE_CHANGE": fake.random_element(codes["reason_place_change"]),
        "HOME_POST": fake.bothify("ZZ# #??"),
        "PL_POST": fake.bothify("ZZ## #??"),
        "URN": fake.numerify("ZZ######"),
    }


def review(fake: Faker, codes: dict[str, list[str]], of: dict[str, object]) -> dict[str, object]:
    """Return one row of Reviews."""
    return {
        "CHILD": of["CHILD"],
        "DOB": of["DOB"],
        "REVIEW": fake.date_between(_FIRST, _LAST),
        "REVIEW_CODE": fake.random_element(codes["review_participation"]),
    }


def main() -> None:
    """Make the rows and say how long that took."""
    codes = json.load(sys.stdin)
    fake = Faker("en_GB")
    Faker.seed(1)
    before, rows = time.process_time(), 0
    for _ in range(_CHILDREN):
        one = child(fake, codes)
        rows += 1 + len([episode(fake, codes, one) for _ in range(_EPISODES)])
        rows += len([review(fake, codes, one) for _ in range(_REVIEWS)])
    print(json.dumps({"rows": rows, "seconds": time.process_time() - before}))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
