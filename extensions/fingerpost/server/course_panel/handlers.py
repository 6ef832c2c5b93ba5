"""`/fingerpost/api/course` on the Jupyter server: the Course panel's state as JSON, and its buttons."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from fingerpost.courseware.covering.own import CHECKED, points_logged
from fingerpost.courseware.log import Log, read
from fingerpost.errors import FingerpostError
from fingerpost.grading.catalogue import listed_modules
from fingerpost.grading.gradebook.dates import in_london
from fingerpost.server.collecting import is_collected
from fingerpost.server.course_panel import doing
from fingerpost.server.course_panel.exchanged import MANAGER, Exchanged, ListUnreadableError, exchanged
from fingerpost.server.course_panel.standing import Place, Standing, standings
from fingerpost.server.course_panel.telling import (
    ALL_DONE,
    CHECK,
    FEEDBACK,
    FETCH,
    HAND_IN,
    PLACES,
    acts_of,
    next_step,
    state_of,
)
from fingerpost.server.home import is_public_machine
from fingerpost.warehouse.paths import data_root

PATH = "/fingerpost/api/course"
LOG = "log"
_LAST_EVENTS = 5
_BUSY = "fingerpost_course_busy"
"""Of ours in the web application's settings: whether a check runs, which takes a kernel's memory."""


def seen_from(settings: Mapping[str, Any], home: Path) -> tuple[Place, list[Standing], Log, str]:
    """Return the place, every module as it stands, the log, and a sentence where the exchange is away.

    Raises CourseMissingError where the built course is not to be read.
    """
    place: Place = "collected" if is_collected(settings) else "public" if is_public_machine() else "alone"
    in_exchange: dict[str, Exchanged] = {}
    trouble = ""
    if place == "collected":
        try:
            in_exchange = exchanged(settings[MANAGER], home)
        except ListUnreadableError as away:
            trouble = str(away)
    log = read(home)
    every = standings(home, listed_modules(data_root()), log.events, in_exchange)
    return place, every, log, trouble


def told(place: Place, every: list[Standing], log: Log, trouble: str) -> dict[str, object]:
    """Return what the panel shows, ready for JSON."""
    coming = next_step(every, place)
    return {
        "place": place,
        "note": PLACES[place],
        "trouble": trouble,
        "done": "" if coming else ALL_DONE,
        "next": {**asdict(coming.act), **_named(coming.standing)} if coming else None,
        "modules": [_module(standing, place) for standing in every],
        "log": {
            "minutes": sum(event.minutes for event in log.events),
            "last": [
                {
                    "when": in_london(event.time),
                    "module": event.module,
                    "kind": event.kind,
                    "minutes": event.minutes,
                    "text": points_logged(event.text) if event.kind == CHECKED else event.text,
                }
                for event in log.events[: -_LAST_EVENTS - 1 : -1]
            ],
        },
    }


def _named(standing: Standing) -> dict[str, object]:
    return {"module": standing.name, "id": standing.id, "title": standing.title}


def _module(standing: Standing, place: Place) -> dict[str, object]:
    state, said = state_of(standing)
    acts = [asdict(act) for act in acts_of(standing, place)]
    checked = f"{standing.checked.said}, {in_london(standing.checked.at)}" if standing.checked else ""
    return {**_named(standing), "state": state, "said": said, "checked": checked, "acts": acts}


class _CourseHandler(APIHandler):  # type: ignore[misc]  # jupyter_server ships no types
    """The panel's state, and what its buttons do."""

    auth_resource = "contents"

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    def get(self) -> None:
        """Send the state."""
        self._sends({})

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]  # as above
    async def post(self) -> None:
        """Do what a button says; a learner's trouble is an answer like any other, in a sentence."""
        asked = self.get_json_body()
        if not isinstance(asked, dict):
            raise web.HTTPError(400, "Expected what a button of the Course panel sends.")
        try:
            done = await self._done(asked)
        except FingerpostError as trouble:
            self.log.warning("Course panel, %s of %s: %s", asked.get("act"), asked.get("module"), trouble)
            self._sends({"failed": str(trouble)})
            return
        self._sends({"done": asdict(done)})

    def _sends(self, answer: dict[str, object]) -> None:
        """Send an answer, and the state as it is now."""
        self.set_header("Cache-Control", "no-store")
        try:
            self.finish(answer | {"state": told(*seen_from(self.settings, self._home))})
        except FingerpostError as trouble:
            self.finish({"failed": str(trouble)} | answer)

    async def _done(self, asked: Mapping[str, object]) -> doing.Done:
        """Do it; raises FingerpostError with a sentence, HTTPError 400 for what no button of ours asks."""
        act = str(asked.get("act"))
        _place, every, _log, _trouble = seen_from(self.settings, self._home)
        if act == LOG:
            titles = {one.id: one.title for one in every if one.is_listed}
            return doing.log_time(self._home, titles, asked)
        standing = next((one for one in every if one.name == asked.get("module")), None)
        if standing is None or act not in {FETCH, HAND_IN, FEEDBACK, CHECK}:
            raise web.HTTPError(400, "No button of the Course panel asks for that.")
        if act != CHECK:
            # on this thread, as nbgrader's own pages do: it changes the process's current folder meanwhile
            return doing.exchange(self.settings.get(MANAGER), act, standing, self._home)
        return await self._checked(standing)

    async def _checked(self, standing: Standing) -> doing.Done:
        """Check in a thread, one notebook at a time."""
        if not (standing.tasks and standing.is_listed):
            raise doing.NotDoneError(
                f"{standing.title} has no notebook in your folder that could be checked."
            )
        if self.settings.get(_BUSY):
            raise doing.NotDoneError("A notebook is being checked already; wait until that is done.")
        self.settings[_BUSY] = True
        try:
            run = asyncio.get_running_loop().run_in_executor
            return await run(None, doing.check, standing, self._home)
        finally:
            self.settings[_BUSY] = False

    @property
    def _home(self) -> Path:
        """The learner's folder: what JupyterLab shows."""
        return Path(self.settings["server_root_dir"]).expanduser()


ROUTES = [(PATH, _CourseHandler)]
