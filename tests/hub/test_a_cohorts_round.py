"""A cohort's round on a hub, in the order it happens: log in, fetch, work, hand in, marks, comments, back.

Each test goes on where the one before stopped. Everyone has a Unix account of their own and a server of
their own; the first three work in Chromium, one of them led by the Course panel, all others over HTTP as a
browser speaks.
"""

import json
import pwd
import stat
from concurrent.futures import ThreadPoolExecutor

from axe import violations
from hub import Hub
from hub_commands import types
from hub_panel import CoursePanel
from hub_person import COURSE_ID, MARKING, Person
from hub_windows import BUSY, SHOTS, own_window, window
from hub_work import ASSIGNMENT, IN_BROWSER, NOTEBOOK, SLIP, TASK, Answers, secret_of
from leftovers import processes_of
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, expect

AT_ONCE = 6
LED = 1
"""The one of the first three who never opens nbgrader's own list."""
COMMENT = "You read the table well."

# ------------------------------------------------------------------ Logging in, working, handing in


def test_two_learners_fetch_work_and_hand_in_by_nbgraders_list_in_the_browser(
    browser: Browser, cohort: list[Person], answers: Answers
) -> None:
    for person in (cohort[0], cohort[2]):
        with own_window(browser, person) as shown:
            shown.page.wait_for_function("() => window.jupyterapp")
            shown.chooses("Nbgrader", "Assignment List")
            shown.page.get_by_role("button", name="Fetch", exact=True).click()
            fetched = shown.page.locator("#fetched_assignments_list")
            fetched.locator(".assignment-notebooks-link").click()
            fetched.get_by_role("link", name=ASSIGNMENT).click()
            shown.awaits_notebook(NOTEBOOK)
            shown.runs_all()
            shown.writes(TASK, answers[TASK][0].strip())
            expect(shown.runs_cell(f"{TASK}-seen")).to_contain_text("so far", timeout=BUSY)
            shown.saves()
            assert not shown.has_command("terminal:create-new")
            shown.chooses("Nbgrader", "Assignment List")
            shown.page.get_by_role("button", name="Submit").click()
            handed_in = shown.page.locator("#submitted_assignments_list")
            expect(handed_in).to_contain_text(ASSIGNMENT, timeout=BUSY)
            shown.takes("20-hub-handed-in")


def test_one_is_led_by_the_course_panel_from_fetching_by_checking_to_a_receipt(
    browser: Browser, cohort: list[Person], answers: Answers
) -> None:
    with own_window(browser, cohort[LED]) as shown:
        panel = CoursePanel.shown_in(shown)
        panel.presses("Fetch the tasks")
        shown.awaits_notebook(NOTEBOOK)
        shown.writes(TASK, answers[TASK][0].strip())
        shown.saves()
        panel.presses("Check all tasks")
        panel.says("points need a tutor")
        expect(panel.said.locator(".fp-course-task")).to_have_count(len(answers))
        panel.presses("Hand in")
        panel.says(f"Your receipt: assignments/receipts/{ASSIGNMENT}-1-handed-in.json")
        panel.says("days late. It is handed in all the same")
        expect(panel.module).to_contain_text("Handed in", timeout=BUSY)
        assert violations(shown.page, ".fp-course") == []
        shown.takes("22-hub-course-panel")


def test_all_hand_in_and_are_told_that_it_is_late_which_the_log_says_too(
    others: list[Person], hub: Hub
) -> None:
    assert [
        name
        for name in (one.name for one in others)
        if f"{ASSIGNMENT} of {name}: It was due" not in hub.said()
    ] == []
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


# ------------------------------------------------------------------ Marking


def test_tutor_collects_what_is_late_too_and_marks_one_in_formgrader(
    browser: Browser, tutor: Person, hub: Hub
) -> None:
    with window(browser, tutor) as page:
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
    with window(browser, tutor) as page:
        page.goto(f"{hub.settings.address}{MARKING}/")
        expect(page.locator("tbody")).to_contain_text("days late")
        page.get_by_role("link", name=hub.people.learners[IN_BROWSER], exact=True).first.click()
        page.get_by_label("Comment to the learner").fill(COMMENT)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved.")).to_be_visible(timeout=BUSY)


def test_tutor_sees_the_cohort_and_its_common_slip(browser: Browser, tutor: Person, hub: Hub) -> None:
    with window(browser, tutor) as page:
        page.goto(f"{hub.settings.address}{MARKING}/")
        page.get_by_role("link", name="The cohort, with names").click()
        grid = page.get_by_role("region", name="Learners by module")
        expect(grid).to_contain_text(f"{len(hub.people.learners)} of {len(hub.people.learners)}")
        slips = page.get_by_role("region", name="Common slips")
        expect(slips.get_by_role("row").filter(has_text=SLIP)).to_contain_text(
            f"{len(hub.people.learners[IN_BROWSER:]) // 2} of {len(hub.people.learners)}"
        )


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


def test_the_one_led_by_the_course_panel_reads_the_feedback_there(
    browser: Browser, cohort: list[Person]
) -> None:
    with own_window(browser, cohort[LED]) as shown:
        panel = CoursePanel.shown_in(shown)
        expect(panel.module).to_contain_text("Feedback ready", timeout=BUSY)
        panel.presses("Read the feedback")
        page = shown.page.frame_locator("iframe.jp-zoom-target").locator("body")
        expect(page).to_contain_text(f"Feedback: {ASSIGNMENT}", timeout=BUSY)
        expect(page).to_contain_text("That is right, here and on data you have not seen.")
        expect(panel.module).to_contain_text("feedback is here", timeout=BUSY)
        assert violations(shown.page, ".fp-course") == []


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


def scores(hub: Hub) -> dict[str, float]:
    """Return each learner's points, as nbgrader's gradebook has them."""
    with Gradebook(f"sqlite:///{hub.settings.course / 'gradebook.db'}", COURSE_ID) as gradebook:
        return {
            one.student_id: one.score for one in gradebook.assignment_submissions(ASSIGNMENT) if one.notebooks
        }
