"""What an administrator decides about a hub: `hub.toml`, read key by key; a slip is refused by name."""

import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fingerpost.errors import FingerpostError

SETTINGS_VARIABLE = "FINGERPOST_HUB"
"""The variable that names the settings file; without it, `hub.toml` beside the configuration is read."""

COURSE_ID = "fingerpost"
FOR_TRIALS_ONLY = "shared-password"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_WORDS = {str: "a text in quotes", int: "a whole number above 0", bool: "true or false", Path: "a folder"}


class HubSettingsError(FingerpostError):
    """The hub's settings file cannot be used."""


@dataclass(frozen=True)
class HubSettings:
    """One hub. Each field is a key of `hub.toml`, and its value here holds where the key is left out."""

    place: Path = Path("/srv/fingerpost")
    """The folder that holds all of it: edition, course root, exchange, the hub's own state."""
    address: str = "http://127.0.0.1:8000"
    login: str = "pam"
    """JupyterHub's name of the way people log in; whichever it is, names must be Unix accounts here."""
    learners: str = "fingerpost-learners"
    tutors: str = "fingerpost-tutors"
    administrators: str = "fingerpost-administrators"
    """These three are Unix groups: who is in none of them cannot log in."""
    marking: str = "fingerpost-marking"
    """The Unix account that owns the course root and marks in it; nobody logs in as it."""
    most_servers: int = 40
    spawns_at_once: int = 6
    memory_mb: int = 2048
    """The most that any one process of a learner's may hold."""
    duckdb_mb: int = 256
    processes: int = 400
    """The most processes and threads that one learner may run."""
    idle_minutes: int = 60
    longest_hours: int = 12
    terminals: bool = False

    @property
    def edition(self) -> Path:
        """Return the folder of what learners read: lessons, checks, warehouses."""
        return self.place / "edition"

    @property
    def course(self) -> Path:
        """Return the nbgrader course root."""
        return self.place / "course"

    @property
    def exchange(self) -> Path:
        """Return nbgrader's exchange."""
        return self.place / "exchange"

    @property
    def state(self) -> Path:
        """Return the folder of the hub's database, cookie secret and lock."""
        return self.place / "hub"

    @property
    def run(self) -> Path:
        """Return the folder that holds one private folder a person, for sockets and temporary files."""
        return self.place / "run"

    @property
    def jupyter(self) -> Path:
        """Return the folder of settings that every server reads, nbgrader's among them."""
        return self.place / "jupyter"


def read_settings(file: Path) -> HubSettings:
    """Return what a settings file says; raises HubSettingsError with the key and what was expected."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise HubSettingsError(
            f"The hub's settings {file} cannot be read ({trouble.strerror}). Copy binder/hub/hub.toml there, "
            f"or say where yours stand: {SETTINGS_VARIABLE}=/path/to/hub.toml"
        ) from trouble
    except ValueError as trouble:
        raise HubSettingsError(f"{file} is not TOML: {trouble}. See binder/hub/hub.toml.") from trouble
    known = {field.name: field.type for field in fields(HubSettings)}
    checked: dict[str, Any] = {key: _checked(file, key, value, known) for key, value in told.items()}
    settings = HubSettings(**checked)
    _refuse_open_trial(file, settings)
    return settings


def _checked(file: Path, key: str, value: object, known: dict[str, Any]) -> object:
    """Return a value as its field holds it; raises HubSettingsError."""
    if key not in known:
        near = get_close_matches(key, known, n=1)
        advice = f"did you mean '{near[0]}'?" if near else f"it knows {', '.join(sorted(known))}."
        raise HubSettingsError(f"{file} has the key '{key}', which a hub does not know; {advice}")
    wanted = known[key]
    taken = str if wanted is Path else wanted
    is_fit = (
        type(value) is taken and value != "" and (taken is not int or (isinstance(value, int) and value > 0))
    )
    if wanted is Path and is_fit and not Path(str(value)).is_absolute():
        is_fit = False
    if not is_fit:
        raise HubSettingsError(f"{file}: '{key}' should be {_WORDS[wanted]}, found {value!r}.")
    return Path(str(value)) if wanted is Path else value


def _refuse_open_trial(file: Path, settings: HubSettings) -> None:
    """Raise where one password for everybody would be reached from other machines."""
    host = urlsplit(settings.address).hostname
    if settings.login == FOR_TRIALS_ONLY and host not in _LOOPBACK:
        raise HubSettingsError(
            f"{file}: login '{FOR_TRIALS_ONLY}' lets everybody in with one password, so it is for trials at "
            f"http://127.0.0.1 alone; address is '{settings.address}'. Choose another login, such as 'pam'."
        )
