"""JupyterLab and Notebook 7 over a folder, as anyone runs them: no course, no learner, no token."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lab_server import free_port, wait_until_answering

_OPEN_TO_TESTS = (
    "--IdentityProvider.token=",
    "--ServerApp.disable_check_xsrf=True",
    "--LabApp.expose_app_in_browser=True",
    "--JupyterNotebookApp.expose_app_in_browser=True",
)


@contextmanager
def plain_lab(folder: Path, *, home: Path) -> Iterator[str]:
    """Run JupyterLab over `folder` until the block ends; its notebooks named trusted-… are trusted."""
    around = {**os.environ, "HOME": str(home), "JUPYTER_DATA_DIR": str(home / "data")}
    signed = [str(file) for file in folder.glob("trusted-*.ipynb")]
    if signed:
        subprocess.run([sys.executable, "-m", "jupyter", "trust", *signed], env=around, check=True)
    port = free_port()
    words = ["lab", "--no-browser", "--allow-root", f"--port={port}", f"--ServerApp.root_dir={folder}"]
    with (home / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", *words, *_OPEN_TO_TESTS],
            env=around,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_until_answering(f"http://127.0.0.1:{port}/api/status", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
