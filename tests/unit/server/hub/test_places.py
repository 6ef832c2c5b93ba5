"""A hub's folders: made with their owners and modes, and what is wrong with one is a sentence."""

import grp
import os
import pwd
import stat
from pathlib import Path

import pytest
from fingerpost.server.hub import places
from fingerpost.server.hub.people import NotInTheCourseError, groups_of
from fingerpost.server.hub.settings import HubSettings

AS_ROOT = "only root may give folders away; CI and developers' machines are root"


@pytest.fixture
def settings(tmp_path: Path) -> HubSettings:
    """A hub whose groups and marking account every Debian has."""
    return HubSettings(
        place=tmp_path / "place",
        learners="games",
        tutors="audio",
        administrators="video",
        marking="nobody",
    )


@pytest.fixture
def laid_out(settings: HubSettings, monkeypatch: pytest.MonkeyPatch) -> HubSettings:
    assert os.geteuid() == 0, AS_ROOT
    # `nobody` has a group of another name; a marking account has one of its own
    monkeypatch.setattr(places, "shutil", FirstGroup())
    places.lay_out(settings)
    return settings


class FirstGroup:
    """Stands for shutil: an account's own group goes by whatever name the machine has for it."""

    def chown(self, path: Path, owner: str, _group: str) -> None:
        person = pwd.getpwnam(owner)
        os.chown(path, person.pw_uid, person.pw_gid)


def test_every_folder_has_its_owner_and_mode(laid_out: HubSettings) -> None:
    assert places.troubles(laid_out) == []
    inbound = laid_out.exchange / "fingerpost" / "inbound"
    assert stat.S_IMODE(inbound.stat().st_mode) == 0o3733
    assert stat.S_IMODE(laid_out.course.stat().st_mode) == 0o700
    assert stat.S_IMODE(laid_out.state.stat().st_mode) == 0o700


def test_second_time_changes_nothing_that_is_in_them(laid_out: HubSettings) -> None:
    kept = laid_out.course / "gradebook.db"
    kept.write_text("marks", encoding="utf-8")
    places.lay_out(laid_out)
    assert kept.read_text(encoding="utf-8") == "marks"


def test_settings_of_nbgrader_are_python_that_names_the_exchange(laid_out: HubSettings) -> None:
    text = (laid_out.jupyter / "nbgrader_config.py").read_text(encoding="utf-8")
    compile(text, "nbgrader_config.py", "exec")
    assert f"c.Exchange.root = {str(laid_out.exchange)!r}" in text


@pytest.mark.parametrize(
    ("part", "mode", "said"),
    [
        ("exchange/fingerpost/inbound", 0o777, "has mode 0777; it should be 3733, else hand-ins would be"),
        ("course", 0o755, "has mode 0755; it should be 0700, else learners could read the answers"),
        ("exchange", 0o777, "has mode 0777; it should be 1777"),
    ],
)
def test_wrong_mode_is_said_with_what_it_would_mean(
    laid_out: HubSettings, part: str, mode: int, said: str
) -> None:
    (laid_out.place / part).chmod(mode)
    (told,) = places.troubles(laid_out)
    assert said in told
    assert "Put it right: fingerpost hub lay-out" in told


def test_missing_exchange_is_said_once_for_each_folder_of_it(laid_out: HubSettings) -> None:
    laid_out.exchange.rename(laid_out.place / "elsewhere")
    told = places.troubles(laid_out)
    assert len(told) == 6
    assert "is missing or cannot be reached (No such file or directory)" in told[0]


def test_folder_of_another_owner_is_said(laid_out: HubSettings) -> None:
    os.chown(laid_out.course, pwd.getpwnam("daemon").pw_uid, -1)
    (told,) = places.troubles(laid_out)
    assert "belongs to daemon; it should be nobody's" in told


def test_missing_group_and_account_say_what_to_type(settings: HubSettings) -> None:
    with pytest.raises(places.HubPlacesError, match=r"no group fp-none\. Make it: groupadd fp-none"):
        places.refuse_missing_people(HubSettings(**vars(settings) | {"tutors": "fp-none"}))
    with pytest.raises(places.HubPlacesError, match="no account fp-none, which owns the course"):
        places.refuse_missing_people(HubSettings(**vars(settings) | {"marking": "fp-none"}))


def test_ordinary_user_is_told_to_put_sudo_before_it(
    settings: HubSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(places.HubPlacesError, match="put sudo before it"):
        places.lay_out(settings)


def test_somebody_in_no_group_of_the_course_is_told_whom_to_ask(settings: HubSettings) -> None:
    with pytest.raises(NotInTheCourseError, match="logged in as daemon, but that name is not in this course"):
        groups_of("daemon", settings)
    with pytest.raises(NotInTheCourseError, match="logged in as fp-none"):
        groups_of("fp-none", settings)


def test_person_has_every_role_that_their_unix_groups_say(settings: HubSettings) -> None:
    own = grp.getgrgid(pwd.getpwnam("games").pw_gid).gr_name
    both = HubSettings(**vars(settings) | {"learners": own, "tutors": own})
    assert groups_of("games", settings) == ["learners"]
    assert groups_of("games", both) == ["tutors"]
