"""How a hub's servers are started: their words and surroundings, a learner's and the marking service's."""

import fcntl
import os
import resource
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

from fingerpost.errors import FingerpostError
from fingerpost.server.home import START_PAGE
from fingerpost.server.hub.places import own_folder
from fingerpost.server.hub.settings import HubSettings
from fingerpost.server.launch import quiet_arguments
from fingerpost.server.marking.links import PATH as MARKING
from fingerpost.warehouse.connection import MEMORY_VARIABLE
from fingerpost.warehouse.paths import DATA_VARIABLE

START_ADDRESS = f"/lab/tree/{quote(START_PAGE)}"
LEARNERS_SERVER = [sys.executable, "-m", "fingerpost.server.hub.single_user"]
_NO_QUESTION = "--ServerApp.answer_yes=True"
"""A server that is told to stop stops; as it comes it asks a terminal that is not there, and waits."""
_NO_LANGUAGE_SERVERS = "--LanguageServerManager.autodetect=False"
"""There are none here, and looking for them runs npm whenever a server starts."""
_ONE_MB = 1024 * 1024
_KERNEL_IDLE_SHARE = 60
"""A kernel that rests as long as a server may is stopped first: seconds in a minute."""
_PORTS = range(10_000, 32_768)
"""Below those that the system hands out by itself, above those of the machine's own services."""


class HubRunsAlreadyError(FingerpostError):
    """A hub of this place, or another program on its port, is running."""


def learners_arguments(settings: HubSettings) -> list[str]:
    """Return the words of a learner's server: kernels over sockets that are files, no terminal, no news."""
    return [
        *quiet_arguments(tutor=False),
        _NO_QUESTION,
        _NO_LANGUAGE_SERVERS,
        "--KernelManager.transport=ipc",
        f"--ServerApp.terminals_enabled={settings.terminals}",
        f"--MappingKernelManager.cull_idle_timeout={settings.idle_minutes * _KERNEL_IDLE_SHARE}",
        "--MappingKernelManager.cull_connected=True",
    ]


def marking_arguments(settings: HubSettings) -> list[str]:
    """Return the words of the marking service: JupyterLab in the course root, with formgrader."""
    return [
        *quiet_arguments(tutor=True),
        _NO_QUESTION,
        _NO_LANGUAGE_SERVERS,
        f"--FingerpostTutor.course_root={settings.course}",
        f"--FingerpostTutor.learners_group={settings.learners}",
        "--KernelManager.transport=ipc",
        f"--ServerApp.root_dir={settings.course}",
        f"--ServerApp.default_url={MARKING}",
    ]


def surroundings(settings: HubSettings, name: str) -> dict[str, str]:
    """Return the variables of a person's server; root makes their private folder."""
    own = str(own_folder(settings, name))
    return {
        DATA_VARIABLE: str(settings.edition),
        MEMORY_VARIABLE: f"{settings.duckdb_mb}MB",
        "JUPYTER_CONFIG_PATH": str(settings.jupyter),
        "JUPYTER_RUNTIME_DIR": own,  # a socket's whole name has at most 107 letters
        "TMPDIR": own,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
    }


def within_bounds(settings: HubSettings, become: Callable[[], None]) -> Callable[[], None]:
    """Return what a learner's new process does first: take limits, keep files private, `become` them."""
    memory = settings.memory_mb * _ONE_MB

    def begin() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_NPROC, (settings.processes, settings.processes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.umask(0o077)
        become()

    return begin


def hold_the_place(settings: HubSettings) -> int:
    """Return a lock on the hub's state that lasts as long as this process; raises HubRunsAlreadyError."""
    lock = os.open(settings.state / "hub.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        process = os.read(lock, 20).decode()
        os.close(lock)
        raise HubRunsAlreadyError(
            f"A hub of {settings.place} runs already (process {process}), at {settings.address}. It goes on; "
            f"to start it anew, stop it first: kill {process}"
        ) from None
    os.truncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    _refuse_taken_port(settings)
    return lock


def free_port() -> int:
    """Return a port of this machine on which nothing listens now, for a server that is yet to start.

    Meanwhile nobody gets it who asks the system for any port, as kernels and other servers do.
    """
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _refuse_taken_port(settings: HubSettings) -> None:
    where = urlsplit(settings.address)
    port = where.port or (443 if where.scheme == "https" else 80)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((where.hostname or "", port))
        except OSError as trouble:
            raise HubRunsAlreadyError(
                f"The hub cannot listen at {settings.address} ({trouble.strerror}): another program may do "
                "so. Stop that, or change `address` in hub.toml."
            ) from trouble
