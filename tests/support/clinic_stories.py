"""The chart clinic's stories that tests tell: of the example, of needs, of a table of their own."""

from typing import Any

import pandas as pd
from fingerpost.walkthroughs.clinic.story import ClinicStory, clinic_story
from fingerpost.walkthroughs.examples import example_referrals

NEEDS = pd.DataFrame(
    {
        "need": ["abuse or neglect"] * 90
        + ["absent parenting"] * 28
        + ["family dysfunction"] * 16
        + ["low income"] * 2
    }
)
"""Far apart in size, so that Excel's axis starts at 0; the first label is long."""


def story(table: pd.DataFrame, **asked: Any) -> ClinicStory:
    return clinic_story(table, **{"x": "", "y": "", "name": "referrals", **asked})


def example() -> ClinicStory:
    return story(example_referrals(), x="SOURCE")
