"""Fetch the system's programs that tests drive: by apt when root, otherwise say what to install.

`make test` runs it; a learner needs none of them.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import prepare


@dataclass(frozen=True)
class Program:
    """A program, the names it goes by on the PATH, Debian's package, and what needs it."""

    title: str
    names: tuple[str, ...]
    package: str
    needed_for: str


PROGRAMS = (
    Program(
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "chromium",
        "the tests in a real browser",
    ),
    Program(
        "LibreOffice",
        ("soffice", "libreoffice"),
        "libreoffice-calc-nogui",
        "the tests that ask a second spreadsheet program",
    ),
    Program("bubblewrap", ("bwrap",), "bubblewrap", "the tests of marking on kernels without Landlock"),
)


def missing() -> list[Program]:
    """Return the programs that are not on the PATH."""
    return [program for program in PROGRAMS if not any(shutil.which(name) for name in program.names)]


def may_install() -> bool:
    """Claim that we may ask apt: it is there and we are root."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(*words: str) -> None:
    """Run apt-get without a question asked."""
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    prepare.run("apt-get", "-qq", *words, say=f"run `apt-get {' '.join(words)}`")


def fetch() -> None:
    """Leave every program installed, or raise the sentence that says what to install."""
    wanted = missing()
    if not wanted:
        return
    packages = [program.package for program in wanted]
    if not may_install():
        needs = " and ".join(f"{program.title} (for {program.needed_for})" for program in wanted)
        raise prepare.TroubleError(
            f"The tests need {needs}, not found on the PATH; install it, on Debian by: "
            f"sudo apt-get install {' '.join(packages)}"
        )
    prepare.tell(f"Installing {', '.join(packages)} by apt-get.")
    apt_get("update")
    apt_get("install", "--yes", "--no-install-recommends", *packages)


def main() -> int:
    """Fetch what is missing; return 0 done, 1 trouble said in a sentence."""
    try:
        fetch()
    except (prepare.TroubleError, subprocess.SubprocessError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
