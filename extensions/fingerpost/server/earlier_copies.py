"""Earlier copies of a learner's notebooks, in a folder that they can see, kept while they save and update."""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = "earlier-copies"
BETWEEN = timedelta(minutes=10)
KEPT = 20
"""For each notebook: with ten minutes between them, a little over three hours of work."""

_STAMP = "%Y-%m-%d %H.%M.%S"
_SAVED = "saved"


def keep_copy(home: Path, file: Path, *, now: datetime, why: str = _SAVED) -> Path:
    """Copy `file` to `earlier-copies/…/NAME/2026-11-26 09.30.00 saved.ipynb` and return where."""
    copy = _folder(home, file) / f"{now.strftime(_STAMP)} {why}{file.suffix}"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, copy)
    return copy


def keep_copy_now_and_then(home: Path, file: Path, *, now: datetime) -> Path | None:
    """Copy `file` unless that was done less than ten minutes ago; of such copies the last twenty stay."""
    if file.is_relative_to(home / FOLDER):
        return None
    saved = sorted(_folder(home, file).glob(f"*{_SAVED}{file.suffix}"))
    if saved and now - _day_of(saved[-1]) < BETWEEN:
        return None
    copy = keep_copy(home, file, now=now)
    for old in saved[: -(KEPT - 1)]:
        old.unlink()
    return copy


def after_saving(home: Path, clock: Callable[[], datetime]) -> Callable[..., None]:
    """Return what Jupyter's contents manager calls after each save; a copy that fails never fails a save."""

    def hook(os_path: str, model: dict[str, Any], **_more: Any) -> None:  # noqa: ANN401 - Jupyter's signature
        if model.get("type") != "notebook":
            return
        try:
            keep_copy_now_and_then(home, Path(os_path), now=clock())
        except OSError as trouble:
            logging.getLogger("fingerpost").warning("No earlier copy of %s was kept: %s", os_path, trouble)

    return hook


def _folder(home: Path, file: Path) -> Path:
    return home / FOLDER / file.relative_to(home).with_suffix("")


def _day_of(copy: Path) -> datetime:
    """Return when a copy was made; the clock's zone is the machine's, as in the name."""
    return datetime.strptime(copy.name[:19], _STAMP)  # noqa: DTZ007 - a name for people, in their own time
