"""What a cohort costs on a hub: a start alone and thirty at once, thirty hand-ins, memory after each lesson.

`make bench B=hub` prints the figures, with the machine's load beside them and, where others may share it, the
processor seconds that it took; none passes or fails but the counts: no start may fail and no hand-in be lost.
It makes Unix accounts, so it needs root.
"""

import json
import os
import pwd
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
import websocket
from hub import Hub, a_place, fill, running
from hub_commands import hub_command
from hub_person import COURSE_ID, Person
from leftovers import processes_of

ASSIGNMENT = "03-count-group-pivot"
COHORT = 30
LOG_IN_AT_ONCE = 10
STARTS = 3
_ONE_MB = 1024
_CELL_SECONDS = 120


def report(what: str, figure: str) -> None:
    """Print one figure, and how busy the machine was."""
    sys.stdout.write(f"\n{what}: {figure} (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")


@pytest.fixture(scope="module")
def hub(course_root: Path, edition: Path) -> Iterator[Hub]:
    with a_place(learners=COHORT + 1, tutors=1) as (settings, people):
        fill(settings, course_root=course_root, edition=edition)
        with running(settings, people) as hub:
            released = hub_command("release", ASSIGNMENT, settings=hub.file)
            assert released.returncode == 0, released.stderr
            yield hub


@pytest.fixture(scope="module")
def cohort(hub: Hub) -> list[Person]:
    people = [Person(hub, name) for name in hub.people.learners]
    for person in people:
        assert person.logs_in().status_code == 200
    return people


def test_start_alone(cohort: list[Person]) -> None:
    person, taken = cohort[0], []
    for _ in range(STARTS):
        seconds = person.starts()
        taken.append((seconds, cpu_seconds([person])))
        person.stops()
        person.awaits_end()
    person.starts()
    (first, _), (best, cpu) = taken[0], min(taken)
    report(
        "a server started alone",
        f"{best:.1f} s, {cpu:.1f} CPU s, best of {STARTS}; {first:.1f} s the first time, files laid out",
    )


def test_memory_of_one_learner_after_each_lesson(cohort: list[Person], edition: Path) -> None:
    person = cohort[0]
    uid = pwd.getpwnam(person.name).pw_uid
    for lesson in sorted((edition / "lessons").glob("[0-9][0-9]-*.ipynb")):
        kernel = runs_lesson(person, f"lessons/{lesson.name}")
        report(f"memory of a learner after {lesson.stem}", f"{pss_in_mb(uid):.0f} MB PSS, server and kernel")
        person.ends_kernel(kernel)


def test_thirty_starts_at_once(cohort: list[Person]) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(COHORT) as pool:
        taken = sorted(pool.map(Person.starts, cohort[1:]))
    whole = time.monotonic() - begun
    assert len(taken) == COHORT
    report(
        "thirty servers asked for at once",
        f"all answer after {whole:.0f} s, {cpu_seconds(cohort[1:]):.0f} CPU s, none failed",
    )


def test_thirty_hand_ins_within_a_minute(cohort: list[Person], hub: Hub) -> None:
    with ThreadPoolExecutor(LOG_IN_AT_ONCE) as pool:
        list(pool.map(lambda person: person.asks("fetch", ASSIGNMENT), cohort[1:]))
        before, begun = cpu_seconds(cohort[1:]), time.monotonic()
        done = list(pool.map(lambda person: person.asks("submit", ASSIGNMENT), cohort[1:]))
        taken = time.monotonic() - begun
    assert all(told["success"] for told in done)
    there = [path.name.split("+")[0] for path in (hub.settings.exchange / COURSE_ID / "inbound").iterdir()]
    assert sorted(there) == sorted(person.name for person in cohort[1:])
    cpu = cpu_seconds(cohort[1:]) - before
    report("thirty hand-ins", f"all there after {taken:.1f} s, {cpu:.0f} CPU s, none lost")


def runs_lesson(person: Person, path: str) -> str:
    """Run every code cell of a notebook in a kernel of the person's server; return the kernel's id."""
    cells = person.gets(f"/api/contents/{path}").json()["content"]["cells"]
    kernel = person.starts_kernel(path)
    line = websocket.create_connection(
        person.hub.settings.address.replace("http", "ws", 1)
        + f"{person.server}/api/kernels/{kernel}/channels",
        cookie=person.cookies(),
        origin=person.hub.settings.address,
        timeout=_CELL_SECONDS,
    )
    for cell in cells:
        if cell["cell_type"] == "code":
            run_cell(line, "".join(cell["source"]))
    line.close()
    return kernel


def run_cell(line: websocket.WebSocket, source: str) -> None:
    """Send one cell and wait until the kernel says that it is idle again."""
    asked = uuid4().hex
    content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}}
    content |= {"allow_stdin": False, "stop_on_error": False}
    head = {
        "msg_id": asked,
        "msg_type": "execute_request",
        "username": "",
        "session": asked,
        "version": "5.3",
    }
    line.send(
        json.dumps(
            {"header": head, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        )
    )
    while True:
        told = json.loads(line.recv())
        is_ours = told.get("parent_header", {}).get("msg_id") == asked
        if is_ours and told["msg_type"] == "status" and told["content"]["execution_state"] == "idle":
            return


def cpu_seconds(people: list[Person]) -> float:
    """Return the processor seconds that all these people's processes have had so far."""
    ticks = 0
    for person in people:
        for process in processes_of(pwd.getpwnam(person.name).pw_uid):
            told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += sum(map(int, told[11:15]))  # its own and its ended children's, in user and system
    return ticks / os.sysconf("SC_CLK_TCK")


def pss_in_mb(uid: int) -> float:
    """Return the proportional memory of all that an account runs."""
    total = 0
    for process in processes_of(uid):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        total += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return total / _ONE_MB
