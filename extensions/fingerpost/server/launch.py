"""JupyterLab, started on this machine alone, open at the Start here page."""

import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import zmq

from fingerpost.errors import FingerpostError
from fingerpost.server.home import START_PAGE
from fingerpost.server.marking.links import PATH as MARKING

DEFAULT_PORT = 8888
_LAST_PORT = 65535
_LOOPBACK = "127.0.0.1"
_NOT_FOR_LEARNERS = ("nbgrader.server_extensions.formgrader",)
_FOR_NOBODY = (
    "nbgrader.server_extensions.course_list",
    "jupyterlab_jupytext",  # it would call Start here.md a notebook
)


class PortInUseError(FingerpostError):
    """Another program listens on the port that was asked for."""


class PortNotAllowedError(FingerpostError):
    """The system keeps the port that was asked for from ordinary users."""


def quiet_arguments(*, tutor: bool) -> list[str]:
    """Return the words that every JupyterLab of ours has: no news, no update calls, nothing unasked for."""
    off = dict.fromkeys(_FOR_NOBODY if tutor else (*_FOR_NOBODY, *_NOT_FOR_LEARNERS), False)
    return [
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        f"--ServerApp.jpserver_extensions={off}",
    ]


def lab_arguments(home: Path, *, port: int | None, browser: bool, tutor: bool = False) -> list[str]:
    """Return the command-line words for JupyterLab: loopback only, token kept, no news, no update calls.

    For a tutor `home` is the course root: Lab opens at the marking page, and formgrader is there too.
    Without a port, Jupyter takes the first free one from 8888 on; a port that was asked for is taken or
    refused, never swapped in silence.
    """
    first = MARKING if tutor else f"/lab/tree/{quote(START_PAGE)}"
    arguments = [
        f"--ServerApp.ip={_LOOPBACK}",
        "--ServerApp.allow_remote_access=False",
        f"--ServerApp.root_dir={home}",
        f"--ServerApp.port={port or DEFAULT_PORT}",
        f"--LabApp.default_url={first}",
        "--ServerApp.open_browser=" + str(browser),
        # Jupyter's diary would bury the address under a page of words that nobody in an office should fear
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        *quiet_arguments(tutor=tutor),
    ]
    if tutor:
        arguments.append(f"--FingerpostTutor.course_root={home}")
    if zmq.has("curve"):  # others on this machine cannot listen in on a kernel, and it does not warn of them
        arguments.append("--KernelManager.transport_encryption=auto")
    if port is not None:
        arguments.append("--ServerApp.port_retries=0")
    if hasattr(os, "getuid") and os.getuid() == 0:
        arguments.append("--allow-root")  # build machines run as root; learners do not
    return arguments


def refuse_port(port: int) -> None:
    """Raise where JupyterLab could not listen on `port`: `PortInUseError`, `PortNotAllowedError`."""
    other = port + 1 if port < _LAST_PORT else DEFAULT_PORT
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.settimeout(1)
        if probe.connect_ex((_LOOPBACK, port)) == 0:
            raise PortInUseError(
                f"Port {port} is already in use on this machine, perhaps by a JupyterLab you started before. "
                f"Stop that one, or choose another port: fingerpost start --port {other}"
            )
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Jupyter does
        try:
            trial.bind((_LOOPBACK, port))
        except PermissionError:
            raise PortNotAllowedError(
                f"Port {port} is kept for the system on this machine; JupyterLab needs one from 1024 on. "
                f"Type: fingerpost start --port {DEFAULT_PORT}"
            ) from None


def import_lab() -> Any:  # noqa: ANN401 - JupyterLab ships no types
    """Return JupyterLab's application, imported without asking Node for settings that nobody needs here.

    Where a Node is found, JupyterLab asks it at every start where packages for building extensions come
    from: half a second of CPU. Nobody builds any, and JupyterLab takes a missing Node as saying so.
    """
    found = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.devnull
    try:
        from jupyterlab.labapp import LabApp  # noqa: PLC0415 - half a second that only servers should pay
    finally:
        os.environ["PATH"] = found
    return LabApp


def run_lab(home: Path, *, port: int | None = None, browser: bool = True, tutor: bool = False) -> None:
    """Run JupyterLab in this process until it is stopped, with `home` as its current folder.

    For a tutor, `home` is the course root.
    """
    if port is not None:
        refuse_port(port)
    lab = import_lab()
    os.chdir(
        home
    )  # nbgrader fetches assignments into the current folder, and Lab shows only what is in `home`
    own_programs = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([own_programs, os.environ.get("PATH", "")])  # for terminals in Lab
    sys.argv = ["jupyter-lab"]  # Jupyter reads extra words of the command line again: it has its own here
    lab.launch_instance(lab_arguments(home, port=port, browser=browser, tutor=tutor))
