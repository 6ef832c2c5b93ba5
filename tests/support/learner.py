"""Someone who is not root: a user made for the tests, with a home and a Python that they may run.

Learners are never root, but the machines that test are. What a file's mode or owner forbids is only
forbidden to such a person. Where the tests themselves run as an ordinary user, that user is the learner.
"""

import getpass
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leftovers import hold, sweep, take_away


@dataclass(frozen=True)
class Learner:
    """One person: a name, a folder that all may enter, in it a home, and the Python that runs for them."""

    name: str
    folder: Path
    python: Path
    is_made: bool

    @property
    def home(self) -> Path:
        """The person's home folder, theirs alone."""
        return self.folder / "home"

    def starts(self, environment: dict[str, str]) -> dict[str, Any]:
        """Return what `subprocess` needs to start a program as this person, in their home."""
        own = {
            "HOME": str(self.home),
            "USER": self.name,
            "LOGNAME": self.name,
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join([str(self.python.parent), "/usr/bin", "/bin"]),
        }
        person = {"user": self.name, "group": self.name, "extra_groups": []} if self.is_made else {}
        return {"cwd": self.home, "env": own | environment, **person}

    def owns(self, folder: Path) -> None:
        """Make a folder and all in it, or a file, theirs."""
        if self.is_made:
            for path in [folder, *folder.rglob("*")]:
                shutil.chown(path, self.name, self.name)

    def run(
        self, *words: str | Path, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one program to its end and return what it said and its status."""
        started = self.starts(environment or {})
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=240, **started)


@contextmanager
def a_learner() -> Iterator[Learner]:
    """Make a person who is not root; when the block ends, they and their folder are gone."""
    made = os.geteuid() == 0
    if made:
        sweep(Path(tempfile.gettempdir()), "fingerpost-*")
    folder = Path(tempfile.mkdtemp(prefix="fingerpost-"))  # pytest's own folders are closed to others
    folder.chmod(0o755)
    lock = hold(folder)
    name = folder.name if made else getpass.getuser()
    try:
        if made:
            words = ["useradd", "--no-create-home", "--home-dir", str(folder / "home"), "--user-group", name]
            subprocess.run(words, check=True)
        (folder / "home").mkdir(mode=0o700)
        python = a_python_for(name, folder) if made else Path(sys.executable)
        learner = Learner(name, folder, python, made)
        learner.owns(learner.home)
        yield learner
    finally:
        if made:
            take_away(name)
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def a_python_for(name: str, folder: Path) -> Path:
    """Return a Python of our version, with our packages, that the user `name` may run.

    A Python under root's home may be run by root alone; then the system's, if it is the same version,
    gets an environment that borrows our packages.
    """
    ours = Path(sys.executable)
    if _runs_for(name, ours):
        return ours
    systems = Path("/usr/bin") / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if systems.exists():
        borrowed = _borrowing(systems, folder / "python")
        if _runs_for(name, borrowed):
            return borrowed
    raise RuntimeError(
        f"An ordinary user can run neither {ours} nor {systems} with our packages. "
        f"Run the tests as an ordinary user, or install {systems.name} and its venv part by apt."
    )


def _borrowing(python: Path, environment: Path) -> Path:
    """Make an environment of `python` that holds nothing itself: packages and Jupyter's files are ours."""
    subprocess.run([python, "-m", "venv", "--without-pip", environment], check=True)
    packages = sysconfig.get_path("purelib")
    theirs = next(environment.glob("lib/python3*/site-packages"))
    (theirs / "borrowed.pth").write_text(f"import site; site.addsitedir({packages!r})\n", encoding="utf-8")
    for name in ("share", "etc"):
        (environment / name).symlink_to(Path(sys.prefix) / name)
    return environment / "bin" / "python"


def _runs_for(name: str, python: Path) -> bool:
    words = [str(python), "-c", "import fingerpost, jupyterlab"]
    try:
        ran = subprocess.run(
            words, user=name, group=name, extra_groups=[], cwd="/", check=False, capture_output=True
        )
    except PermissionError:
        return False
    return ran.returncode == 0
