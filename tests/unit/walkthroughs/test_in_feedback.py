"""What is left of a walkthrough on a feedback page, where no script runs and no style is kept."""

from html import escape

import pytest
from fingerpost.grading.feedback.shown import output
from fingerpost.walkthroughs.display import Walkthrough
from fingerpost.walkthroughs.gallery import ENTRIES, Entry


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.habit)
def test_every_step_of_a_walkthrough_can_be_read_on_a_feedback_page(entry: Entry, *, live: bool) -> None:
    shown = Walkthrough(entry.tell(), live=live)
    page = output({"output_type": "execute_result", "data": shown._repr_mimebundle_()})
    said = page.replace("&quot;", '"').replace("&#x27;", "'")
    for step in shown.scene.steps:
        assert escape(step.sentence, quote=False) in said
    assert "<script" not in page
