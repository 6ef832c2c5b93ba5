"""Whatever is handed in becomes a whole notebook with a status and a sentence, or 0 points with a reason."""

import copy
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fingerpost.grading.intake.rebuilding import rebuild
from fingerpost.grading.intake.receiving import Received, stage_hand_in
from fingerpost.grading.intake.stamps import as_nbgrader_writes, moment_of
from handed_in import (
    STUB,
    TASKS,
    answered_notebook,
    mutate_and_receive,
    new_cell,
    received_from,
    released_notebook,
)


def _hand_in(folder: Path, notebook: object, name: str = "work.ipynb") -> Path:
    folder.mkdir(exist_ok=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def _sources(received: Received) -> list[str]:
    return [cell["source"] for cell in received.notebook["cells"] if cell["cell_type"] == "code"]


def _edit(change: Callable[[list[dict[str, Any]]], object]) -> dict[str, Any]:
    made = answered_notebook()
    change(made["cells"])
    return made


def test_whole_notebook_stays_as_it_is(tmp_path: Path) -> None:
    received = received_from(_hand_in(tmp_path / "a", answered_notebook()))
    assert (received.status, received.to_learner) == ("whole", "")
    assert _sources(received) == [
        "import pandas as pd", "starters = 1", "check('starters')", "rate = 2", "check('rate')",
    ]  # fmt: skip
    assert len(received.digest) == 64


MENDED: dict[str, Callable[[list[Any]], object]] = {
    "test cell deleted": lambda cells: cells.pop(3),
    "setup cell deleted": lambda cells: cells.pop(1),
    "test cell edited": lambda cells: cells[3].update(source="print('full marks')"),
    "setup cell edited": lambda cells: cells[1].update(source="import os; os._exit(0)"),
    "answer cell twice, the first left blank": lambda cells: cells.insert(2, {**cells[2], "source": STUB}),
    "all names lost": lambda cells: [cell.update(metadata={}, id="x") for cell in cells],
    "cells as text": lambda cells: cells.extend(["no cell", 7, None]),
}


@pytest.mark.parametrize("fault", MENDED)
def test_mishap_is_mended_and_the_answers_are_marked(fault: str, tmp_path: Path) -> None:
    received = received_from(_hand_in(tmp_path / "a", _edit(MENDED[fault])))
    sources = _sources(received)
    assert [cell for cell in sources if cell.startswith(("starters", "rate"))] == ["starters = 1", "rate = 2"]
    assert sources.count("check('starters')") == sources.count("check('rate')") == 1
    assert "import pandas as pd" in sources
    assert received.status == ("whole" if fault == "cells as text" else "mended")


ENCODED: dict[str, Callable[[str], bytes]] = {
    "byte-order mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "Windows": lambda text: text.replace("# Title", "# Café £").encode("cp1252"),
    "lone surrogate": lambda text: text.replace("# Title", "\\ud800").encode(),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_notebook_in_another_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    folder = _hand_in(tmp_path / "a", "")
    (folder / "work.ipynb").write_bytes(ENCODED[encoding](json.dumps(answered_notebook())))
    received = received_from(folder)
    assert "starters = 1" in _sources(received)
    json.dumps(received.notebook, ensure_ascii=False).encode("utf-8")


def test_tags_points_outputs_and_ids_of_the_learners_are_left_behind(tmp_path: Path) -> None:
    def tamper(cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            cell["metadata"] = {**cell["metadata"], "tags": ["skip-execution", "raises-exception"]}
            cell["outputs"] = [
                {"output_type": "execute_result", "data": {"text/plain": "99"}, "metadata": {}}
            ]
        cells[3]["metadata"]["nbgrader"]["points"] = 99

    notebook = received_from(_hand_in(tmp_path / "a", _edit(tamper))).notebook
    assert "skip-execution" not in json.dumps(notebook)
    assert "99" not in json.dumps(notebook)


def test_extra_graded_cell_of_the_learners_is_not_kept(tmp_path: Path) -> None:
    extra = new_cell("1", "bonus", grade=True, points=50)
    received = received_from(_hand_in(tmp_path / "a", _edit(lambda cells: cells.append(extra))))
    assert "bonus" not in json.dumps(received.notebook)


def test_own_cells_stay_where_they_stood(tmp_path: Path) -> None:
    own = {"cell_type": "code", "source": "months = 12", "metadata": {}, "outputs": []}
    received = received_from(_hand_in(tmp_path / "a", _edit(lambda cells: cells.insert(2, own))))
    assert _sources(received)[:3] == ["import pandas as pd", "months = 12", "starters = 1"]


def test_last_changed_copy_of_an_answer_counts(tmp_path: Path) -> None:
    def copy_answer(cells: list[dict[str, Any]]) -> None:
        cells.insert(3, {**copy.deepcopy(cells[2]), "source": "starters = 5"})

    received = received_from(_hand_in(tmp_path / "a", _edit(copy_answer)))
    assert "starters = 5" in _sources(received)
    assert "the last answer counts" in received.to_tutor


def test_renamed_notebook_is_found(tmp_path: Path) -> None:
    received = received_from(_hand_in(tmp_path / "a", answered_notebook(), "work-FINAL (1).ipynb"))
    assert "starters = 1" in _sources(received)
    assert "work-FINAL (1).ipynb; expected work.ipynb" in received.to_tutor


def test_old_format_is_converted(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "input": "starters = 1", "outputs": [], "language": "python", "metadata": {}}
    ]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    received = received_from(_hand_in(tmp_path / "a", old))
    assert "starters = 1" in _sources(received)
    assert "old format" in received.to_tutor


UNREADABLE = {
    "empty": "", "not json": "{", "a list": "[]", "nulls": "\x00" * 90, "a number": "7", "no cells": "{}",
    "cells as a number": '{"cells": 7, "nbformat": 4}', "deep": '{"cells":' + "[" * 200_000,
    "broken old format": '{"nbformat": 3, "worksheets": 5}',
    "half a file": json.dumps(answered_notebook())[:300],
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_file_that_is_no_notebook_is_recorded_with_the_reason(what: str, tmp_path: Path) -> None:
    received = received_from(_hand_in(tmp_path / "a", UNREADABLE[what]))
    assert received.status == "unreadable"
    assert received.to_learner.startswith("*A note from marking: the file you handed in ")
    assert STUB in _sources(received), "the blank release stands in, so that there is a mark of 0"


def test_blank_notebook_and_none_at_all_have_their_own_status(tmp_path: Path) -> None:
    assert received_from(_hand_in(tmp_path / "a", released_notebook())).status == "blank"
    assert received_from(tmp_path / "nobody").status == "missing"
    (tmp_path / "b").mkdir()
    assert received_from(tmp_path / "b").status == "missing"


def _link(folder: Path, secret: Path) -> None:
    (folder / "work.ipynb").symlink_to(secret)


def _hard_link(folder: Path, secret: Path) -> None:
    (folder / "work.ipynb").hardlink_to(secret)


def _pipe(folder: Path, _secret: Path) -> None:
    os.mkfifo(folder / "work.ipynb")


def _folder(folder: Path, _secret: Path) -> None:
    (folder / "work.ipynb").mkdir()


@pytest.mark.parametrize("make", [_link, _hard_link, _pipe, _folder])
def test_notebook_that_is_no_file_of_its_own_is_not_followed(
    make: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    secret = _hand_in(tmp_path / "tutor", answered_notebook()) / "work.ipynb"
    folder = tmp_path / "a"
    folder.mkdir()
    make(folder, secret)
    began = time.monotonic()
    received = received_from(folder)
    assert received.status == "unreadable"
    assert "starters = 1" not in json.dumps(received.notebook)
    assert time.monotonic() - began < 5


def test_linked_data_files_and_pipes_are_not_copied(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    folder = _hand_in(tmp_path / "a", answered_notebook())
    (folder / "data.csv").symlink_to(secret)
    (folder / "linked").symlink_to(tmp_path)
    (folder / "hard.csv").hardlink_to(secret)
    os.mkfifo(folder / "pipe")
    (folder / "own.csv").write_text("mine", encoding="utf-8")
    to = tmp_path / "staged"
    stage_hand_in(received_from(folder), "work", folder, to)
    assert sorted(path.name for path in to.iterdir()) == ["own.csv", "submission_secret.txt", "work.ipynb"]


def test_learners_secret_goes_along_so_that_their_feedback_is_found(tmp_path: Path) -> None:
    folder = _hand_in(tmp_path / "a", answered_notebook())
    (folder / "submission_secret.txt").write_text("fa57", encoding="utf-8")
    stage_hand_in(received_from(folder), "work", folder, tmp_path / "staged")
    assert (tmp_path / "staged" / "submission_secret.txt").read_text(encoding="utf-8") == "fa57"


@pytest.mark.parametrize("theirs", [None, "link", "x" * 2_000])
def test_secret_that_is_missing_or_no_secret_is_made_anew(theirs: str | None, tmp_path: Path) -> None:
    folder = _hand_in(tmp_path / "a", answered_notebook())
    tutors = tmp_path / "tutors.txt"
    tutors.write_text("the tutor's", encoding="utf-8")
    if theirs == "link":
        (folder / "submission_secret.txt").symlink_to(tutors)
    elif theirs:
        (folder / "submission_secret.txt").write_text(theirs, encoding="utf-8")
    stage_hand_in(received_from(folder), "work", folder, tmp_path / "staged")
    assert len((tmp_path / "staged" / "submission_secret.txt").read_text(encoding="utf-8")) == 128


def test_sentence_for_the_learner_stands_first_in_their_notebook(tmp_path: Path) -> None:
    folder = _hand_in(tmp_path / "a", "")
    stage_hand_in(received_from(folder), "work", folder, tmp_path / "staged")
    staged = json.loads((tmp_path / "staged" / "work.ipynb").read_text(encoding="utf-8"))
    assert "is empty" in staged["cells"][0]["source"]


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2026-06-01 18:30:00 +0200", "2026-06-01 16:30:00.000000 UTC"),
        ("2026-06-01 18:30:00 +02:00", "2026-06-01 16:30:00.000000 UTC"),
        ("2026-06-01 18:30:00 BST", "2026-06-01 17:30:00.000000 UTC"),
        ("2026-06-01 18:30:00 Europe/London", "2026-06-01 17:30:00.000000 UTC"),
        ("2026-01-05 18:30:00 Europe/London", "2026-01-05 18:30:00.000000 UTC"),
        ("2026-06-01T18:30:00+02:00", "2026-06-01 16:30:00.000000 UTC"),
        ("2026-06-01 18:30:00.123456 UTC\n", "2026-06-01 18:30:00.123456 UTC"),
        ("2026-06-01 18:30:00", "2026-06-01 18:30:00.000000 UTC"),
        ("2026-06-01 18:30:00 -0530", "2026-06-02 00:00:00.000000 UTC"),
    ],
)
def test_moment_is_read_with_its_zone(stamp: str, moment: str) -> None:
    read = moment_of(stamp)
    assert read is not None
    assert as_nbgrader_writes(read) == moment


@pytest.mark.parametrize(
    "stamp", ["", "soon", "2026-13-01 00:00:00 UTC", "2026-06-01 18:30:00 Mars/Base", "9" * 900]
)
def test_text_that_is_no_moment_is_none(stamp: str) -> None:
    assert moment_of(stamp) is None


def test_mutated_notebooks_never_break_intake(tmp_path: Path) -> None:
    """A thousand of the ten thousand that `make bench` tries: none raises, none takes five seconds."""
    slowest = mutate_and_receive(tmp_path, times=1_000, seed=4)
    assert slowest < 5


def test_rebuilding_what_was_rebuilt_changes_nothing() -> None:
    once = rebuild(released_notebook(), answered_notebook()["cells"], TASKS).notebook
    twice = rebuild(released_notebook(), once["cells"], TASKS)
    assert twice.notebook == once
    assert twice.notes == ()
