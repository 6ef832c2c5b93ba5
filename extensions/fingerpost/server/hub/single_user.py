"""One learner's server on a hub: their folder laid out and renewed, then JupyterHub's own program in it.

`python -m fingerpost.server.hub.single_user`, started by the hub as the learner.
"""

import os
import sys
from datetime import datetime

from fingerpost.errors import FingerpostError
from fingerpost.server.home import learners_folder, prepare_home
from fingerpost.server.launch import import_lab
from fingerpost.server.updating import update
from fingerpost.warehouse.paths import data_root

ASSIGNMENTS = "assignments"
"""Where nbgrader puts what is fetched, in the learner's folder."""


def renew_folder() -> None:
    """Lay out what is new and merge what is newer; what cannot be done is said in the log, work goes on.

    Raises:
        SystemExit: the folder is none, or cannot be entered; its sentence goes into the hub's log.
    """
    home = learners_folder()
    try:
        if home.is_dir():
            for change in update(home, edition=data_root(), now=datetime.now()):  # noqa: DTZ005 - a name for people, in their own time
                tell(f"{change.file.relative_to(home).as_posix()} {change.said}.")
        prepare_home(home, edition=data_root())
    except FingerpostError as trouble:
        tell(str(trouble))
    try:
        (home / ASSIGNMENTS).mkdir(exist_ok=True)
        os.chdir(home)
    except OSError as trouble:
        sys.exit(f"fingerpost: no server was started, for {home} cannot be used ({trouble.strerror}).")


def tell(sentence: str) -> None:
    """Write a line into the hub's log, which holds what every server prints."""
    sys.stderr.write(f"fingerpost: {sentence}\n")


def main() -> None:
    """Prepare the folder, then serve it until the hub stops it."""
    from jupyterhub.singleuser import main as serve  # noqa: PLC0415 - a hub alone has it

    renew_folder()
    import_lab()
    serve()


if __name__ == "__main__":
    main()
