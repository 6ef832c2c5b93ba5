"""What the Course panel says of a module, and which step comes next: by place and by what lies there."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fingerpost.courseware.covering.own import CHECKED
from fingerpost.courseware.log import Event
from fingerpost.grading.catalogue import ListedModule
from fingerpost.server.course_panel.exchanged import (
    Exchanged,
    ListUnreadableError,
    exchanged,
    read_list,
)
from fingerpost.server.course_panel.progress import progress_of
from fingerpost.server.course_panel.standing import Place, Standing, standings
from fingerpost.server.course_panel.telling import acts_of, next_step, state_of
from fingerpost.server.home import delivered

COUNT, JOIN = "03-count", "04-join"
MODULES = (
    ListedModule("03", COUNT, "Count", ("starters", "by_place")),
    ListedModule("04", JOIN, "Join", ("matches",)),
)
AT = datetime(2026, 1, 15, 14, 3, tzinfo=UTC)


def notebook(*shown: tuple[str, float, str | None]) -> str:
    """Return a notebook with a check cell for each (task, points it gives, what stands below it)."""
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "source": f"fingerpost.check({word!r})",
            "metadata": {"nbgrader": {"grade_id": f"{word}-seen", "points": most}},
            "execution_count": None if below is None else 1,
            "outputs": []
            if below is None
            else [{"output_type": "execute_result", "data": {"text/plain": [below]}}],
        }
        for word, most, below in shown
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


BLANK = notebook(("starters", 1, None), ("by_place", 2, None))
HALF = notebook(("starters", 1, "1"), ("by_place", 2, "0.5"))
FULL = notebook(("starters", 1, "1"), ("by_place", 2, "2"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder as it is laid out: two lessons, two assignments, nothing done."""
    for name in (COUNT, JOIN):
        for path in (f"lessons/{name}.ipynb", f"assignments/{name}/{name}.ipynb"):
            for file in (tmp_path / path, delivered(tmp_path, tmp_path / path)):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(BLANK, encoding="utf-8")
    return tmp_path


def stands(home: Path, *known: Exchanged, events: tuple[Event, ...] = ()) -> tuple[Standing, Standing]:
    first, second = standings(home, MODULES, events, {one.name: one for one in known})[:2]
    return first, second


def wrote(home: Path, text: str, name: str = COUNT) -> None:
    (home / f"assignments/{name}/{name}.ipynb").write_text(text, encoding="utf-8")


def read_the_lesson(home: Path, name: str = COUNT) -> None:
    (home / f"lessons/{name}.ipynb").write_text(HALF, encoding="utf-8")


def labels(standing: Standing, place: Place) -> list[str]:
    return [act.label for act in acts_of(standing, place)]


# ------------------------------------------------------------------ How far a notebook is


def test_points_below_the_checks_say_how_many_tasks_were_checked_and_pass(home: Path) -> None:
    wrote(home, HALF)
    found = progress_of(home / f"assignments/{COUNT}/{COUNT}.ipynb", ("starters", "by_place", "new_task"))
    assert (found.is_begun, found.run, found.passed, found.tasks) == (True, 2, 1, 3)


def test_notebook_is_begun_when_a_cell_was_changed_though_none_was_run(home: Path) -> None:
    file = home / f"assignments/{COUNT}/{COUNT}.ipynb"
    as_it_was = delivered(home, file)
    assert not progress_of(file, delivered=as_it_was).is_begun
    wrote(home, BLANK.replace("fingerpost.check", "check"))
    assert progress_of(file, delivered=as_it_was).is_begun


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "[]", '{"cells": 3}', "[" * 100_000, '{"nbformat": 4, "cells": "x"}'],
    ids=["empty", "text", "a list", "no cells", "deep", "cells as text"],
)
def test_file_that_is_no_notebook_is_said_to_be_none(home: Path, text: str) -> None:
    wrote(home, text)
    first, second = stands(home)
    state, said = state_of(first)
    assert (state, said.startswith(f"The file {COUNT}.ipynb ")) == ("trouble", True)
    assert state_of(second) == ("new", "Not started")


def test_cells_of_any_shape_are_looked_past(home: Path) -> None:
    odd: list[Any] = [None, 3, "x", [], {}, {"metadata": 1}, {"metadata": {"nbgrader": []}}]
    odd += [{"metadata": {"nbgrader": {"grade_id": "starters-seen", "points": "nan"}}, "outputs": shown}
            for shown in (1, [None], [{"data": 5}], [{"data": {"text/plain": "inf"}}])]  # fmt: skip
    wrote(home, json.dumps({"nbformat": 4, "cells": odd}))
    found = progress_of(home / f"assignments/{COUNT}/{COUNT}.ipynb", ("starters",))
    assert (found.run, found.passed, found.trouble) == (0, 0, "")


def test_pipe_in_place_of_a_notebook_is_not_waited_for(home: Path) -> None:
    file = home / f"assignments/{COUNT}/{COUNT}.ipynb"
    file.unlink()
    os.mkfifo(file)
    assert stands(home)[0].tasks == ""
    assert progress_of(file).trouble.startswith("is a pipe")


# ------------------------------------------------------------------ Alone, and on a public machine


def test_step_by_step_alone_from_the_lesson_to_the_next_module(home: Path) -> None:
    def step(*events: Event) -> tuple[str, str]:
        found = next_step(stands(home, events=events), "alone")
        assert found
        return found.act.label, found.standing.id

    assert step() == ("Open the lesson", "03")
    read_the_lesson(home)
    assert step() == ("Open the tasks", "03")
    wrote(home, HALF)
    assert step() == ("Continue with the tasks", "03")
    wrote(home, FULL)
    assert step() == ("Check all tasks", "03")
    assert step(Event(AT, "03", CHECKED, 0, "starters 8/12")) == ("Open the lesson", "04")


@pytest.mark.parametrize("place", ["alone", "public"])
def test_where_nobody_collects_there_is_nothing_to_fetch_or_hand_in(home: Path, place: Place) -> None:
    assert labels(stands(home)[0], place) == ["Open the lesson", "Open the tasks", "Check all tasks"]


def test_states_in_words_from_untouched_to_checked(home: Path) -> None:
    assert state_of(stands(home)[0]) == ("new", "Not started")
    read_the_lesson(home)
    assert state_of(stands(home)[0]) == ("started", "Started")
    wrote(home, HALF)
    assert state_of(stands(home)[0]) == ("checked", "Checked: 1 of 2 tasks pass their first checks")
    event = Event(AT, "03", CHECKED, 0, "starters 2.5/6 | finishers 5.5/6")
    checked = stands(home, events=(event,))[0].checked
    assert checked
    assert (checked.said, checked.at) == ("8 of 12 points", AT)


def test_everything_gone_through_is_said_to_be_so(home: Path) -> None:
    for name in (COUNT, JOIN):
        read_the_lesson(home, name)
        wrote(home, FULL.replace("starters", "matches") if name == JOIN else FULL, name)
    events = tuple(Event(AT, number, CHECKED, 0, "starters 4/4") for number in ("03", "04"))
    assert next_step(stands(home, events=events), "alone") is None


def test_who_begins_with_a_later_module_is_led_on_from_there(home: Path) -> None:
    read_the_lesson(home, JOIN)
    found = next_step(stands(home), "alone")
    assert found
    assert (found.standing.id, found.act.label) == ("04", "Open the tasks")


# ------------------------------------------------------------------ Where work is collected


@pytest.fixture
def fetched() -> Exchanged:
    return Exchanged("fingerpost", COUNT, folder=f"assignments/{COUNT}", is_released=True)


def test_released_and_not_fetched_is_to_be_fetched_whatever_else_lies_there(home: Path) -> None:
    read_the_lesson(home)
    first, _ = stands(home, Exchanged("fingerpost", COUNT, is_released=True))
    assert labels(first, "collected") == ["Open the lesson", "Fetch the tasks"]
    found = next_step([first], "collected")
    assert found
    assert found.act.act == "fetch"


def test_not_released_leads_past_the_module_once_its_lesson_was_opened(home: Path) -> None:
    for name in (COUNT, JOIN):
        (home / f"assignments/{name}/{name}.ipynb").unlink()
    read_the_lesson(home)
    found = next_step(stands(home), "collected")
    assert found
    assert (found.standing.id, found.act.label) == ("04", "Open the lesson")


def test_handing_in_is_next_once_every_check_passes_and_possible_before(
    home: Path, fetched: Exchanged
) -> None:
    wrote(home, HALF)
    assert labels(stands(home, fetched)[0], "collected")[-1] == "Hand in"
    wrote(home, FULL)
    found = next_step(stands(home, fetched), "collected")
    assert found
    assert (found.act.act, found.standing.id) == ("hand-in", "03")


def handed_in(fetched: Exchanged, **more: Any) -> Exchanged:
    told = {**vars(fetched), "handed_in": AT, "times": 1, **more}
    return Exchanged(**told)


def test_handed_in_says_when_and_leads_to_the_next_module(home: Path, fetched: Exchanged) -> None:
    wrote(home, FULL)
    first, second = stands(home, handed_in(fetched))
    assert state_of(first) == ("handed-in", "Handed in 15 January 2026, 14:03")
    found = next_step((first, second), "collected")
    assert found
    assert found.standing.id == "04"


def test_change_after_handing_in_is_said_and_may_be_handed_in_again(home: Path, fetched: Exchanged) -> None:
    wrote(home, FULL)
    first, second = stands(home, handed_in(fetched, is_changed=True))
    assert state_of(first)[1].endswith("14:03, changed since")
    found = next_step((first, second), "collected")
    assert found
    assert (found.act.label, found.standing.id) == ("Hand in again", "03")


def test_feedback_that_waits_comes_before_everything(home: Path, fetched: Exchanged) -> None:
    read_the_lesson(home, JOIN)
    every = stands(home, handed_in(fetched, feedback="waits"))
    assert state_of(every[0]) == ("feedback", "Feedback ready")
    found = next_step(every, "collected")
    assert found
    assert (found.act.act, found.standing.id) == ("feedback", "03")


def test_feedback_that_is_here_can_be_read_again(home: Path, fetched: Exchanged) -> None:
    first, _ = stands(home, handed_in(fetched, feedback="is here", feedback_page="a/feedback/x.html"))
    assert state_of(first)[1].endswith("; feedback is here")
    assert [*acts_of(first, "collected")][-1].path == "a/feedback/x.html"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "99 exam", "../../etc"])
def test_other_work_of_a_tutors_stands_last_under_its_own_name(home: Path, name: str) -> None:
    every = standings(home, MODULES, (), {name: Exchanged("fingerpost", name, is_released=True)})
    assert [one.name for one in every] == [COUNT, JOIN, name]
    assert labels(every[-1], "collected") == ["Fetch the tasks"]


# ------------------------------------------------------------------ nbgrader's own list


def submitted(path: Path, timestamp: str, **more: object) -> dict[str, object]:
    told = {"has_exchange_feedback": False, "has_local_feedback": False, "feedback_updated": False}
    return {"timestamp": timestamp, "path": str(path), "local_feedback_path": None, **told, **more}


def listed(*submissions: dict[str, object]) -> list[dict[str, object]]:
    one: dict[str, object] = {"course_id": "c", "assignment_id": COUNT}
    fetched = {**one, "status": "fetched", "path": f"assignments/{COUNT}"}
    return [fetched, {**one, "status": "submitted", "submissions": list(submissions)}]


def test_list_of_nbgraders_is_read_with_the_last_hand_in_and_what_changed_since(home: Path) -> None:
    kept = home / "cache" / f"ada+{COUNT}"
    kept.mkdir(parents=True)
    (kept / f"{COUNT}.ipynb").write_text(BLANK, encoding="utf-8")
    first = submitted(home, "2026-01-14 09:00:00.000000 UTC")
    last = submitted(kept, "2026-01-15 14:03:00.000000 UTC")
    found = read_list(listed(last, first), home)[COUNT]
    assert (found.handed_in, found.times, found.is_changed) == (AT, 2, False)
    assert (found.is_released, found.folder, found.feedback) == (True, f"assignments/{COUNT}", "")
    wrote(home, HALF)
    assert read_list(listed(last, first), home)[COUNT].is_changed


@pytest.mark.parametrize(
    ("more", "feedback", "page"),
    [
        ({"has_exchange_feedback": True}, "waits", ""),
        ({"has_exchange_feedback": True, "has_local_feedback": True, "feedback_updated": True}, "waits", ""),
        (
            {"has_local_feedback": True, "local_feedback_path": f"assignments/{COUNT}/feedback/14:03 UTC"},
            "is here",
            f"assignments/{COUNT}/feedback/14:03 UTC/{COUNT}.html",
        ),
        ({"has_local_feedback": True, "local_feedback_path": "../elsewhere"}, "is here", ""),
    ],
)
def test_feedback_waits_until_it_is_fetched_and_again_when_it_changes(
    home: Path, more: dict[str, object], feedback: str, page: str
) -> None:
    found = read_list(listed(submitted(home, "2026-01-15 14:03:00 UTC", **more)), home)[COUNT]
    assert (found.feedback, found.feedback_page) == (feedback, page)


def test_folder_outside_the_learners_own_is_none_that_can_be_opened(home: Path) -> None:
    told = [{"course_id": "c", "assignment_id": COUNT, "status": "fetched", "path": "../../etc"}]
    assert read_list(told, home)[COUNT].folder == ""


class Manager:
    def __init__(self, answers: Callable[[], dict[str, object]]) -> None:
        self.list_assignments = answers


def gone() -> dict[str, object]:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("answers", [gone, lambda: {"success": False, "value": "Traceback"}])
def test_exchange_that_is_away_is_one_sentence(home: Path, answers: Callable[[], dict[str, object]]) -> None:
    with pytest.raises(
        ListUnreadableError, match=r"cannot be reached just now.*Your own folder is as it was"
    ):
        exchanged(Manager(answers), home)
