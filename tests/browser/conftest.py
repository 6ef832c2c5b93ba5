"""One learner, one tutor and one JupyterLab for the whole run; one page for each module of tests.

Playwright runs once in a process at a time, so a browser is closed when its module ends.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, nothing_leaves_the_machine
from lab_page import LabPage, let_tests_speak_to_lab
from lab_server import TOKEN, LabServer, lab_server
from learner import Learner, a_learner
from playwright.sync_api import Page
from tutor import Tutor, a_tutor

ASSIGNMENT = "03-count-group-pivot"
__all__ = ["nothing_leaves_the_machine"]  # holds for every test below this folder
A_BROWSERS_OWN_TROUBLE = [r"^playwright\._impl\._errors\.", "^(Error|TimeoutError|TargetClosedError): "]
SHOTS = Path(__file__).parent / "shots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a browser test once more when the browser itself failed; no assertion, ours or `expect`'s, is.

    pytest lists such tries with their errors and counts them in its closing line.
    """
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=A_BROWSERS_OWN_TROUBLE))


@pytest.fixture(scope="session")
def learner() -> Iterator[Learner]:
    """Someone who is not root."""
    with a_learner() as person:
        yield person


@pytest.fixture(scope="session")
def tutor(learner: Learner, course_root: Path) -> Tutor:
    """A tutor with an exchange that the learner can reach; the assignment is released."""
    folder = learner.folder / "tutor"
    folder.mkdir()
    tutor = a_tutor(folder, course_root=course_root, assignment=ASSIGNMENT)
    tutor.types("generate_assignment", "release_assignment")
    return tutor


@pytest.fixture(scope="session")
def lab(learner: Learner, tutor: Tutor, edition: Path) -> Iterator[LabServer]:
    """JupyterLab as `fingerpost start` runs it for the learner, the exchange in their settings."""
    own = learner.home / "edition"
    shutil.copytree(edition, own)
    settings = learner.home / ".jupyter"
    let_tests_speak_to_lab(settings)
    shutil.copy(tutor.settings, settings)
    learner.owns(own)
    learner.owns(settings)
    with lab_server(learner, edition=own, environment={}) as server:
        yield server


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One page of Chromium, the size of a laptop's window."""
    with chromium() as browser:
        yield browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")


@pytest.fixture(scope="module")
def shown(lab: LabServer, page: Page, learner: Learner) -> LabPage:
    """JupyterLab open at the address that `fingerpost start` opens, everything it does recorded.

    What an earlier module of tests left open or running is not there.
    """
    with_token = {"Authorization": f"token {TOKEN}"}
    for session in page.request.get(lab.url("/api/sessions")).json():
        page.request.delete(f"{lab.address}/api/sessions/{session['id']}", headers=with_token)
    shutil.rmtree(learner.home / ".jupyter" / "lab" / "workspaces", ignore_errors=True)
    shown = LabPage(page, lab, SHOTS)
    shown.record.listen(page)
    shown.opens()
    return shown
