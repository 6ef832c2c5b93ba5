"""A real JupyterLab, started by our own command, for the browser tests and the README's picture."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fingerpost.server.hub.starting import free_port
from learner import Learner

TOKEN = "a-token-for-tests"  # noqa: S105 - opens a server that lives as long as one test run
_PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class LabServer:
    """Where a running JupyterLab answers, the learner's folder it shows, the edition, and what it printed."""

    address: str
    home: Path
    edition: Path
    log: Path

    def url(self, path: str = "/") -> str:
        """Return the full address of `path`, token included."""
        return f"{self.address}{path}{'&' if '?' in path else '?'}token={TOKEN}"


@contextmanager
def lab_server(learner: Learner, *, edition: Path, environment: dict[str, str]) -> Iterator[LabServer]:
    """Run `fingerpost start` as `learner`, over a new folder in their home, until the block ends.

    `edition` is a built learner edition that they may read; `environment` is added to theirs.
    """
    port = free_port()
    said = learner.folder / f"lab-{port}.log"
    server = LabServer(f"http://127.0.0.1:{port}", learner.home / "fingerpost", edition, said)
    started = learner.starts({"FINGERPOST_DATA": str(edition), "JUPYTER_TOKEN": TOKEN} | environment)
    with server.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [str(learner.python), "-m", "fingerpost", "start", "--no-browser", "--port", str(port)],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **started,
        )
        try:
            wait_until_answering(server.url("/api/status"), process)
            yield server
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a server that leads its own group to stop, and wait until it has; nothing of its group goes on."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=_PATIENCE_SECONDS)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def wait_until_answering(
    address: str, process: subprocess.Popen[bytes], *, seconds: float = _PATIENCE_SECONDS
) -> None:
    """Return when `address` answers 200; raise when the program ends first or takes too long."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own http address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise TimeoutError(f"{address} did not answer within {seconds} seconds")
