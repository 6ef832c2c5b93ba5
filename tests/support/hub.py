"""A JupyterHub of the tests' own: real Unix accounts made for it, its place, and both taken away again."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import prepare
import prepare_hub
from fingerpost.server.hub import places
from fingerpost.server.hub.settings import HubSettings
from fingerpost.server.hub.starting import free_port
from leftovers import hold, sweep, tag_of, take_away

PASSWORD = "one password for all of a test"  # noqa: S105 - opens a hub that lives as long as one test
CONFIG = prepare.ROOT / "binder" / "hub" / "jupyterhub_config.py"
SHORT = Path("/tmp")  # noqa: S108 - a socket's whole name has at most 107 letters
_PATIENCE_SECONDS = 240


@dataclass(frozen=True)
class People:
    """Who is on a hub: names of Unix accounts."""

    learners: tuple[str, ...]
    tutors: tuple[str, ...]
    administrators: tuple[str, ...]
    outsider: str
    """Has an account on the machine, and is in no group of the course."""


@dataclass(frozen=True)
class Hub:
    """A hub that runs: its settings, its people, what it and its servers print."""

    settings: HubSettings
    people: People
    file: Path
    log: Path
    process: int = 0
    """The hub's own, 0 where none runs."""

    def starts_again(self) -> subprocess.CompletedProcess[str]:
        """Start a second hub of the same settings, which must end by itself; return what it said."""
        return subprocess.run(
            _words(),
            env=_surroundings(self.file),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE_SECONDS,
        )

    def said(self) -> str:
        """Return the log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def a_place(*, learners: int, tutors: int) -> Iterator[tuple[HubSettings, People]]:
    """Make accounts, groups and a hub's folders; when the block ends, they and their processes are gone."""
    if os.geteuid() != 0:
        raise RuntimeError("The hub's tests make Unix accounts: run them as root, as CI does.")
    sweep(SHORT, "fph-*")
    folder = Path(tempfile.mkdtemp(prefix="fph-", dir=SHORT))
    folder.chmod(0o755)
    tag = tag_of(folder)
    settings = HubSettings(
        place=folder / "place",
        address=f"http://127.0.0.1:{free_port()}",
        login="shared-password",
        learners=f"{tag}-l",
        tutors=f"{tag}-t",
        administrators=f"{tag}-a",
        marking=f"{tag}-marking",
    )
    people = People(
        tuple(f"{tag}-l{n:02}" for n in range(1, learners + 1)),
        tuple(f"{tag}-t{n}" for n in range(1, tutors + 1)),
        (f"{tag}-admin",),
        f"{tag}-out",
    )
    with ExitStack() as undo:
        undo.callback(os.close, hold(folder))
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        _make_people(settings, people, folder, undo)
        places.lay_out(settings)
        yield settings, people


def _make_people(settings: HubSettings, people: People, folder: Path, undo: ExitStack) -> None:
    members = {
        settings.learners: people.learners,
        settings.tutors: people.tutors,
        settings.administrators: people.administrators,
    }
    for group in members:
        subprocess.run(["groupadd", group], check=True)
        undo.callback(subprocess.run, ["groupdel", group], check=False, capture_output=True)
    for group, names in [*members.items(), ("", (people.outsider, settings.marking))]:
        for name in names:
            extra = ["--groups", group] if group else []
            home = ["--create-home", "--home-dir", str(folder / "home" / name), "--skel", "/nonexistent"]
            subprocess.run(["useradd", "--user-group", *home, *extra, name], check=True, capture_output=True)
            undo.callback(take_away, name)


def fill(settings: HubSettings, *, course_root: Path, edition: Path) -> None:
    """Put a built edition and a built course root where the hub has them."""
    shutil.copytree(edition, settings.edition, dirs_exist_ok=True)
    settings.edition.chmod(0o755)
    shutil.rmtree(settings.edition / "assignments")
    shutil.copytree(course_root, settings.course, dirs_exist_ok=True)
    settings.course.chmod(0o700)
    person = pwd.getpwnam(settings.marking)
    for path in [settings.course, *settings.course.rglob("*")]:
        os.chown(path, person.pw_uid, person.pw_gid)


@contextmanager
def running(settings: HubSettings, people: People) -> Iterator[Hub]:
    """Run the hub with the repository's own configuration until the block ends."""
    prepare_hub.prepare_hub()
    file, said = write_settings(settings), settings.place / "hub.log"
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            _words(),
            env=_surroundings(file),
            cwd="/",
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        hub = Hub(settings, people, file, said, process.pid)
        try:
            _wait(hub, process)
            yield hub
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop the hub as a machine that shuts down does; its servers and services end with it."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=_PATIENCE_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(hub: Hub, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while "JupyterHub is now running" not in hub.said():
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(f"The hub did not start:\n{hub.said()[-3000:]}")
        time.sleep(0.1)


def _words() -> list[str]:
    return [str(prepare.python_of(prepare_hub.ENVIRONMENT)), "-m", "jupyterhub", "-f", str(CONFIG)]


def _surroundings(file: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "LANG": "C.UTF-8",
        "HOME": "/root",
        "FINGERPOST_HUB": str(file),
        "FINGERPOST_HUB_PASSWORD": PASSWORD,
    }


def write_settings(settings: HubSettings) -> Path:
    """Write a hub's settings as its administrator would, and return their file."""

    def written(value: object) -> str:
        return str(value).lower() if isinstance(value, bool | int) else f'"{value}"'

    file = settings.place / "hub.toml"
    lines = (f"{name} = {written(value)}\n" for name, value in vars(settings).items())
    file.write_text("".join(lines), encoding="utf-8")
    return file
