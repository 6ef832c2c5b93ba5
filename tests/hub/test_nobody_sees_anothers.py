"""Who sees what on a hub where a cohort has handed in, and what one is told in the wrong place."""

import pwd
from pathlib import Path

from hub import Hub
from hub_commands import runs_as
from hub_person import COURSE_ID, MARKING, Person
from hub_work import ASSIGNMENT, NOTEBOOK, secret_of

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


def test_learner_can_neither_list_nor_read_what_is_anothers(hub: Hub, others: list[Person]) -> None:
    me, other = others[1].name, others[2].name
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


def test_learner_who_knows_the_name_of_a_hand_in_cannot_move_it(hub: Hub, others: list[Person]) -> None:
    me, other = others[1].name, others[2].name
    inbound = hub.settings.exchange / COURSE_ID / "inbound"
    name = next(inbound.glob(f"{other}+*")).name
    looked = runs_as(hub, me, "-c", INBOUND, str(inbound), name)
    assert (looked.returncode, looked.stdout, looked.stderr) == (0, "", "")


def test_learner_reaches_neither_the_marking_service_nor_anothers_server(others: list[Person]) -> None:
    me, other = others[1:3]
    for path in ("/", "/formgrader/", "/fingerpost/marking", "/fingerpost/marking/cohort", "/lab"):
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
    hub: Hub, others: list[Person]
) -> None:
    second = hub.starts_again()
    assert second.returncode == 1
    assert second.stderr.startswith(f"A hub of {hub.settings.place} runs already (process ")
    assert second.stderr.count("\n") == 1
    assert others[1].lists()


def test_module_that_is_not_released_is_said_to_be_so_and_the_log_has_a_line(
    others: list[Person], hub: Hub
) -> None:
    told = others[1].asks("fetch", "00-start-here")
    assert (told["success"], told["value"].split(",")[0]) == (False, "00-start-here is not released")
    assert "fetch of 00-start-here failed" in hub.said()


def test_closed_exchange_is_a_sentence_to_the_learner_a_line_in_the_log_and_no_loss(
    others: list[Person], hub: Hub
) -> None:
    person = others[-1]
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
