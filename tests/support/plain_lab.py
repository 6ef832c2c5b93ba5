"""JupyterLab, Notebook 7 and Voilà over a folder, as anyone runs them: no course, no learner, no token."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fingerpost.server.hub.starting import free_port
from lab_server import end, wait_until_answering

_OPEN_TO_TESTS = (
    "--IdentityProvider.token=",
    "--ServerApp.disable_check_xsrf=True",
    "--LabApp.expose_app_in_browser=True",
    "--JupyterNotebookApp.expose_app_in_browser=True",
)


@contextmanager
def plain_lab(folder: Path, *, home: Path, python: str = sys.executable) -> Iterator[str]:
    """Run JupyterLab over `folder` until the block ends; its notebooks named trusted-… are trusted.

    `python` is the one of an environment that has JupyterLab: ours, if none is named.
    """
    around = _around(home)
    signed = [str(file) for file in folder.glob("trusted-*.ipynb")]
    if signed:
        subprocess.run([sys.executable, "-m", "jupyter", "trust", *signed], env=around, check=True)
    port = free_port()
    words = ["lab", "--no-browser", "--allow-root", f"--port={port}", f"--ServerApp.root_dir={folder}"]
    jupyter = [python, "-m", "jupyter", *words, *_OPEN_TO_TESTS]
    with running(jupyter, port, around, home / "log", "/api/status"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def plain_voila(folder: Path, *, home: Path) -> Iterator[str]:
    """Run Voilà over `folder` until the block ends; a notebook is run anew for whoever opens it."""
    port = free_port()
    words = ["--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", "--token="]
    voila = [sys.executable, "-m", "voila", str(folder), *words]
    with running(voila, port, _around(home), home / "log", "/voila/tree"):
        yield f"http://127.0.0.1:{port}"


def _around(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home), "JUPYTER_DATA_DIR": str(home / "data")}


@contextmanager
def running(
    words: list[str], port: int, around: dict[str, str], log: Path, answers_at: str
) -> Iterator[None]:
    """Run a server until the block ends, once it answers; what it prints goes to `log`."""
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(words, env=around, stdout=said, stderr=said, start_new_session=True)
        try:
            wait_until_answering(f"http://127.0.0.1:{port}{answers_at}", process)
            yield
        finally:
            end(process)
