"""formgrader's own button, over HTTP in a tutor's server: hand-ins in any state are taken in and marked.

Thirty seconds of CPU: a server, and eleven scripts of module 03, each run on three authorities.
"""

import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from fingerpost.grading.catalogue import load_answers
from fingerpost.grading.intake.at_the_door import SET_ASIDE
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.server.hub.starting import free_port
from lab_server import TOKEN, end, wait_until_answering
from nbgrader.api import Gradebook

TASKS = {"children_by_placement": 3.0, "monthly_starters": 4.0, "rate_per_10k": 3.0}
NOTHING = dict.fromkeys(TASKS, 0.0)


def _rename(file: Path) -> None:
    file.rename(file.with_name("work (1).ipynb"))


def _utf16(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")


def _doubled(file: Path) -> None:
    held = json.loads(file.read_text(encoding="utf-8"))
    held["cells"] = [cell for cell in held["cells"] for _ in range(2)]
    file.write_text(json.dumps(held), encoding="utf-8")


def _without_tests(file: Path) -> None:
    held = json.loads(file.read_text(encoding="utf-8"))
    held["cells"] = [cell for cell in held["cells"] if not cell["metadata"].get("nbgrader", {}).get("grade")]
    file.write_text(json.dumps(held), encoding="utf-8")


def _with_links(file: Path) -> None:
    (file.parent / "link.csv").symlink_to(file.parents[3] / "fingerpost.toml")
    (file.parent / "folder").symlink_to(file.parents[3] / "answers")
    os.mkfifo(file.parent / "pipe.csv")
    (file.parent / "mine.csv").write_text("1", encoding="utf-8")


def _stamped(text: str) -> Callable[[Path], object]:
    return lambda file: (file.parent / "timestamp.txt").write_text(text, encoding="utf-8")


def _linked_to_answers(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.parents[3] / "source" / ASSIGNMENT / file.name)


def _spoiled(file: Path) -> None:
    file.write_text("{", encoding="utf-8")


HAND_INS: dict[str, tuple[Callable[[Path], object], dict[str, float]]] = {
    "whole": (lambda _file: None, TASKS),
    "renamed": (_rename, TASKS),
    "utf-16": (_utf16, TASKS),
    "doubled": (_doubled, TASKS),
    "without-tests": (_without_tests, TASKS),
    "with-links": (_with_links, TASKS),
    "summer": (_stamped("2026-06-01 18:30:00 +0200"), TASKS),
    "no-time": (_stamped("yesterday"), TASKS),
    "linked": (_linked_to_answers, NOTHING),
    "spoiled": (_spoiled, NOTHING),
    "nothing": (lambda file: file.unlink(), NOTHING),
}


class Server:
    """A tutor's server with formgrader in it, over a course root with every hand-in, each button pressed."""

    def __init__(self, room: CourseRoot, address: str) -> None:
        self.room, self.address = room, address
        self.said = {name: self.press(name) for name in HAND_INS}

    def press(self, student: str) -> dict[str, Any]:
        """Return what formgrader answers to its autograde button for one learner."""
        path = f"/formgrader/api/submission/{ASSIGNMENT}/{urllib.parse.quote(student)}/autograde"
        asked = urllib.request.Request(  # noqa: S310 - our own http address
            self.address + path, data=b"", headers={"Authorization": f"token {TOKEN}"}, method="POST"
        )
        with urllib.request.urlopen(asked, timeout=180) as answer:  # noqa: S310 - as above
            told: dict[str, Any] = json.loads(answer.read())
        return told


@pytest.fixture(scope="module")
def server(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("button")
    room = open_room(folder / "course", course_root)
    answers = load_answers(room.root / "answers" / f"{ASSIGNMENT}.py")
    right = {word: sources[0] for word, sources in answers.also_right.items()}
    for name, (spoil, _earned) in HAND_INS.items():
        spoil(hand_in(room, name, right))
    port = free_port()
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", f"--port={port}"]
    settings = ["ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"]
    settings += [f"IdentityProvider.token={TOKEN}", f"ServerApp.root_dir={room.root}"]
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*command, *(f"--{setting}" for setting in settings)],
            cwd=room.root,
            env=os.environ | {"JUPYTER_CONFIG_DIR": str(folder / "config")},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_answering(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", process)
            yield Server(room, f"http://127.0.0.1:{port}")
        finally:
            end(process)


@pytest.mark.parametrize("name", HAND_INS)
def test_button_marks_a_hand_in_as_it_deserves(name: str, server: Server) -> None:
    assert server.said[name]["success"], server.said[name]
    assert {word: points(scores(server.room)[name], word) for word in TASKS} == HAND_INS[name][1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("renamed", "It was called work (1).ipynb"),
        ("utf-16", "saved as UTF-16"),
        ("without-tests", "missing and have been put back"),
        ("linked", "is a link, not a file of its own"),
        ("spoiled", "does not hold the JSON text"),
        ("nothing", "is missing: there is no notebook called"),
    ],
)
def test_what_was_put_right_is_said_to_tutor_and_learner(name: str, said: str, server: Server) -> None:
    assert said in server.said[name]["log"]
    file = server.room.root / "autograded" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    note = json.loads(file.read_text(encoding="utf-8"))["cells"][0]
    assert "A note from marking" in "".join(note["source"])


def test_links_and_pipes_are_set_aside_and_plain_files_kept(server: Server) -> None:
    made = server.room.root / "autograded" / "with-links" / ASSIGNMENT
    names = {path.name for path in made.iterdir()}
    assert "mine.csv" in names
    assert not names & {"link.csv", "folder", "pipe.csv"}
    aside = server.room.root / SET_ASIDE / "with-links" / ASSIGNMENT
    assert {path.name for path in aside.iterdir()} == {"link.csv", "folder", "pipe.csv"}


def test_time_of_handing_in_is_read_with_its_zone(server: Server) -> None:
    with Gradebook(server.room.db_url, server.room.coursedir.course_id) as gradebook:
        assert str(gradebook.find_submission(ASSIGNMENT, "summer").timestamp) == "2026-06-01 16:30:00"
        assert gradebook.find_submission(ASSIGNMENT, "no-time").timestamp is None
    kept = server.room.root / SET_ASIDE / "summer" / ASSIGNMENT / "timestamp.txt"
    assert kept.read_text(encoding="utf-8") == "2026-06-01 18:30:00 +0200"


def test_cells_ran_behind_walls_and_the_notebook_says_so(server: Server) -> None:
    file = server.room.root / "autograded" / "whole" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert json.loads(file.read_text(encoding="utf-8"))["metadata"]["fingerpost_marking"]["level"] == "full"


def test_folder_without_a_notebook_is_recorded_and_stays_as_it_was_handed_in(server: Server) -> None:
    folder = server.room.root / "submitted" / "nothing" / ASSIGNMENT
    assert [path.name for path in folder.iterdir()] == ["timestamp.txt"]
