"""A server that rests is stopped by the hub, and what was saved in it is whole: the last thing on a hub."""

import json
import pwd
import subprocess
import time
from pathlib import Path

from hub import Hub
from hub_person import Person
from hub_work import NOTEBOOK, secret_of
from leftovers import processes_of

_PATIENCE_SECONDS = 240


def culler_of(hub: Hub) -> tuple[list[str], dict[str, str]]:
    """Return words and surroundings, its token among them, of the hub's service that stops servers."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_text(encoding="utf-8").split("\0")[:-1]
            parent = int((entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            if parent == hub.process and "jupyterhub_idle_culler" in words:
                around = (entry / "environ").read_text(encoding="utf-8").split("\0")[:-1]
                return words, dict(line.split("=", 1) for line in around)
        except (FileNotFoundError, ProcessLookupError):
            continue
    raise AssertionError("The hub runs no service that stops servers.")


def test_servers_that_rest_longer_than_the_setting_are_stopped_and_all_work_is_kept(
    hub: Hub, others: list[Person]
) -> None:
    """The hub's own service with its own rights, told that two seconds are long.

    It looks as often as half of that, in whole seconds: told one, it would not start.
    """
    words, around = culler_of(hub)
    usual = f"--timeout={hub.settings.idle_minutes * 60}"
    assert usual in words
    accounts = {one.name: pwd.getpwnam(one.name) for one in others}
    assert any(processes_of(account.pw_uid) for account in accounts.values())
    impatient = ["--timeout=2" if word == usual else word for word in words]
    with subprocess.Popen(
        impatient, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as culler:
        try:
            give_up = time.monotonic() + _PATIENCE_SECONDS
            while any(processes_of(account.pw_uid) for account in accounts.values()):
                assert time.monotonic() < give_up, "Somebody's server still runs."
                time.sleep(0.5)
        finally:
            culler.terminate()
    for name, account in accounts.items():
        saved = (Path(account.pw_dir) / "fingerpost" / NOTEBOOK).read_text(encoding="utf-8")
        assert json.loads(saved)["cells"]
        assert secret_of(name) in saved
