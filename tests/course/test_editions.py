"""The real course in its two editions: the same bytes every time, and no answer where learners look."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fingerpost.courseware.build import build_learner, build_tutor
from fingerpost.courseware.cells import BEGIN_SCHEME, BEGIN_SOLUTION, END_SCHEME, read_cells
from fingerpost.courseware.sources import load_course
from fingerpost.grading.parts import files_of

_SHORTEST = 25
"""A line of fewer letters may stand anywhere by chance."""

_FOR_LEARNERS = ("checks.py", "lesson.py", "sheet.md", "practice.py", "quiz.toml", "desk.py")


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def _different(one: dict[str, bytes], two: dict[str, bytes]) -> list[str]:
    """Return the names of files that differ."""
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def _words(text: str) -> str:
    """Return letters and digits alone, so that quoting and line breaks do not matter."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _text_of(name: str, content: bytes) -> str:
    """Return a file's text; a workbook's is what all its parts hold."""
    if not name.endswith(".xlsx"):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(part).decode("utf-8") for part in book.namelist())


def _telling_lines(text: str) -> Iterator[str]:
    yield from (line for line in map(_words, text.splitlines()) if len(line) >= _SHORTEST)


def _answers(folder: Path) -> tuple[Path, ...]:
    """Return a module's answers, whatever parts they stand in."""
    return files_of(folder / "answers.py")


def _secrets(course: Path) -> set[str]:
    """Return every telling line that only tutors may read: answers, tutor notes, mark schemes."""
    told: set[str] = set()
    for module in load_course(course).ready:
        folder = course / module.folder
        for file in (*_answers(folder), folder / "tutor.md"):
            told |= set(_telling_lines(file.read_text(encoding="utf-8")))
        for cell in read_cells(folder / "assignment.py"):
            if cell.person:
                scheme = cell.source.split(BEGIN_SCHEME)[1].split(END_SCHEME)[0]
                told |= set(_telling_lines(scheme))
    return told


def _open_to_learners(course: Path) -> str:
    """Return the words of what learners are meant to read: an answer may repeat a question or a lesson."""
    given: list[str] = []
    for module in load_course(course).ready:
        folder = course / module.folder
        given += [(folder / name).read_text(encoding="utf-8") for name in _FOR_LEARNERS]
        cells = read_cells(folder / "assignment.py")
        given += [cell.source for cell in cells if not cell.person and not cell.task]
        given += [cell.source.split(BEGIN_SOLUTION)[0] for cell in cells if cell.task]  # lines to repair
    return "\n".join(_words(text) for text in given)


def _never_for_learners(course: Path) -> set[str]:
    """Return the lines that no learner may meet: an answer may repeat a question or a lesson."""
    given = _open_to_learners(course)
    return {line for line in _secrets(course) if line not in given}


def _told(secrets: set[str], files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return each place at which a file says one of these lines: its name and the line."""
    found = []
    for name, content in files.items():
        if not name.endswith(".duckdb"):
            text = _words(_text_of(name, content).replace("\\n", "\n"))
            found += [(name, line) for line in secrets if line in text]
    return found


def test_learner_edition_holds_no_line_of_answers_tutor_notes_or_mark_schemes(
    course: Path, edition: Path
) -> None:
    secrets = _never_for_learners(course)
    assert len(secrets) > 80
    assert _told(secrets, _files(edition)) == []


def test_a_line_of_any_part_of_the_answers_would_be_seen_in_an_edition(course: Path) -> None:
    secrets = _never_for_learners(course)
    parts = [part for module in load_course(course).ready for part in _answers(course / module.folder)]
    assert len(parts) > len(load_course(course).ready), "no answers stand in parts"
    for part in parts:
        own = [line for line in _telling_lines(part.read_text(encoding="utf-8")) if line in secrets]
        planted = {"lessons/planted.ipynb": f'"source": ["{own[-1]}\\n"]'.encode()}
        assert ("lessons/planted.ipynb", own[-1]) in _told(secrets, planted), part


def test_learner_edition_holds_no_solution(course: Path, edition: Path) -> None:
    for module in load_course(course).ready:
        released = (edition / "assignments" / module.folder / f"{module.folder}.ipynb").read_text(
            encoding="utf-8"
        )
        solved = [cell for cell in read_cells(course / module.folder / "assignment.py") if cell.task]
        after = (line for cell in solved for line in cell.source.split(BEGIN_SOLUTION)[1].splitlines())
        lines = {line.strip() for line in after if " = " in line}
        assert len(lines) >= len(solved)
        # Lines to repair or to put into order are given, behind a # that the learner takes away.
        lines -= {line[2:] for cell in solved for line in cell.source.splitlines() if line.startswith("# ")}
        assert [line for line in lines if line.replace('"', '\\"') in released] == []


def test_learner_edition_has_no_file_for_tutors(course: Path, edition: Path) -> None:
    """A module's own name may hold such a word: charts that answer a question."""
    modules = "|".join(re.escape(module.folder) for module in load_course(course).ready)
    names = _files(edition)
    told = {name: re.sub(modules, "", name) for name in names}
    of_tutors = r"answer|tutor|note|ledger|source/|fingerpost\.toml|/B"
    assert [name for name in names if re.search(of_tutors, told[name])] == []
    assert {name.split("/")[0] for name in names} == {
        "assignments",
        "checks",
        "lessons",
        "made.json",
        "start-here.md",
        "warehouse",
    }
    readable = [content for name, content in names.items() if not name.endswith(".duckdb")]
    assert not [
        content for content in readable if b"fingerpost.mark(" in content or b"hidden_seed" in content
    ]


def test_edition_in_which_one_lesson_changed_has_the_bytes_of_one_built_from_nothing(
    course: Path, edition: Path, tmp_path: Path
) -> None:
    """Every other part is the earlier build's, so that two builds are compared in it as well."""
    changed, refreshed = tmp_path / "course", tmp_path / "refreshed"
    shutil.copytree(course, changed)
    shutil.copytree(edition, refreshed)
    lesson = changed / "02-filter-sort-new-columns" / "lesson.py"
    lesson.write_text(
        lesson.read_text(encoding="utf-8").replace("# # Filter", "# # To filter"), encoding="utf-8"
    )
    built = _files(build_learner(changed, refreshed))
    assert _different(_files(edition), built) == ["lessons/02-filter-sort-new-columns.ipynb", "made.json"]
    assert _different(_files(build_learner(changed, tmp_path / "anew")), built) == []


def test_course_root_built_twice_from_one_seed_has_the_same_bytes(
    course: Path, course_root: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    (again / "fingerpost.toml").write_bytes((course_root / "fingerpost.toml").read_bytes())
    assert _different(_files(course_root), _files(build_tutor(course, again))) == []


def test_course_roots_of_two_seeds_differ_in_their_b_alone(
    course: Path, course_root: Path, tmp_path: Path
) -> None:
    other = _files(build_tutor(course, tmp_path / "other"))
    different = _different(_files(course_root), other)
    assert "warehouse/B.manifest.json" in different
    others = {name for name in different if not name.startswith("warehouse/B")}
    assert others == {"fingerpost.toml", "made.json"}


@pytest.mark.parametrize("folder", ["answers", "notes"])
def test_answers_and_notes_stand_beside_source_and_never_in_it(course_root: Path, folder: str) -> None:
    assert list((course_root / folder).iterdir())
    assert {path.suffix for path in (course_root / "source").rglob("*") if path.is_file()} == {".ipynb"}
