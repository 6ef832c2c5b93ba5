"""What a notebook stores for a walkthrough, and what Python hears of a live one."""

from pathlib import Path

import pandas as pd
import pytest
from fingerpost import walk
from fingerpost.walkthroughs.display import SCENE_MIME, NotLiveError, Walkthrough

VIEW = "application/vnd.jupyter.widget-view+json"
STILL = {SCENE_MIME, "text/html", "text/plain"}


def shown(episodes: pd.DataFrame, *, live: bool = False) -> Walkthrough:
    made = walk.pivot(episodes, live=live)
    assert isinstance(made, Walkthrough)
    return made


def test_three_forms_of_one_scene_are_stored_and_none_needs_a_kernel(episodes: pd.DataFrame) -> None:
    walkthrough = shown(episodes)
    bundle = walkthrough._repr_mimebundle_()
    assert set(bundle) == STILL
    assert bundle[SCENE_MIME] == walkthrough.scene.to_dict()
    for step in walkthrough.scene.steps:
        assert step.sentence in bundle["text/plain"]
    assert bundle["text/html"].count("<details") >= len(walkthrough.scene.steps)


def test_a_live_one_stores_its_widget_beside_them(episodes: pd.DataFrame) -> None:
    assert set(shown(episodes, live=True)._repr_mimebundle_()) == {*STILL, VIEW}


def test_python_reads_step_answers_and_the_beliefs_behind_them(episodes: pd.DataFrame) -> None:
    walkthrough = shown(episodes, live=True)
    walkthrough.widget.step = 7
    walkthrough.widget.answers = {"total": 12, "adds_up": "more"}
    assert walkthrough.step == 8
    assert walkthrough.answers == {"total": 12, "adds_up": "more"}
    assert walkthrough.misconceptions == {"total": "groupby keeps blanks"}


def test_one_that_plays_by_itself_says_how_to_hear_from_it(episodes: pd.DataFrame) -> None:
    with pytest.raises(NotLiveError, match="make it with live=True"):
        assert shown(episodes).answers


def test_every_answer_that_is_not_so_names_its_belief(episodes: pd.DataFrame) -> None:
    for step in shown(episodes).scene.steps:
        for choice in step.prediction.choices if step.prediction else ():
            assert step.prediction
            assert bool(choice.misconception) == (choice.value != step.prediction.answer)


def test_page_holds_player_scene_and_storyboard_and_no_address(
    episodes: pd.DataFrame, tmp_path: Path
) -> None:
    written = shown(episodes).to_html(tmp_path / "pivot.html").read_text(encoding="utf-8")
    assert written.count("<details") >= 8
    assert "https://" not in written
    assert "http://" not in written.replace("http://www.w3.org/2000/svg", "")


def test_no_text_of_a_table_can_end_the_script_it_stands_in(tmp_path: Path) -> None:
    table = pd.DataFrame({"CHILD": [1], "PLACE": ["</script><script>alert(1)</script>"]})
    made = walk.pivot(table)
    assert isinstance(made, Walkthrough)
    written = made.to_html(tmp_path / "pivot.html").read_text(encoding="utf-8")
    assert "<script>alert" not in written
