"""The two editions of the course: the tutor's nbgrader course root and what learners are given."""

import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fingerpost.courseware.catalogue import CATALOGUE, catalogue_text
from fingerpost.courseware.compile import (
    ASSIGNMENT,
    CHECKS,
    LESSON,
    compile_assignment,
    compile_lesson,
    notebook_bytes,
)
from fingerpost.courseware.extras import extra_notebooks, orderings_of
from fingerpost.courseware.glossary import glossary_page, load_glossary
from fingerpost.courseware.kept import KEPT, kept_text
from fingerpost.courseware.quoting import with_errors
from fingerpost.courseware.release import CONFIG, released_assignments
from fingerpost.courseware.sources import COURSE_FILE, Course, Module, load_course
from fingerpost.courseware.standards import STANDARDS, load_standard
from fingerpost.errors import FingerpostError
from fingerpost.warehouse.build import build_authority

SETTINGS = "fingerpost.toml"
START_PAGE = "start-here.md"
ANSWERS = "answers.py"

_SEED_BITS = 63  # fits every integer that a settings file or a database may hold
_Progress = Callable[[str], None]


class CourseRootFaultError(FingerpostError):
    """A tutor's course root holds something that must not be guessed at."""


@dataclass(frozen=True)
class CourseSettings:
    """What a tutor's `fingerpost.toml` says."""

    release: str
    hidden_seed: int


def build_tutor(course: Path, out: Path, *, progress: _Progress | None = None) -> Path:
    """Build or refresh the nbgrader course root `out` from the sources in `course`; return `out`.

    `hidden_seed` is made once and kept; every other file is written anew from the sources, warehouses
    A, T and B (from the seed) with them. Raises `CourseSourceFaultError` before anything is written, and
    `CourseRootFaultError` where `out` holds a learner edition or the sources.
    """
    _refuse_mixing(out, START_PAGE, "a learner edition, and answers do not belong beside it")
    listed = load_course(course)
    files = _tutor_files(listed, _solved(listed))
    seed = _settled(out / SETTINGS, release=listed.release).hidden_seed
    _write(out, files, owned=("answers", "checks", "notes"))
    for letter, from_seed in (("A", None), ("T", None), ("B", seed)):
        _say(progress, f"Authority {letter}")
        build_authority(letter, out=out, seed=from_seed)
    return out


def build_learner(course: Path, out: Path, *, progress: _Progress | None = None) -> Path:
    """Build or refresh the learner edition `out` from the sources in `course`; return `out`.

    Lessons as notebooks, assignments as nbgrader releases them, checks with their catalogue, the
    start page, warehouses A and T. Nothing of answers, tutor notes or the hidden seed. Raises
    `CourseRootFaultError` where `out` holds a tutor's course root or the sources.
    """
    _refuse_mixing(out, SETTINGS, "a tutor's course root, with answers that no learner should get")
    listed = load_course(course)
    files = _learner_files(listed, _solved(listed))
    _write(out, files, owned=("assignments", "checks", "lessons"))
    for letter in ("A", "T"):
        _say(progress, f"Authority {letter}")
        build_authority(letter, out=out)
    return out


def _refuse_mixing(out: Path, mark: str, holds: str) -> None:
    """Raise if `out` holds the other edition (it has the file `mark`), or what both are made of."""
    for name, what in ((mark, holds), (COURSE_FILE, "the course's sources; nothing is built among them")):
        if (out / name).exists():
            raise CourseRootFaultError(f"{out} holds {what}. Choose another folder with --out DIR.")


def read_settings(root: Path) -> CourseSettings:
    """Return what `root/fingerpost.toml` says; raises `CourseRootFaultError` if it cannot be trusted."""
    path = root / SETTINGS
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        seed = said["hidden_seed"]
        if type(seed) is int:
            return CourseSettings(release=str(said["release"]), hidden_seed=seed)
        why = f"hidden_seed is {seed!r}"
    except KeyError as missing:
        why = f"{missing} is not there"
    except (OSError, ValueError) as trouble:
        why = str(trouble)
    raise CourseRootFaultError(
        f"{path} should hold `release` and a whole number `hidden_seed` ({why}). Put back your copy: "
        "with another seed, hidden marking would use another authority."
    )


def _settled(path: Path, *, release: str) -> CourseSettings:
    """Return the course root's settings: its seed kept if there is one, its release brought up to date."""
    kept = read_settings(path.parent) if path.is_file() else None
    settings = CourseSettings(release, kept.hidden_seed if kept else secrets.randbits(_SEED_BITS))
    if settings != kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "# Private to tutors: authority B, on which hidden marks are given, comes from this seed.\n"
            f'release = "{settings.release}"\nhidden_seed = {settings.hidden_seed}\n',
            encoding="utf-8",
        )
    return settings


def _solved(course: Course) -> dict[str, bytes]:
    """Return the solved notebook of every module that is ready, by folder name."""
    return {m.folder: notebook_bytes(compile_assignment(course.root / m.folder)) for m in course.ready}


def _tutor_files(course: Course, solved: Mapping[str, bytes]) -> dict[str, bytes]:
    files = _check_files(course) | {CONFIG: (course.root / CONFIG).read_bytes()}
    for module in course.ready:
        files[f"source/{module.folder}/{module.folder}.ipynb"] = solved[module.folder]
        files[f"answers/{module.folder}.py"] = _source(course, module, ANSWERS)
        files[f"notes/{module.folder}.md"] = _page(course, module, "tutor.md")
    return files


def _learner_files(course: Course, solved: Mapping[str, bytes]) -> dict[str, bytes]:
    files = _check_files(course) | {START_PAGE: (course.root / START_PAGE).read_bytes()}
    released = released_assignments(solved, config=course.root / CONFIG)
    for module in course.ready:
        files[f"assignments/{module.folder}/{module.folder}.ipynb"] = released[module.folder]
        files[f"lessons/{module.folder}.ipynb"] = notebook_bytes(compile_lesson(course.root / module.folder))
        files[f"lessons/{module.folder}-sheet.md"] = _page(course, module, "sheet.md")
        extras = extra_notebooks(course, module)
        files |= {f"lessons/{name}": content for name, content in extras.items()}
    if terms := load_glossary(course.root):
        files["lessons/glossary.md"] = glossary_page(terms).encode()
    return files | _kept_for_practice(course)


def _kept_for_practice(course: Course) -> dict[str, bytes]:
    """Return the file that practice and desk cells read, where a ready module has any."""
    orderings = [one for module in course.ready for one in orderings_of(course, module)]
    desks = _desks(course)
    return {KEPT.as_posix(): kept_text(orderings, desks).encode()} if orderings or desks else {}


def _desks(course: Course) -> dict[str, dict[str, object]]:
    """Return, for each ready module, what a portfolio sheet says about it."""
    if not (course.root / STANDARDS).is_dir():
        return {}
    standard = load_standard(course)
    return {
        module.id: {"title": module.title, "folder": module.folder, "ksbs": standard.of_module(module.id)}
        for module in course.ready
    }


def _check_files(course: Course) -> dict[str, bytes]:
    files = {f"checks/{m.folder}.py": _source(course, m, CHECKS) for m in course.ready}
    return files | {f"checks/{CATALOGUE}": catalogue_text(course).encode()}


def _page(course: Course, module: Module, name: str) -> bytes:
    """Return a Markdown page of a module, error messages filled in."""
    text = _source(course, module, name).decode()
    return with_errors(course.root / module.folder / name, text).encode()


def _source(course: Course, module: Module, name: str) -> bytes:
    try:
        return (course.root / module.folder / name).read_bytes()
    except FileNotFoundError:
        wanted = f"{ASSIGNMENT}, {LESSON}, {CHECKS}, answers.py, sheet.md and tutor.md"
        raise FingerpostError(
            f"{course.root / module.folder / name} is not there. A ready module has {wanted}; "
            f'write it, or mark module {module.id} as "planned" in course.toml.'
        ) from None


def _write(out: Path, files: Mapping[str, bytes], *, owned: tuple[str, ...]) -> None:
    """Write `files` under `out` where they differ, and remove what else stands in the `owned` folders."""
    for name, content in files.items():
        path = out / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for folder in owned:
        for path in sorted((out / folder).rglob("*"), reverse=True):
            if path.is_file() and path.relative_to(out).as_posix() not in files:
                path.unlink()


def _say(progress: _Progress | None, said: str) -> None:
    if progress is not None:
        progress(said)
