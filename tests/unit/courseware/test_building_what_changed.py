"""A build makes anew what changed and nothing else, and never leaves what an older program made."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import fingerpost
import pytest
from fingerpost.courseware import build, made
from fingerpost.courseware.build import build_learner, build_tutor
from fingerpost.courseware.cells import CourseSourceFaultError

BOTH = ("03-count", "04-join")


@pytest.fixture
def two(course: Path) -> Path:
    """A course of two modules, the second a copy of the first with words of its own."""
    listed = (course / "course.toml").read_text(encoding="utf-8")
    entry = listed[listed.index("[[modules]]") :].replace('"03"', '"04"').replace("03-count", "04-join")
    entry = entry.replace("starters", "joiners").replace("caution", "warning")
    (course / "course.toml").write_text(f"{listed}\n{entry}", encoding="utf-8")
    (course / "04-join").mkdir()
    for path in (course / "03-count").iterdir():
        text = path.read_text(encoding="utf-8").replace("starters", "joiners").replace("caution", "warning")
        (course / "04-join" / path.name).write_text(text, encoding="utf-8")
    return course


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which modules are released and which authorities are built."""
    noted: list[str] = []

    def released(solved: Mapping[str, bytes], **_: object) -> Mapping[str, bytes]:
        noted.extend(solved)
        return solved

    def authority(letter: str, *, out: Path, seed: int | None = None) -> Path:
        noted.append(letter)
        file = out / "warehouse" / f"{letter}.duckdb"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{letter} {seed}", encoding="utf-8")
        return file

    monkeypatch.setattr(build, "released_assignments", released)
    monkeypatch.setattr(build, "build_authority", authority)
    return noted


@pytest.fixture
def edition(two: Path, tmp_path: Path, asked: list[str]) -> Path:
    """A learner edition of both modules, built before."""
    built = build_learner(two, tmp_path / "edition")
    assert asked == [*BOTH, "A", "T"]
    asked.clear()
    return built


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def _add(path: Path, text: str = "\n# %% [markdown]\n# One more.\n") -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _same_as_anew(course: Path, edition: Path) -> bool:
    return _files(edition) == _files(build_learner(course, edition.with_name("anew")))


def test_nothing_is_made_where_nothing_changed(two: Path, edition: Path, asked: list[str]) -> None:
    before = _files(edition)
    assert _files(build_learner(two, edition)) == before
    assert asked == []


def test_one_lesson_that_changed_is_made_anew_alone(two: Path, edition: Path, asked: list[str]) -> None:
    _add(two / "04-join" / "lesson.py")
    build_learner(two, edition)
    assert asked == ["04-join"]
    assert b"One more." in _files(edition)["lessons/04-join.ipynb"]
    assert _same_as_anew(two, edition)


@pytest.mark.parametrize("name", ["course.toml", "nbgrader_config.py", "start-here.md"])
def test_what_all_modules_share_makes_all_of_them_anew(
    two: Path, edition: Path, asked: list[str], name: str
) -> None:
    _add(two / name, "\n# one more line\n")
    build_learner(two, edition)
    assert asked == [*BOTH]
    assert _same_as_anew(two, edition)


def test_new_glossary_makes_every_lesson_anew(two: Path, edition: Path, asked: list[str]) -> None:
    (two / "glossary.toml").write_text('[[terms]]\nword = "x"\nmeans = "y"\nours = true\n', encoding="utf-8")
    build_learner(two, edition)
    assert asked == [*BOTH]


def test_another_program_or_another_version_makes_everything_anew(
    two: Path, edition: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "program_digest", lambda: "another")
    build_learner(two, edition)
    assert asked == [*BOTH, "A", "T"]


def test_program_is_known_by_its_files_and_by_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        name, version = "pandas", "1"

    (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(fingerpost, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(made, "distributions", lambda: [Installed])
    digests = [made.program_digest.__wrapped__()]
    (tmp_path / "schema.sql").write_text("CREATE TABLE x (y INT)", encoding="utf-8")
    digests.append(made.program_digest.__wrapped__())
    Installed.version = "2"
    digests.append(made.program_digest.__wrapped__())
    assert len(set(digests)) == 3


@pytest.mark.parametrize(
    "harmed",
    [("lessons/03-count.ipynb", "03-count"), ("warehouse/T.duckdb", "T")],
    ids=["lesson", "warehouse"],
)
@pytest.mark.parametrize("harm", [lambda path: _add(path, "x"), Path.unlink], ids=["changed", "gone"])
def test_file_that_is_not_as_it_was_made_is_made_again(
    two: Path, edition: Path, asked: list[str], harmed: tuple[str, str], harm: Callable[[Path], None]
) -> None:
    before = _files(edition)
    harm(edition / harmed[0])
    assert _files(build_learner(two, edition)) == before
    assert asked == [harmed[1]]


@pytest.mark.parametrize("text", ["", "[]", '{"03-count": 1}', '{"03-count": {"key": 1, "files": 2}}'])
def test_record_that_cannot_be_read_is_no_record(
    two: Path, edition: Path, asked: list[str], text: str
) -> None:
    before = _files(edition)
    (edition / "made.json").write_text(text, encoding="utf-8")
    assert _files(build_learner(two, edition)) == before
    assert asked == [*BOTH, "A", "T"]


def test_module_that_leaves_the_course_leaves_the_edition(two: Path, edition: Path) -> None:
    listed = (two / "course.toml").read_text(encoding="utf-8")
    (two / "course.toml").write_text(listed[: listed.rindex("[[modules]]")], encoding="utf-8")
    build_learner(two, edition)
    assert not [name for name in _files(edition) if "04-join" in name]
    assert sorted(json.loads((edition / "made.json").read_text(encoding="utf-8"))) == ["03-count", "A", "T"]


def test_fault_in_the_one_that_changed_leaves_the_edition_as_it_was(two: Path, edition: Path) -> None:
    before = _files(edition)
    (two / "04-join" / "lesson.py").write_text("# %%\n1\n", encoding="utf-8")
    with pytest.raises(CourseSourceFaultError):
        build_learner(two, edition)
    assert _files(edition) == before


def test_tutors_root_takes_new_answers_of_one_module_and_another_seed_another_b(
    two: Path, tmp_path: Path, asked: list[str]
) -> None:
    root = build_tutor(two, tmp_path / "root")
    asked.clear()
    _add(two / "03-count" / "answers.py", "\nMORE = 1\n")
    build_tutor(two, root)
    assert (asked, "MORE" in (root / "answers/03-count.py").read_text(encoding="utf-8")) == ([], True)
    settings = root / "fingerpost.toml"
    settings.write_text('release = "2026.1"\nhidden_seed = 5\n', encoding="utf-8")
    build_tutor(two, root)
    assert (asked, (root / "warehouse/B.duckdb").read_text(encoding="utf-8")) == (["B"], "B 5")
