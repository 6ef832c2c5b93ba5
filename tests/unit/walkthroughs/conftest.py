"""A dozen episodes small enough to count by eye."""

import pandas as pd
import pytest


@pytest.fixture
def episodes() -> pd.DataFrame:
    """Return 12 episodes of 9 children: 1003 has three in two piles, one place is blank, P1 occurs once."""
    children = [1001, 1002, 1003, 1003, 1004, 1005, 1003, 1006, 1007, 1008, 1009, 1002]
    places = ["U4", "U4", "K2", "K2", "U4", None, "U4", "U1", "U1", "P1", "U4", "U4"]
    begun = pd.date_range("2024-04-02", periods=len(children), freq="17D")
    return pd.DataFrame({"CHILD": children, "DECOM": begun, "PLACE": places})
