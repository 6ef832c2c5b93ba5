"""A table small enough to count by eye, and the settings of every random test here."""

import pandas as pd
import pytest
from fingerpost.formulas.tables import Table
from hypothesis import HealthCheck, settings

settings.register_profile(
    "formulas",
    deadline=None,
    derandomize=True,
    max_examples=4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("formulas")


@pytest.fixture
def placements() -> Table:
    """Return six placements: A Place, B Weeks, C Cost, D Started.

    They hold a case variant, a space, blanks and halves.
    """
    return Table(
        pd.DataFrame(
            {
                "Place": pd.Series(["Leeds", "leeds", "York", "Hull ", "Hull", None], dtype="str"),
                "Weeks": [3.0, 4.0, 5.0, None, 2.0, 1.0],
                "Cost": [2.5, 3.5, 1.005, 10.0, 0.5, 4.0],
                "Started": pd.to_datetime(
                    ["2024-01-31", "2024-02-29", "2023-04-01", "2024-03-31", "2020-02-29", "2024-12-31"]
                ),
            }
        )
    )
