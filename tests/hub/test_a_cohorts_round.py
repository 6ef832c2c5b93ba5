"""A cohort's round on a hub, in the order it happens: log in, fetch, work, hand in, marks, comments, back.

Each test goes on where the one before stopped. Everyone has a Unix account of their own and a server of
their own; the first three work in Chromium, all others over HTTP as a browser speaks.
"""

import json
import pwd
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from fingerpost.grading.catalogue import load_answers
from hub import PASSWORD, Hub, processes_of
from hub_commands import runs_as, types
from hub_person import COURSE_ID, Person
from lab_page import LabPage
from lab_server import LabServer
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect

ASSIGNMENT = "03-count-group-pivot"
NOTEBOOK = f"assignments/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
TASK, SLIP = "children_by_placement", "M03-DROPNA"
MARKING = "/services/marking"
IN_BROWSER = 3
AT_ONCE = 6
BUSY = 120_000
"""Milliseconds after which a page has failed: thirty servers share the machine with it."""
COMMENT = "You read the table well."
SHOTS = Path(__file__).parents[1] / "browser" / "shots"


def secret_of(name: str) -> str:
    """Return words that one learner writes into their notebook and nobody else."""
    return f"written by {name} alone"


@pytest.fixture(scope="module")
def cohort(hub: Hub) -> list[Person]:
    return [Person(hub, name) for name in hub.people.learners]


@pytest.fixture(scope="module")
def tutor(hub: Hub) -> Person:
    return Person(hub, hub.people.tutors[0])


@pytest.fixture(scope="module")
def answers(course: Path) -> dict[str, list[str]]:
    """Return what two kinds of learners type: everything right, or one task with a slip that has a name."""
    told = load_answers(course / ASSIGNMENT / "answers.py")
    right = {word: sources[0] for word, sources in told.also_right.items()}
    return {
        word: [source, told.wrong[SLIP][TASK][0] if word == TASK else source]
        for word, source in right.items()
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def answered(
    notebook: dict[str, Any], name: str, answers: dict[str, list[str]], *, slips: bool
) -> dict[str, Any]:
    """Return a notebook with a learner's answers, and their words where words are asked for."""
    for cell in notebook["cells"]:
        ours = cell["metadata"].get("fingerpost", {})
        if ours.get("task") in answers and cell["cell_type"] == "code":
            cell["source"] = answers[ours["task"]][slips]
        elif ours.get("person"):
            cell["source"] = secret_of(name)
    return notebook


def does_the_work(person: Person, answers: dict[str, list[str]], *, slips: bool) -> None:
    """Log in, start, fetch, answer, save, hand in."""
    person.logs_in()
    person.starts()
    person.asks("fetch", ASSIGNMENT)
    fetched = person.gets(f"/api/contents/{NOTEBOOK}").json()["content"]
    person.puts(NOTEBOOK, answered(fetched, person.name, answers, slips=slips))
    told = person.asks("submit", ASSIGNMENT)
    assert told["success"], told


# ------------------------------------------------------------------ Logging in, working, handing in


def test_three_learners_fetch_work_and_hand_in_in_the_browser(
    browser: Browser, cohort: list[Person], answers: dict[str, list[str]]
) -> None:
    for person in cohort[:IN_BROWSER]:
        with own_window(browser, person) as shown:
            shown.page.wait_for_function("() => window.jupyterapp")
            shown.chooses("Nbgrader", "Assignment List")
            shown.page.get_by_role("button", name="Fetch", exact=True).click()
            fetched = shown.page.locator("#fetched_assignments_list")
            fetched.locator(".assignment-notebooks-link").click()
            fetched.get_by_role("link", name=ASSIGNMENT).click()
            shown.awaits_notebook(NOTEBOOK)
            shown.runs("notebook:run-all-cells")
            shown.writes(TASK, answers[TASK][0].strip())
            expect(shown.runs_cell(f"{TASK}-seen")).to_contain_text("so far", timeout=BUSY)
            shown.saves()
            assert not shown.has_command("terminal:create-new")
            shown.chooses("Nbgrader", "Assignment List")
            shown.page.get_by_role("button", name="Submit").click()
            handed_in = shown.page.locator("#submitted_assignments_list")
            expect(handed_in).to_contain_text(ASSIGNMENT, timeout=BUSY)
            shown.takes("20-hub-handed-in")


def test_all_others_hand_in(cohort: list[Person], answers: dict[str, list[str]], hub: Hub) -> None:
    others = cohort[IN_BROWSER:]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda at: does_the_work(others[at], answers, slips=bool(at % 2)), range(len(others))))
    inbound = hub.settings.exchange / COURSE_ID / "inbound"
    assert sorted(path.name.split("+")[0] for path in inbound.iterdir()) == sorted(hub.people.learners)
    for path in inbound.iterdir():
        assert path.owner() == path.name.split("+")[0]
        assert stat.S_IMODE(path.stat().st_mode) & 0o007 == 0


def test_kernels_speak_over_private_files_and_no_terminal_opens(cohort: list[Person], hub: Hub) -> None:
    """The one port that a kernel still opens takes the words of its subprocesses, each with a secret."""
    person = cohort[0]
    own = hub.settings.run / person.name
    (connection,) = own.glob("kernel-*.json")
    assert json.loads(connection.read_text(encoding="utf-8"))["transport"] == "ipc"
    assert len(list(own.glob(f"{connection.stem}-ipc-*"))) == len(
        ("shell", "iopub", "stdin", "control", "hb")
    )
    assert not stat.S_IMODE(own.stat().st_mode) & 0o077
    assert person.gets("/api/terminals").status_code in {403, 404}


# ------------------------------------------------------------------ Who sees what


PRIVATE = """
import sys
from pathlib import Path
for path in map(Path, sys.argv[1:]):
    for look in (lambda: list(path.iterdir()), path.read_bytes, lambda: (path / 'mine.txt').write_text('x')):
        try:
            look()
        except PermissionError:
            continue
        except (IsADirectoryError, NotADirectoryError):
            continue
        print('open:', path)
"""


def test_learner_can_neither_list_nor_read_what_is_anothers(hub: Hub) -> None:
    me, other = hub.people.learners[:2]
    settings = hub.settings
    handed_in = next((settings.exchange / COURSE_ID / "inbound").glob(f"{other}+*"))
    theirs = [
        handed_in,
        handed_in / f"{ASSIGNMENT}.ipynb",
        Path(pwd.getpwnam(other).pw_dir),
        settings.run / other,
        settings.run / settings.marking,
        settings.course,
        settings.course / "fingerpost.toml",
        settings.course / "answers",
        settings.state,
        settings.state / "jupyterhub.sqlite",
    ]
    assert all(path.exists() for path in theirs)
    looked = runs_as(hub, me, "-c", PRIVATE, *map(str, theirs))
    assert (looked.returncode, looked.stdout, looked.stderr) == (0, "", "")


INBOUND = """
import os, sys
os.chdir(sys.argv[1])
try:
    os.listdir('.')
except PermissionError:
    pass
else:
    print('listed')
try:
    os.rename(sys.argv[2], 'taken-away')
except PermissionError:
    pass
else:
    print('moved')
"""


def test_learner_who_knows_the_name_of_a_hand_in_cannot_move_it(hub: Hub) -> None:
    me, other = hub.people.learners[:2]
    inbound = hub.settings.exchange / COURSE_ID / "inbound"
    name = next(inbound.glob(f"{other}+*")).name
    looked = runs_as(hub, me, "-c", INBOUND, str(inbound), name)
    assert (looked.returncode, looked.stdout, looked.stderr) == (0, "", "")


def test_learner_reaches_neither_the_marking_service_nor_anothers_server(cohort: list[Person]) -> None:
    me, other = cohort[IN_BROWSER : IN_BROWSER + 2]
    for path in ("/", "/formgrader/", "/fingerpost/marking", "/lab"):
        assert me.browser.get(MARKING + path).status_code == 403, path
    for path in ("/api/contents", "/lab", f"/files/{NOTEBOOK}"):
        assert me.browser.get(other.server + path).status_code in {403, 404}, path
    assert me.gets("/formgrader").status_code == 404


def test_outsider_is_told_so_in_one_sentence_and_the_log_has_a_line(hub: Hub) -> None:
    outsider = Person(hub, hub.people.outsider)
    told = outsider.logs_in()
    assert told.status_code == 403
    assert f"You are logged in as {outsider.name}, but that name is not in this course." in told.text
    assert f"Not let in: {outsider.name} is in no group of this course." in hub.said()


def test_administrator_sees_who_is_there_and_enters_neither_a_server_nor_the_marking(hub: Hub) -> None:
    administrator = Person(hub, hub.people.administrators[0])
    assert administrator.logs_in().status_code == 200
    assert administrator.browser.get("/hub/admin").status_code == 200
    seen = administrator.browser.get("/hub/api/users", params={"limit": 100}).json()
    assert {one["name"] for one in seen} >= set(hub.people.learners)
    assert administrator.browser.get(f"{MARKING}/formgrader/").status_code == 403
    assert administrator.browser.get(f"/user/{hub.people.learners[0]}/lab").status_code == 403


def test_second_hub_of_the_same_place_ends_with_one_sentence_and_the_first_goes_on(
    hub: Hub, cohort: list[Person]
) -> None:
    second = hub.starts_again()
    assert second.returncode == 1
    assert second.stderr.startswith(f"A hub of {hub.settings.place} runs already (process ")
    assert second.stderr.count("\n") == 1
    assert cohort[IN_BROWSER].lists()


def test_module_that_is_not_released_is_said_to_be_so_and_the_log_has_a_line(
    cohort: list[Person], hub: Hub
) -> None:
    told = cohort[IN_BROWSER].asks("fetch", "00-start-here")
    assert (told["success"], told["value"].split(",")[0]) == (False, "00-start-here is not released")
    assert "fetch of 00-start-here failed" in hub.said()


def test_closed_exchange_is_a_sentence_to_the_learner_a_line_in_the_log_and_no_loss(
    cohort: list[Person], hub: Hub
) -> None:
    person = cohort[-1]
    inbound = hub.settings.exchange / COURSE_ID / "inbound"
    before = sorted(inbound.iterdir())
    person.stops()
    person.awaits_end()
    inbound.chmod(0o700)
    try:
        person.starts()
        told = person.asks("submit", ASSIGNMENT)
    finally:
        inbound.chmod(0o3733)
    assert not told["success"]
    assert told["value"].startswith("The place where work is handed in cannot be reached just now")
    assert f"{inbound} has mode 0700; it should be 3733" in hub.said()
    assert sorted(inbound.iterdir()) == before
    assert secret_of(person.name) in person.gets(f"/files/{NOTEBOOK}").text


# ------------------------------------------------------------------ Marking


def test_tutor_collects_what_is_late_too_and_marks_one_in_formgrader(
    browser: Browser, tutor: Person, hub: Hub
) -> None:
    assert types(hub, "fingerpost", "gradebook", "due", ASSIGNMENT, "--on", "2026-01-05").returncode == 0
    with tutors_window(browser, tutor) as page:
        answer = page.goto(f"{hub.settings.address}{MARKING}/formgrader/")
        assert answer
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        row = page.locator("tr", has=page.get_by_role("link", name=ASSIGNMENT))
        row.locator(".collect a").click()
        expect(page.locator(".modal-title")).to_have_text("Success", timeout=BUSY)
        expect(page.locator(".modal-body")).to_contain_text("days late; it is collected.")
        page.goto(f"{hub.settings.address}{MARKING}/formgrader/manage_submissions/{ASSIGNMENT}")
        first = page.locator("tr", has_text=hub.people.learners[IN_BROWSER])
        first.locator(".autograde a").click()
        expect(page.locator(".modal-title").filter(has_text="Success").last).to_be_visible(timeout=BUSY)
        page.screenshot(path=SHOTS / "21-hub-formgrader.png")
    assert set(scores(hub)) == {hub.people.learners[IN_BROWSER]}


def test_all_others_are_marked_by_command_with_the_same_engine(hub: Hub) -> None:
    done = types(hub, "fingerpost", "grade", ASSIGNMENT, "--workers", "2")
    assert f"Marked {len(hub.people.learners)} scripts" in done.stdout, done.stderr
    points = scores(hub)
    assert set(points) == set(hub.people.learners)
    others = hub.people.learners[IN_BROWSER:]
    assert len({points[name] for name in others[::2]}) == 1
    assert len({points[name] for name in others[1::2]}) == 1
    assert points[others[0]] > points[others[1]] > points[hub.people.learners[0]] > 0


def test_tutor_writes_a_comment_on_the_marking_page(browser: Browser, tutor: Person, hub: Hub) -> None:
    with tutors_window(browser, tutor) as page:
        page.goto(f"{hub.settings.address}{MARKING}/")
        expect(page.locator("tbody")).to_contain_text("days late")
        page.get_by_role("link", name=hub.people.learners[IN_BROWSER], exact=True).first.click()
        page.get_by_label("Comment to the learner").fill(COMMENT)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved.")).to_be_visible(timeout=BUSY)


def test_everyone_gets_their_own_feedback_and_nobody_elses(hub: Hub, cohort: list[Person]) -> None:
    for verb in ("generate_feedback", "release_feedback"):
        done = types(hub, "nbgrader", verb, ASSIGNMENT)
        assert done.returncode == 0, done.stderr[-2000:]
    others = cohort[IN_BROWSER:]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pages = list(pool.map(feedback_of, others))
    for person, page in zip(others, pages, strict=True):
        assert secret_of(person.name) in page
        assert [name for name in hub.people.learners if secret_of(name) in page] == [person.name]
    assert [COMMENT in page for page in pages] == [True] + [False] * (len(others) - 1)


def feedback_of(person: Person) -> str:
    """Fetch the feedback through the Assignment List and return the page."""
    (mine,) = [
        told for told in person.asks("fetch_feedback", ASSIGNMENT)["value"] if told["status"] == "submitted"
    ]
    assert mine["student_id"] == person.name
    (submission,) = mine["submissions"]
    page = person.gets(f"/files/{submission['local_feedback_path']}/{ASSIGNMENT}.html")
    assert page.status_code == 200
    return page.text


def test_everyone_sees_their_own_hand_in_alone(cohort: list[Person]) -> None:
    for person in cohort[IN_BROWSER:]:
        assert {told["student_id"] for told in person.lists() if told["status"] == "submitted"} == {
            person.name
        }


def test_nothing_of_a_server_is_left_when_it_was_stopped(cohort: list[Person]) -> None:
    person = cohort[IN_BROWSER]
    uid = pwd.getpwnam(person.name).pw_uid
    assert processes_of(uid)
    person.stops()
    person.awaits_end()
    assert processes_of(uid) == []


# ------------------------------------------------------------------ Windows, and the gradebook


@dataclass(frozen=True)
class HubServer(LabServer):
    """A learner's server on a hub, as the tests' page of JupyterLab knows one; no token opens it."""

    def url(self, path: str = "/") -> str:
        """Return the full address of `path`."""
        return f"{self.address}{path}"


@contextmanager
def own_window(browser: Browser, person: Person) -> Iterator[LabPage]:
    """Log a learner in through the form and wait until Start here stands in their JupyterLab."""
    settings = person.hub.settings
    with window(browser, person) as page:
        home = Path(pwd.getpwnam(person.name).pw_dir) / "fingerpost"
        server = HubServer(f"{settings.address}{person.server}", home, settings.edition, person.hub.log)
        shown = LabPage(page, server, SHOTS)
        shown.record.listen(page)
        page.goto(f"{settings.address}/hub/spawn")
        page.wait_for_url("**/lab/tree/**", timeout=BUSY)
        shown.opens()
        yield shown
        assert shown.record.elsewhere == []


@contextmanager
def tutors_window(browser: Browser, person: Person) -> Iterator[Page]:
    """Log a tutor in; what they open next goes through the hub's own door to the service."""
    with window(browser, person) as page:
        yield page


@contextmanager
def window(browser: Browser, person: Person) -> Iterator[Page]:
    """Open a window with no cookies and log in by the form."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    try:
        page = context.new_page()
        page.set_default_timeout(BUSY)
        page.goto(f"{person.hub.settings.address}/hub/login?next=/hub/home")
        page.get_by_label("Username").fill(person.name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/hub/home")
        yield page
    finally:
        context.close()


def scores(hub: Hub) -> dict[str, float]:
    """Return each learner's points, as nbgrader's gradebook has them."""
    with Gradebook(f"sqlite:///{hub.settings.course / 'gradebook.db'}", COURSE_ID) as gradebook:
        return {
            one.student_id: one.score for one in gradebook.assignment_submissions(ASSIGNMENT) if one.notebooks
        }


def test_saved_work_is_whole(hub: Hub) -> None:
    for name in hub.people.learners:
        file = Path(pwd.getpwnam(name).pw_dir) / "fingerpost" / NOTEBOOK
        assert json.loads(file.read_text(encoding="utf-8"))["cells"]
