"""JupyterHub for a cohort on one machine: every account a Unix account, nbgrader between them.

Start it as root, with its own environment (`make hub` does, to try out):

    .venv-hub/bin/python -m jupyterhub -f binder/hub/jupyterhub_config.py

What an administrator decides stands in `hub.toml`, beside this file unless FINGERPOST_HUB says where. Nothing
here needs a change.
"""

import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from fingerpost.errors import FingerpostError
from fingerpost.server.hub import places, starting
from fingerpost.server.hub.people import ADMINISTRATORS, TUTORS, groups_of
from fingerpost.server.hub.settings import FOR_TRIALS_ONLY, SETTINGS_VARIABLE, read_settings
from fingerpost.server.hub.turns import Turns, answers
from jupyterhub.spawner import LocalProcessSpawner
from tornado import web

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub gives it
HERE = Path(__file__).resolve().parent
ENVIRONMENT = Path(sys.prefix)

try:
    settings = read_settings(Path(os.environ.get(SETTINGS_VARIABLE) or HERE / "hub.toml"))
    places.refuse_missing_people(settings)
    if wrong := places.troubles(settings):
        raise places.HubPlacesError("The hub was not started. " + " ".join(wrong))
    lock = starting.hold_the_place(settings)
except FingerpostError as trouble:
    sys.exit(str(trouble))
turns = Turns(settings.spawns_at_once)


def admit(authenticator: Any, _handler: object, told: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - JupyterHub ships no types
    """Let in who is in one of the course's groups, into the hub's groups of that name."""
    try:
        groups = groups_of(told["name"], settings)
    except FingerpostError as trouble:
        authenticator.log.warning("Not let in: %s is in no group of this course.", told["name"])
        raise web.HTTPError(403, str(trouble)) from None
    return {**told, "groups": groups, "admin": False}  # the hub's own "admin" enters every server


def refusal(status: int, trouble: FingerpostError) -> web.HTTPError:
    """Return an error whose sentence JupyterHub's page shows to whoever waits for their server."""
    told = web.HTTPError(status, str(trouble))
    told.jupyterhub_message = str(trouble)  # type: ignore[attr-defined]  # JupyterHub's own name for it
    return told


def prepare(spawner: Any) -> None:  # noqa: ANN401 - as above
    """Look at what a person's server needs, just before it starts; what is wrong goes into the log."""
    name = spawner.user.name
    try:
        groups_of(name, settings)
    except FingerpostError as trouble:
        spawner.log.warning("Not started: %s is in no group of this course any more.", name)
        raise refusal(403, trouble) from None
    for said in filter(None, [*places.troubles(settings), places.close_home(name)]):
        spawner.log.warning("%s", said)
    spawner.environment = starting.surroundings(settings, name)


class WithinBounds(LocalProcessSpawner):  # type: ignore[misc]  # as above
    """A learner's server, as their own user, within the hub's bounds."""

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Return what the new process does first."""
        return starting.within_bounds(settings, super().make_preexec_fn(name))

    async def start(self) -> tuple[str, int]:
        """Start when it is their turn, and return where the server listens once it does."""
        async with turns.taken(self.user.name):
            self.port = starting.free_port()  # JupyterHub's own choice may be another's before it is used
            where: tuple[str, int] = await super().start()
            try:
                await answers(where[1], self.has_ended)
            except FingerpostError as trouble:
                raise refusal(500, trouble) from None
            return where

    async def has_ended(self) -> bool:
        """Claim that the process is gone."""
        return await self.poll() is not None

    async def progress(self) -> AsyncIterator[dict[str, object]]:
        """Yield what the page says to whoever waits."""
        async for said in turns.told(self.user.name):
            yield {"message": said}


# ------------------------------------------------------------------ Where it listens, what it keeps
c.JupyterHub.bind_url = settings.address
c.JupyterHub.hub_port = starting.free_port()
c.JupyterHub.db_url = f"sqlite:///{settings.state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(settings.state / "cookie_secret")
c.JupyterHub.cleanup_servers = True  # a stopped hub leaves no server behind
node, proxy = ENVIRONMENT / "node", ENVIRONMENT / "proxy/node_modules/configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(node), str(proxy / "bin/configurable-http-proxy")]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{starting.free_port()}"
c.ConfigurableHTTPProxy.pid_file = str(settings.state / "proxy.pid")

# ------------------------------------------------------------------ Who may do what
c.JupyterHub.authenticator_class = settings.login
c.Authenticator.allow_all = True  # `admit` decides, by Unix group, whichever way people log in
c.Authenticator.post_auth_hook = admit
c.Authenticator.manage_groups = True
if settings.login == FOR_TRIALS_ONLY:
    c.SharedPasswordAuthenticator.user_password = os.environ["FINGERPOST_HUB_PASSWORD"]
c.JupyterHub.load_roles = [
    {"name": "marks", "groups": [TUTORS], "scopes": ["access:services!service=marking"]},
    {
        "name": "looks-after-servers",  # sees and stops them, and enters none
        "groups": [ADMINISTRATORS],
        "scopes": ["admin-ui", "list:users", "read:users:activity", "admin:servers", "read:hub"],
    },
    {
        "name": "stops-what-rests",
        "services": ["culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    },
]

# ------------------------------------------------------------------ A learner's server
c.JupyterHub.spawner_class = WithinBounds
c.Spawner.pre_spawn_hook = prepare
c.Spawner.cmd = starting.LEARNERS_SERVER
c.Spawner.args = starting.learners_arguments(settings)
c.Spawner.notebook_dir = "~/fingerpost"
c.Spawner.default_url = starting.START_ADDRESS
c.Spawner.disable_user_config = True  # a learner's own settings cannot switch terminals on or the culler off
c.Spawner.start_timeout = 900  # a whole cohort logs in at nine o'clock; waiting for one's turn counts
c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 0  # it would send people away to try again; `turns` has them wait
c.JupyterHub.active_server_limit = settings.most_servers
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}  # a page with progress, not a browser that hangs

# ------------------------------------------------------------------ Services
c.JupyterHub.services = [
    {
        "name": "marking",
        "url": f"http://127.0.0.1:{starting.free_port()}",
        "command": [sys.executable, "-m", "jupyterhub.singleuser", *starting.marking_arguments(settings)],
        "user": settings.marking,
        "cwd": str(settings.course),
        "environment": starting.surroundings(settings, settings.marking),
        "oauth_no_confirm": True,
    },
    {
        "name": "culler",
        "command": [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            f"--timeout={settings.idle_minutes * 60}",
            f"--max-age={settings.longest_hours * 3600}",
        ],
    },
]
