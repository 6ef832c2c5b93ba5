"""Looks at the course: its data, its edition, the learner's folder, the port it answers on."""

import os
import socket
import tempfile
from importlib.metadata import version
from pathlib import Path

from fingerpost.courseware.edition import edition_stamp
from fingerpost.errors import FingerpostError
from fingerpost.server.checkup.finding import START, Finding
from fingerpost.server.home import learners_folder
from fingerpost.server.launch import DEFAULT_PORT
from fingerpost.warehouse.connection import connect
from fingerpost.warehouse.paths import authority, data_root, warehouse_file

PORTS_TRIED = 51
"""Jupyter takes the first free port from the one it is given, with 50 more tries."""

_BUILDS = f"{START}   (it builds what is missing)"


def look_at_warehouse() -> Finding:
    """Say whether the practice data can be opened, by opening it."""
    file = warehouse_file(authority())
    if not file.is_file():
        return Finding("Practice data", f"no file {file}", _BUILDS)
    try:
        children = len(connect().sql("FROM ssda903.header"))
    except FingerpostError as trouble:
        return Finding("Practice data", str(trouble), _BUILDS)
    return Finding("Practice data", f"{children} invented children in {file}")


def look_at_edition() -> Finding:
    """Say whether the lessons were built by this version of the package."""
    told, here = edition_stamp(data_root()).get("fingerpost"), version("fingerpost")
    if told is None:
        return Finding("Lessons", f"none are built in {data_root()}", _BUILDS)
    if told != here:
        return Finding("Lessons", f"built by fingerpost {told}; this is {here}", f"{START}, or a new clone")
    return Finding("Lessons", f"built by this fingerpost, {here}")


def look_at_folder(folder: Path | None = None) -> Finding:
    """Say whether the learner's folder can be written, by writing a file that goes again at once."""
    home = folder or learners_folder()
    place = next(one for one in (home, *home.parents) if one.exists())
    try:
        with tempfile.NamedTemporaryFile(dir=place):
            pass
    except OSError as trouble:
        said = f"{place} cannot be written ({trouble.strerror})"
        return Finding("Your folder", said, f"{START} --home FOLDER   (one you may write to)")
    return Finding("Your folder", f"{home} can be written")


def look_at_port(first: int = DEFAULT_PORT, tries: int = PORTS_TRIED) -> Finding:
    """Say whether JupyterLab finds a port to answer on."""
    taken = 0
    while taken < tries and not _is_free(first + taken):
        taken += 1
    if taken == tries:
        said = f"every port from {first} to {first + tries - 1} is taken or kept from you"
        return Finding("Port", said, f"{START} --port {first + 1000}")
    if taken:
        said = f"{first} is taken, perhaps by a JupyterLab still open; the next start uses {first + taken}"
        return Finding("Port", said)
    return Finding("Port", f"{first} is free")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        if os.name != "nt":  # on Windows this word would let two programs share a port
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
