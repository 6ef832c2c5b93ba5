"""A hub to try out on this machine: accounts, folders, course, and JupyterHub at http://127.0.0.1:8000.

`sudo make hub` runs it and `sudo make hub HUB_ARGS=--remove` takes all of it away again: the accounts it
made, their homes and the folder /srv/fingerpost-trial.
"""

import grp
import os
import pwd
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import prepare
import prepare_hub

HERE = Path(__file__).resolve().parent
PLACE = Path("/srv/fingerpost-trial")
GROUPS = {
    "fingerpost-learners": ("fp-learner1", "fp-learner2", "fp-learner3"),
    "fingerpost-tutors": ("fp-tutor1",),
    "fingerpost-administrators": ("fp-admin1",),
}
MARKING = "fingerpost-marking"
ADDRESS = "http://127.0.0.1:8000"
NEEDS_ROOT = "A hub starts each person's server as that person, which root alone may do. Type: sudo make hub"


def has_account(name: str) -> bool:
    """Claim that the machine has an account of this name."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def has_group(name: str) -> bool:
    """Claim that the machine has a group of this name."""
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True


def make_people() -> None:
    """Leave every group and account of the trial there; one that is there stays as it is."""
    for group, names in GROUPS.items():
        if not has_group(group):
            prepare.run("groupadd", group, say=f"make the group {group}")
        for name in (*names, MARKING):
            if not has_account(name):
                extra = ["--groups", group] if name != MARKING else []
                words = ["useradd", "--create-home", "--user-group", *extra, "--shell", "/usr/sbin/nologin"]
                prepare.run(*words, name, say=f"make the account {name}")


def remove() -> None:
    """Take the trial away: accounts with their homes, groups, folder."""
    for name in (*(name for names in GROUPS.values() for name in names), MARKING):
        if has_account(name):
            words = ["userdel", "--remove", name]
            subprocess.run(words, check=False, capture_output=True)  # a home may be gone already
    for group in GROUPS:
        if has_group(group):
            prepare.run("groupdel", group, say=f"remove the group {group}")
    shutil.rmtree(PLACE, ignore_errors=True)
    prepare.tell(f"The trial's accounts and {PLACE} are gone.")


def refuse_without_root() -> None:
    """Raise the sentence that says what is needed, unless this is root."""
    if os.geteuid() != 0:
        raise prepare.TroubleError(NEEDS_ROOT)


def write_settings() -> Path:
    """Return the trial's settings file, written beside its folders."""
    PLACE.mkdir(parents=True, exist_ok=True)
    file = PLACE / "hub.toml"
    file.write_text(
        f'place = "{PLACE}"\naddress = "{ADDRESS}"\nlogin = "shared-password"\n', encoding="utf-8"
    )
    return file


def start(settings: Path) -> int:
    """Build the course, release it, say who may log in, and run the hub until Ctrl+C."""
    python = prepare.python_of(prepare_hub.ENVIRONMENT)
    for words in (("build", "--course", str(prepare.ROOT / "course")), ("release",)):
        prepare.tell(f"fingerpost hub {words[0]}: this takes a moment.")
        told = prepare.run(
            python, "-m", "fingerpost", "hub", *words, "--settings", settings, say=f"{words[0]} the course"
        )
        prepare.tell(told.strip())
    password = secrets.token_urlsafe(9)
    names = {group.removeprefix("fingerpost-"): ", ".join(held) for group, held in GROUPS.items()}
    prepare.tell(
        f"\nOpen {ADDRESS} and log in as one of these; the password of all is {password}\n"
        f"  learners: {names['learners']}   tutor: {names['tutors']}\n"
        f"  administrator: {names['administrators']}\n"
        "Ctrl+C here stops the hub and every server on it.\n"
        f"A tutor marks at {ADDRESS}/services/marking/. To take it all away: make hub HUB_ARGS=--remove\n"
    )
    around = {
        **os.environ,
        "FINGERPOST_HUB": str(settings),
        "FINGERPOST_HUB_PASSWORD": password,
    }
    serve = [str(python), "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py"), "--log-level=WARN"]
    return wait_for(subprocess.Popen(serve, env=around, cwd="/"))


def wait_for(hub: subprocess.Popen[bytes]) -> int:
    """Return the hub's status once it has ended: Ctrl+C reaches it too, and it stops its servers first."""
    while True:
        try:
            return hub.wait()
        except KeyboardInterrupt:
            prepare.tell("Stopping the hub and every server on it.")


def main(words: list[str]) -> int:
    """Start the trial, or remove it; return 0 done, 1 trouble said in a sentence, 2 wrong use."""
    if words not in ([], ["--remove"]):
        print("Say nothing, or --remove. Example: sudo make hub HUB_ARGS=--remove", file=sys.stderr)
        return 2
    try:
        refuse_without_root()
        if words:
            remove()
            return 0
        prepare_hub.prepare_hub()
        make_people()
        return start(write_settings())
    except prepare.TroubleError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
