"""A scene that points at what it does not hold is never made."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from fingerpost.walkthroughs.pivot.story import tell_pivot
from fingerpost.walkthroughs.scene import (
    Code,
    Control,
    Mark,
    Option,
    Picture,
    Row,
    Scene,
    SceneFaultError,
    Shape,
    Shown,
)

Spoil = Callable[[Scene], dict[str, Any]]


@pytest.fixture
def scene(episodes: pd.DataFrame) -> Scene:
    """Return a scene without a fault."""
    return tell_pivot(episodes, rows="PLACE", count="CHILD")


def with_python(scene: Scene, **changes: Any) -> dict[str, Any]:
    step = scene.steps[0]
    python = dataclasses.replace(step.python, **changes)
    return {"steps": (dataclasses.replace(step, python=python), *scene.steps[1:])}


def with_frame(scene: Scene, *rows: Row) -> dict[str, Any]:
    changed = dataclasses.replace(scene.table("frame"), rows=rows)
    return {"tables": tuple(changed if table.name == "frame" else table for table in scene.tables)}


def with_control(scene: Scene, control: Control) -> dict[str, Any]:
    return {"steps": (dataclasses.replace(scene.steps[0], controls=(control,)), *scene.steps[1:])}


def with_question(scene: Scene, **changes: Any) -> dict[str, Any]:
    step = scene.steps[3]
    assert step.prediction is not None
    asked = dataclasses.replace(step.prediction, **changes)
    return {"steps": (*scene.steps[:3], dataclasses.replace(step, prediction=asked), *scene.steps[4:])}


def with_picture(scene: Scene, shown: str, table: str) -> dict[str, Any]:
    return with_python(scene, picture=shown) | {
        "pictures": (Picture("bars", "Bars.", table, 480, 320, (Shape("rect", (0, 0, 9, 9), "yours"),)),)
    }


FAULTS: dict[str, tuple[Spoil, str]] = {
    "a table": (lambda s: with_python(s, shows=(Shown("ghost"),)), "step 1 shows a table 'ghost'"),
    "a picture": (lambda s: with_picture(s, "ghost", "frame"), "step 1: a picture 'ghost' is not there"),
    "a picture's table": (
        lambda s: with_picture(s, "bars", "ghost"),
        "step 1: picture 'bars' draws a table 'ghost' that is not there",
    ),
    "kinds": (
        lambda s: with_frame(s, Row("row-0", s.table("frame").rows[0].cells, kinds=("text",))),
        "has 1 kinds for",
    ),
    "a row": (
        lambda s: with_python(s, shows=(Shown("frame", (Mark("read", ("row-99",)),)),)),
        "a mark 'read' on table 'frame' points at ['row-99']",
    ),
    "a column": (
        lambda s: with_python(s, shows=(Shown("frame", (Mark("read", ("row-0",), ("GHOST",)),)),)),
        "points at ['GHOST']",
    ),
    "nothing": (lambda s: with_python(s, shows=(Shown("frame", (Mark("read", ()),)),)), "points at nothing"),
    "code beyond its end": (
        lambda s: with_python(s, codes=(Code("pandas", "abc", ((1, 9),)),)),
        "span 1 to 9 lies outside the 3 characters of 'abc'",
    ),
    "a short row": (lambda s: with_frame(s, Row("row-0", (1,))), "has 1 cells for 4 columns"),
    "a number with no word for others": (
        lambda s: with_question(s, kind="number"),
        "question 'total' has no word for an answer that is not among its choices",
    ),
    "rows of no table": (
        lambda s: with_question(s, kind="rows", table="ghost", otherwise="No."),
        "11 is not rows of 'ghost' in their order",
    ),
    "a control that stands nowhere": (
        lambda s: with_control(s, Control("how", "How", "sum", (Option("count", "Count"),))),
        "control 'how' stands at 'sum', which is no option",
    ),
    "an answer no one can choose": (
        lambda s: with_question(s, answer=99),
        "the answer 99 is not among the choices",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_author_hears_which_step_points_at(scene: Scene, fault: str) -> None:
    spoil, said = FAULTS[fault]
    with pytest.raises(SceneFaultError) as raised:
        dataclasses.replace(scene, **spoil(scene))
    assert said in str(raised.value)
    assert "Mend the story" in str(raised.value)


def test_two_rows_of_one_id_are_refused(scene: Scene) -> None:
    first = scene.table("frame").rows[0]
    with pytest.raises(SceneFaultError, match="gives two rows the same id"):
        dataclasses.replace(scene, **with_frame(scene, first, first))
