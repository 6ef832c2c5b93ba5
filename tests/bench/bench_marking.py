"""What marking costs: thirty scripts beside stock, a thousand in one run, fifty kills, spoiled files.

`make bench` prints the figures; none of them passes or fails. BENCH_SCRIPTS sets how many scripts the long
run has (1,020, if nothing is said), BENCH_BESIDE how many are marked beside stock (30), BENCH_EACH how many
of each module (20).
"""

import os
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import prepare
import pytest
from course_modules import Sources, ready_modules
from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from fingerpost.grading.catalogue import load_answers
from fingerpost.grading.run.course_root import CourseRoot
from fingerpost.grading.run.grading import Wishes, grade
from handed_in import mutate_and_receive
from robots import cohort

ROOT = Path(__file__).resolve().parents[2]
BESIDE = int(os.environ.get("BENCH_BESIDE", "30"))
EACH = int(os.environ.get("BENCH_EACH", "20"))
_PEERS = 2
"""Scripts beyond the first that stock marks of each module: enough for a ratio taken in the same run."""
_OUR_STEPS = re.compile(r"c\.Autograde\.autograde_preprocessors = \[.*?\n\]\n", re.DOTALL)


@dataclass(frozen=True)
class Cost:
    """What a command took, its children included."""

    wall: float
    cpu: float
    status: int


def report(what: str, figure: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"\n{what}: {figure}")
    sys.stdout.flush()


def _cost(folder: Path, *words: str, path: Path | None = None) -> Cost:
    """Return what a command takes; `path` holds packages that it finds beside its environment's own."""
    environment = os.environ | ({"PYTHONPATH": str(path)} if path else {})
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=environment, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - began, cpu, ran.returncode)


def cpu_of_tree(process: int) -> float:
    """Return the CPU seconds of a process and of all below it, those that have ended included."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")  # user, system, and ended children's
    children = Path(f"/proc/{process}/task").glob("*/children")
    below = [int(child) for listed in children for child in listed.read_text(encoding="ascii").split()]
    return own + sum(map(cpu_of_tree, below))


def _room(folder: Path, course_root: Path, scripts: int, assignment: str = ASSIGNMENT) -> CourseRoot:
    """Return a course root with so many of the module's robots in it, the endless one left out."""
    room = open_room(folder, course_root, assignment)
    robots = [
        robot
        for robot in cohort(load_answers(room.root / "answers" / f"{assignment}.py"))
        if robot.name != "loop"
    ]
    for nth in range(scripts):
        hand_in(room, f"learner-{nth:04d}", robots[nth % len(robots)].answers, assignment=assignment)
    return room


def _stock_room(
    folder: Path, course_root: Path, scripts: int = BESIDE, assignment: str = ASSIGNMENT
) -> CourseRoot:
    """Return the same course root of scripts, marked by nbgrader's own steps."""
    room = _room(folder, course_root, scripts, assignment)
    config = room.root / "nbgrader_config.py"
    text, replaced = _OUR_STEPS.subn("", config.read_text(encoding="utf-8"))
    kept = [line for line in text.splitlines() if "intake" not in line]
    assert (replaced, len(text.splitlines()) - len(kept)) == (1, 2)
    config.write_text("\n".join(kept), encoding="utf-8")
    return room


def _validator(folder: Path) -> Path:
    """Return a folder with the packages that we take out of every environment, and pip leaves in."""
    uv = prepare.make_uv()
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--target", folder, *prepare.VALIDATOR_PACKAGES],
        env=os.environ | {"VIRTUAL_ENV": sys.prefix},
        check=True,
    )
    return folder


def test_thirty_scripts_beside_stock(course_root: Path, tmp_path: Path) -> None:
    ours = _room(tmp_path / "ours", course_root, BESIDE)
    stock, by_pip = (_stock_room(tmp_path / name, course_root) for name in ("stock", "by-pip"))
    one = _room(tmp_path / "one", course_root, 1)
    start = _cost(one.root, "fingerpost", "grade", ASSIGNMENT)
    mine = _cost(ours.root, "fingerpost", "grade", ASSIGNMENT)
    theirs = _cost(stock.root, "nbgrader", "autograde", ASSIGNMENT)
    report(
        f"{BESIDE} scripts of module 03, fingerpost grade", f"{mine.wall:.1f} s wall, {mine.cpu:.1f} s CPU"
    )
    report(
        f"{BESIDE} scripts of module 03, stock nbgrader autograde",
        f"{theirs.wall:.1f} s wall, {theirs.cpu:.1f} s CPU",
    )
    as_pip_has_it = _cost(
        by_pip.root, "nbgrader", "autograde", ASSIGNMENT, path=_validator(tmp_path / "validator")
    )
    report(
        f"{BESIDE} scripts of module 03, stock as pip installs it",
        f"{as_pip_has_it.wall:.1f} s wall, {as_pip_has_it.cpu:.1f} s CPU",
    )
    report("times less wall, CPU", f"{theirs.wall / mine.wall:.1f}, {theirs.cpu / mine.cpu:.1f}")
    report(
        "CPU a script beyond the first, both runs and the gradebook",
        f"{(mine.cpu - start.cpu) / (BESIDE - 1):.2f} s",
    )
    both = scores(ours), scores(stock)
    same = sum(
        points(both[0][name], word) == points(both[1][name], word)
        for name in both[0]
        for word in ("children_by_placement", "monthly_starters", "rate_per_10k")
    )
    report("tasks with the same points in both", f"{same} of {3 * BESIDE}")
    _cost(ours.root, "nbgrader", "generate_feedback", ASSIGNMENT)
    pages = list((ours.root / "feedback").rglob("*.html"))
    size = sum(page.stat().st_size for page in pages) / 1e6
    report(f"feedback of {len(pages)} learners", f"{size:.2f} MB")
    assert (mine.status, theirs.status, as_pip_has_it.status) == (0, 0, 0)
    assert (len(pages), size <= 10) == (BESIDE, True)


@pytest.mark.parametrize("sources", ready_modules(), ids=lambda sources: sources.module.id)
def test_scripts_of_each_module_on_a_warm_engine(sources: Sources, course_root: Path, tmp_path: Path) -> None:
    assignment = sources.module.folder
    room = _room(tmp_path / "room", course_root, EACH, assignment)
    grade(room, assignment, Wishes())  # starts the engine, which stays warm for the next run
    before, again = cpu_of_tree(os.getpid()), grade(room, assignment, Wishes(force=True))
    mine = (cpu_of_tree(os.getpid()) - before) / EACH
    one, some = (
        _cost(_stock_room(tmp_path / f"stock-{many}", course_root, many, assignment).root,
              "nbgrader", "autograde", assignment)
        for many in (1, 1 + _PEERS)
    )  # fmt: skip
    theirs = (some.cpu - one.cpu) / _PEERS
    report(
        f"{assignment}, CPU a script on a warm engine, everything of it",
        f"{mine:.2f} s, {theirs / mine:.1f} times less than stock ({theirs:.1f} s)",
    )
    assert (len(again.records), one.status, some.status) == (EACH, 0, 0)


def test_a_thousand_scripts_with_flat_memory(course_root: Path, tmp_path: Path) -> None:
    scripts = int(os.environ.get("BENCH_SCRIPTS", "1020"))
    room = _room(tmp_path / "course", course_root, scripts)
    sizes: list[int] = []

    def note(done: int, _of: int, _student: str) -> None:
        if done % 50 == 0:
            pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
            sizes.append(pages * resource.getpagesize() // 2**20)

    began = time.monotonic()
    summary = grade(room, ASSIGNMENT, Wishes(workers=2), progress=note)
    wall = time.monotonic() - began
    report(f"{scripts} scripts in one run", f"{wall:.0f} s wall, {wall / scripts:.2f} s a script")
    report("memory of the grader every 50 scripts, MB", f"{sizes}")
    assert len(summary.records) == scripts
    assert not summary.needs_person


def test_fifty_kills() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/course/test_care_of_the_gradebook.py", "-k", "killed"],
        cwd=ROOT, env=os.environ | {"FINGERPOST_KILLS": "50"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report(
        "50 kills at random moments, marks lost or doubled", "0" if ran.returncode == 0 else ran.stdout[-500:]
    )
    assert ran.returncode == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_mutated_notebooks(seed: int, tmp_path: Path) -> None:
    slowest = mutate_and_receive(tmp_path, times=5_000, seed=seed)
    report("5,000 mutated notebooks through intake, the slowest", f"{slowest:.3f} s")
    assert slowest
