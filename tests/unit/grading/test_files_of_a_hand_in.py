"""Files that a learner handed in beside the notebook: their cells see them, and the assignment's own win."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fingerpost.grading.engine.marker import Marked, Marker, Paper
from fingerpost.grading.engine.runs import Step
from fingerpost.grading.sandbox.levels import BUBBLEWRAP, FULL, TRUSTED
from fingerpost.grading.sandbox.limits import Limits

SEEN = """
import os
for above, _, names in os.walk('.'):
    for name in names:
        path = os.path.join(above, name)
        if '.ipython' not in path:
            print(path, open(path).read())
"""
CHANGE = "open('mine.csv', 'a').write(' more'); print(open('mine.csv').read())"


@pytest.fixture(scope="module", params=[FULL, BUBBLEWRAP, TRUSTED])
def marker(request: pytest.FixtureRequest) -> Iterator[Marker]:
    made = Marker(request.param, Limits(cell_seconds=10.0))
    yield made
    made.close()


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return the assignment's folder and a hand-in with a file in each trap."""
    given, own = tmp_path / "given", tmp_path / "own"
    (own / "more").mkdir(parents=True)
    (own / "codes").mkdir()
    given.mkdir()
    (given / "given.csv").write_text("ours", encoding="utf-8")
    (given / "codes").write_text("a file of ours", encoding="utf-8")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    for name in ("mine.csv", "given.csv", "more/deep.csv", "codes/theirs.csv", "timestamp.txt"):
        (own / name).write_text(f"theirs: {name}", encoding="utf-8")
    (own / "work.ipynb").write_text("{}", encoding="utf-8")
    (own / "link.csv").symlink_to(secret)
    return given, own


def _printed(marker: Marker, folders: tuple[Path, Path], *sources: str) -> list[str]:
    given, own = folders
    steps = tuple(Step(source) for source in sources)
    marked: Marked = marker.mark(Paper(str(own.parent), "", steps, str(given), (), str(own)))
    return ["".join(output.get("text", "") for output in marked.outputs[at]) for at in range(len(steps))]


def test_cells_see_what_was_handed_in_and_the_assignments_own_files(
    marker: Marker, folders: tuple[Path, Path]
) -> None:
    (said,) = _printed(marker, folders, SEEN)
    assert sorted(said.splitlines()) == [
        "./codes a file of ours",
        "./given.csv ours",
        "./mine.csv theirs: mine.csv",
        "./more/deep.csv theirs: more/deep.csv",
    ]


def test_cells_may_change_their_copy_and_nothing_else(marker: Marker, folders: tuple[Path, Path]) -> None:
    for _ in range(2):
        assert _printed(marker, folders, CHANGE) == ["theirs: mine.csv more\n"]
    assert (folders[1] / "mine.csv").read_text(encoding="utf-8") == "theirs: mine.csv"


def test_copy_is_gone_when_the_script_is_marked(marker: Marker, folders: tuple[Path, Path]) -> None:
    _printed(marker, folders, "1")
    assert list(marker._enclosed().stage.folder.glob("own-*")) == []


def test_hand_in_that_is_no_folder_is_no_fault(marker: Marker, folders: tuple[Path, Path]) -> None:
    paper = Paper(str(folders[0]), "", (Step("print(1)"),), "", (), str(folders[0] / "nowhere"))
    assert marker.mark(paper).outputs[0][0]["text"] == "1\n"
