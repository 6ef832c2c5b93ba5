"""What a tutor types in a terminal of the marking service: the same account, folder and settings."""

import pwd
import subprocess
from pathlib import Path

import prepare
import prepare_hub
from fingerpost.server.hub import starting
from hub import Hub

_PATIENCE_SECONDS = 240


def types(hub: Hub, module: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m MODULE WORDS` as the marking account in the course root; return what it said."""
    return runs_as(hub, hub.settings.marking, "-m", module, *words, cwd=str(hub.settings.course))


def hub_command(*words: str | Path, settings: Path) -> subprocess.CompletedProcess[str]:
    """Run `fingerpost hub WORDS` as the administrator does, as root."""
    python = prepare.python_of(prepare_hub.ENVIRONMENT)
    return subprocess.run(
        [str(python), "-m", "fingerpost", "hub", *map(str, words), "--settings", str(settings)],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/root"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE_SECONDS,
    )


def runs_as(hub: Hub, name: str, *words: str, cwd: str = "/") -> subprocess.CompletedProcess[str]:
    """Run the hub's Python as an account of the machine, with what its server on the hub has around it."""
    person = pwd.getpwnam(name)
    own = {"HOME": person.pw_dir, "USER": name, "LOGNAME": name, "LANG": "C.UTF-8"}
    return subprocess.run(
        [str(prepare.python_of(prepare_hub.ENVIRONMENT)), *words],
        user=name,
        group=person.pw_gid,
        extra_groups=[],
        cwd=cwd,
        env=own | starting.surroundings(hub.settings, name),
        umask=0o077 if name != hub.settings.marking else -1,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE_SECONDS,
    )
