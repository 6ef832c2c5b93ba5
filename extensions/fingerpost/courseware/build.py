"""The two editions of the course: the tutor's nbgrader course root and what learners are given."""

import secrets
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fingerpost.courseware.catalogue import CATALOGUE, catalogue_text
from fingerpost.courseware.cells import read_cells, refuse
from fingerpost.courseware.compile import (
    ASSIGNMENT,
    CHECKS,
    LESSON,
    compile_assignment,
    compile_lesson,
    notebook_bytes,
)
from fingerpost.courseware.exemplars import faults_of_exemplars
from fingerpost.courseware.extras import extra_notebooks, orderings_of
from fingerpost.courseware.glossary import glossary_page, load_glossary
from fingerpost.courseware.kept import KEPT, kept_text
from fingerpost.courseware.made import authority_key, kept_files, made_in, module_keys, part_of, record
from fingerpost.courseware.printed import sheet_to_print
from fingerpost.courseware.quoting import with_errors
from fingerpost.courseware.release import CONFIG, released_assignments
from fingerpost.courseware.sources import COURSE_FILE, Course, Module, load_course
from fingerpost.courseware.standards import STANDARDS, load_standard
from fingerpost.courseware.start_page import START_PAGE, start_page
from fingerpost.errors import FingerpostError
from fingerpost.grading.by_hand.rubric import rubric_of
from fingerpost.grading.parts import joined
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.paths import warehouse_folder

SETTINGS = "fingerpost.toml"
ANSWERS = "answers.py"
TUTOR = "tutor.md"

_WHERE_ANSWERS_STAND = (
    "Model answers: `source/{folder}/{folder}.ipynb` is the assignment solved; "
    "`answers/{folder}.py` has other right answers, and one for each mistake that is known."
)
_SEED_BITS = 63  # fits every integer that a settings file or a database may hold
_Progress = Callable[[str], None]
_Make = Callable[[Course, Sequence[Module]], dict[str, dict[str, bytes]]]


class CourseRootFaultError(FingerpostError):
    """A tutor's course root holds something that must not be guessed at."""


@dataclass(frozen=True)
class CourseSettings:
    """What a tutor's `fingerpost.toml` says."""

    release: str
    hidden_seed: int


def build_tutor(course: Path, out: Path, *, progress: _Progress | None = None) -> Path:
    """Build or refresh the nbgrader course root `out` from the sources in `course`; return `out`.

    `hidden_seed` is made once and kept; every other file comes from the sources, warehouses A, T and B
    (from the seed) with them; what has not changed since an earlier build is kept. Raises
    `CourseSourceFaultError` before anything is written, and `CourseRootFaultError` where `out` holds a
    learner edition or the sources.
    """
    _refuse_mixing(out, START_PAGE, "a learner edition, and answers do not belong beside it")
    listed = load_course(course)
    modules = _built(listed, out, _tutor_modules)
    shared = _check_files(listed) | {CONFIG: (listed.root / CONFIG).read_bytes()}
    seed = _settled(out / SETTINGS, release=listed.release).hidden_seed
    _write(out, modules, shared, owned=("answers", "checks", "notes"))
    _build_authorities({"A": None, "T": None, "B": seed}, out, modules, progress)
    return out


def build_learner(course: Path, out: Path, *, progress: _Progress | None = None) -> Path:
    """Build or refresh the learner edition `out` from the sources in `course`; return `out`.

    Lessons as notebooks, assignments as nbgrader releases them, checks with their catalogue, the
    start page, warehouses A and T; what has not changed is kept. Nothing of answers, tutor notes or the
    hidden seed. Raises `CourseRootFaultError` where `out` holds a tutor's course root or the sources.
    """
    _refuse_mixing(out, SETTINGS, "a tutor's course root, with answers that no learner should get")
    listed = load_course(course)
    modules = _built(listed, out, _learner_modules)
    _write(out, modules, _learner_pages(listed), owned=("assignments", "checks", "lessons"))
    _build_authorities({"A": None, "T": None}, out, modules, progress)
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


def _built(course: Course, out: Path, make: _Make) -> dict[str, tuple[str, dict[str, bytes]]]:
    """Return (key, files) of each ready module, by folder: made where anything it comes from has changed."""
    keys, made = module_keys(course), made_in(out)
    kept = {folder: kept_files(out, made.get(folder), key) for folder, key in keys.items()}
    anew = make(course, [module for module in course.ready if not kept[module.folder]])
    return {folder: (key, kept[folder] or anew[folder]) for folder, key in keys.items()}


def _tutor_modules(course: Course, modules: Sequence[Module]) -> dict[str, dict[str, bytes]]:
    """Return what a tutor has of each of these modules, by folder: file name -> bytes."""
    return {
        module.folder: {
            f"checks/{module.folder}.py": _declared(course, module, CHECKS),
            f"source/{module.folder}/{module.folder}.ipynb": _solved(course, module),
            f"answers/{module.folder}.py": _declared(course, module, ANSWERS),
            f"notes/{module.folder}.md": _notes(course, module),
        }
        for module in modules
    }


def _learner_modules(course: Course, modules: Sequence[Module]) -> dict[str, dict[str, bytes]]:
    """Return what learners have of each of these modules, by folder: file name -> bytes."""
    solved = {module.folder: _solved(course, module) for module in modules}
    released = released_assignments(solved, config=course.root / CONFIG)
    return {module.folder: _learner_files(course, module, released[module.folder]) for module in modules}


def _learner_files(course: Course, module: Module, assignment: bytes) -> dict[str, bytes]:
    extras = extra_notebooks(course, module)
    return {
        f"checks/{module.folder}.py": _declared(course, module, CHECKS),
        f"assignments/{module.folder}/{module.folder}.ipynb": assignment,
        f"lessons/{module.folder}.ipynb": notebook_bytes(compile_lesson(course.root / module.folder)),
        f"lessons/{module.folder}-sheet.md": (sheet := _page(course, module, "sheet.md")),
        f"lessons/{module.folder}-sheet.html": sheet_to_print(sheet.decode()).encode(),
    } | {f"lessons/{name}": content for name, content in extras.items()}


def _learner_pages(course: Course) -> dict[str, bytes]:
    """Return the pages that belong to no one module; they are quick to make, and made every time."""
    files = _check_files(course) | {START_PAGE: start_page(course).encode()}
    if terms := load_glossary(course.root):
        files["lessons/glossary.md"] = glossary_page(terms).encode()
    return files | _kept_for_practice(course)


def _solved(course: Course, module: Module) -> bytes:
    return notebook_bytes(compile_assignment(course.root / module.folder))


def _build_authorities(
    seeds: Mapping[str, int | None],
    out: Path,
    modules: Mapping[str, tuple[str, Mapping[str, bytes]]],
    progress: _Progress | None,
) -> None:
    """Build the warehouses that have changed, and write down what the edition now holds."""
    parts, made = {folder: part_of(*told) for folder, told in modules.items()}, made_in(out)
    for letter, seed in seeds.items():
        key = authority_key(letter, seed)
        if not kept_files(out, made.get(letter), key):
            _say(progress, f"Authority {letter}")
            build_authority(letter, out=out, seed=seed)
        parts[letter] = part_of(key, _files_of_authority(letter, out))
    record(out, parts)


def _files_of_authority(letter: str, out: Path) -> dict[str, bytes]:
    """Return every file of an authority: its warehouse, its returns, the files that notebooks open."""
    found = (path for path in warehouse_folder(out).rglob("*") if path.is_file())
    names = {path.relative_to(out).as_posix(): path for path in found}
    return {
        name: path.read_bytes()
        for name, path in sorted(names.items())
        if name.startswith((f"warehouse/{letter}.", f"warehouse/{letter}/"))
    }


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
    standards = {
        f"checks/{STANDARDS}/{path.name}": path.read_bytes()
        for path in sorted((course.root / STANDARDS).glob("*.toml"))
    }
    return standards | {f"checks/{CATALOGUE}": catalogue_text(course).encode()}


def _page(course: Course, module: Module, name: str) -> bytes:
    """Return a Markdown page of a module, error messages filled in."""
    text = _source(course, module, name).decode()
    return with_errors(course.root / module.folder / name, text).encode()


def _notes(course: Course, module: Module) -> bytes:
    """Return a module's page for tutors with where answers stand; refused where a task lacks examples."""
    page, folder = _page(course, module, TUTOR), course.root / module.folder
    rubrics = [rubric_of(cell.source) for cell in read_cells(folder / ASSIGNMENT) if cell.person]
    refuse(folder / TUTOR, faults_of_exemplars(page.decode(), rubrics))
    title, _, rest = page.decode().partition("\n")
    return f"{title}\n\n{_WHERE_ANSWERS_STAND.format(folder=module.folder)}\n{rest}".encode()


def _declared(course: Course, module: Module, name: str) -> bytes:
    """Return a module's checks or answers as one file, whatever parts they stand in."""
    return _source(course, module, name) and joined(course.root / module.folder / name).encode()


def _source(course: Course, module: Module, name: str) -> bytes:
    try:
        return (course.root / module.folder / name).read_bytes()
    except FileNotFoundError:
        wanted = f"{ASSIGNMENT}, {LESSON}, {CHECKS}, answers.py, sheet.md and tutor.md"
        raise FingerpostError(
            f"{course.root / module.folder / name} is not there. A ready module has {wanted}; "
            f'write it, or mark module {module.id} as "planned" in course.toml.'
        ) from None


def _write(
    out: Path,
    modules: Mapping[str, tuple[str, Mapping[str, bytes]]],
    shared: Mapping[str, bytes],
    *,
    owned: tuple[str, ...],
) -> None:
    """Write all files under `out` where they differ, and remove what else stands in the `owned` folders."""
    files = {name: content for _, held in modules.values() for name, content in held.items()} | dict(shared)
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
