"""Looks at the machine: folders' names and room, text, clock, certificates, browser."""

import os
import shutil
import sys
import webbrowser
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fingerpost.server.checkup.finding import START, Finding, setting
from fingerpost.server.home import learners_folder
from fingerpost.warehouse.paths import data_root

ROOM_NEEDED_MB = 500
LONGEST_INSIDE = 166
"""Characters of the longest file's name inside an environment, measured; Windows stops at 260 in all."""
LONGEST_ON_WINDOWS = 260
CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")
A_DAY = timedelta(days=1)

_SPOKEN = "é ■ ✓"


def look_at_paths(environment: Path | None = None, *, windows: bool = os.name == "nt") -> Finding:
    """Say whether files stand where Windows and OneDrive leave them alone."""
    folder = environment or Path(sys.prefix)
    for place in (folder, learners_folder()):
        if any(part.lower().startswith("onedrive") for part in place.parts):
            said = f"{place} is in OneDrive, which locks and moves files while they are in use"
            return Finding("Folders", said, f"{START} --home C:/fingerpost   (and clone outside OneDrive)")
    length = len(str(folder)) + 1 + LONGEST_INSIDE
    if windows and length > LONGEST_ON_WINDOWS:
        said = f"{folder} is so long a name that files in it pass {LONGEST_ON_WINDOWS} characters ({length})"
        return Finding("Folders", said, r"clone to a short folder, such as C:\fingerpost, and: make setup")
    return Finding("Folders", f"{folder} is short enough and outside OneDrive")


def look_at_disk() -> Finding:
    """Say how much room is left where the environment and the learner's own folder stand."""
    home = learners_folder()
    places = (Path(sys.prefix), home if home.is_dir() else home.parent)
    free, where = min((shutil.disk_usage(place).free // 2**20, place) for place in places)
    if free < ROOM_NEEDED_MB:
        said = f"{free} MB left where {where} is; lessons and their data need {ROOM_NEEDED_MB} MB"
        return Finding("Disk", said, "empty the bin, or move old downloads to another drive")
    return Finding("Disk", f"{free} MB free")


def look_at_text() -> Finding:
    """Say whether Python can print the signs that lessons use."""
    used = sys.stdout.encoding or "ascii"
    try:
        _SPOKEN.encode(used)
    except (UnicodeEncodeError, LookupError):
        said = f"this window's text is {used}, which has no {_SPOKEN.encode('ascii', 'backslashreplace')!r}"
        return Finding("Text", said, setting("PYTHONUTF8", "1"))
    return Finding("Text", f"{used} has the signs that lessons use")


def look_at_clock(now: datetime | None = None) -> Finding:
    """Say whether the clock can be right: it is not before the day on which this course was built."""
    moment = now or datetime.now(UTC)
    built = [file for file in (data_root() / "edition.json", Path(__file__)) if file.is_file()]
    newest = max(datetime.fromtimestamp(file.stat().st_mtime, UTC) for file in built)
    if moment < newest - A_DAY:
        said = f"it says {moment:%d %B %Y, %H:%M} UTC, before {newest:%d %B %Y}, when this was built"
        return Finding("Clock", said, "set date and time in the system's settings; hand-in times rest on it")
    return Finding("Clock", f"{moment:%d %B %Y, %H:%M} UTC")


def look_at_certificates() -> Finding:
    """Say whether a certificate file that installing would read is there and is one."""
    for name in CERTIFICATE_VARIABLES:
        file = os.environ.get(name)
        if file and not _holds_certificates(Path(file)):
            said = f"{name} names {file}, which is not there or holds no certificate; installing would stop"
            clear = f"set {name}=" if os.name == "nt" else f"unset {name}"
            return Finding("Certificates", said, f"{clear}   (or ask IT for the proxy's certificate file)")
    return Finding("Certificates", "nothing stands in the way of installing")


def look_at_browser() -> Finding:
    """Say whether a browser opens by itself."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        said = "Python finds none to open; JupyterLab works in any that you open yourself"
        return Finding("Browser", said, f"{START} --no-browser   (and copy the address it prints)")
    return Finding("Browser", "one opens by itself")


def _holds_certificates(file: Path) -> bool:
    try:
        return "BEGIN CERTIFICATE" in file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return file.is_dir()  # a folder of certificates is allowed
