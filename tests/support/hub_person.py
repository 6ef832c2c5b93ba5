"""One person at a hub over HTTP, as a browser speaks to it: cookies, redirects, their own rights."""

import time
from dataclasses import dataclass, field
from typing import Any

import httpx
from hub import PASSWORD, Hub

COURSE_ID = "fingerpost"
MARKING = "/services/marking"
_PATIENCE_SECONDS = 120


@dataclass
class Person:
    """Someone with an account, and the cookies of their browser."""

    hub: Hub
    name: str
    browser: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        """Open a browser with no cookies."""
        self.browser = httpx.Client(
            base_url=self.hub.settings.address, follow_redirects=True, timeout=120, trust_env=False
        )

    @property
    def server(self) -> str:
        """Return the address of their own server."""
        return f"/user/{self.name}"

    def logs_in(self) -> httpx.Response:
        """Fill in the hub's form; the answer is the page after it."""
        self.browser.get("/hub/login")
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self._xsrf("/hub/")}
        return self.browser.post("/hub/login?next=/hub/home", data=form)

    def starts(self) -> float:
        """Ask for their server and wait, as the hub's page does, until it answers; return the seconds."""
        begun = time.monotonic()
        told = self.watches_start()
        answer = self._asks_status()
        if answer.status_code == httpx.codes.FORBIDDEN:  # it runs; a page, not a call, logs one in there
            self.browser.get(f"{self.server}/lab").raise_for_status()
            answer = self._asks_status()
        if answer.status_code != httpx.codes.OK or "kernels" not in answer.text:
            raise RuntimeError(
                f"The server of {self.name} did not answer: {answer.status_code} {told[-500:]}"
            )
        return time.monotonic() - begun

    def watches_start(self) -> str:
        """Ask for their server; return what the page that waits is told, until it is there or has failed."""
        self.browser.get("/hub/spawn", params={"next": "/hub/home"})
        path = f"/hub/api/users/{self.name}/server/progress"
        return self.browser.get(path, params={"_xsrf": self._xsrf("/hub/")}).text

    def stops(self) -> None:
        """Stop their own server, as the button on the hub's page does."""
        self.browser.delete(f"/hub/api/users/{self.name}/server", headers=self._forgery_header("/hub/"))

    def awaits_end(self) -> None:
        """Wait until the hub says that their server is gone."""
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while self.browser.get(f"/hub/api/users/{self.name}").json()["server"] is not None:
            assert time.monotonic() < give_up, f"The server of {self.name} still runs."
            time.sleep(0.2)

    def lists(self) -> list[dict[str, Any]]:
        """Return what nbgrader's Assignment List shows."""
        answer = self.browser.get(f"{self.server}/assignments", params={"course_id": COURSE_ID})
        told = answer.json()
        assert told["success"], told
        found: list[dict[str, Any]] = told["value"]
        return found

    def asks(self, action: str, assignment: str) -> dict[str, Any]:
        """Press a button of the Assignment List (`fetch`, `submit`, `fetch_feedback`); return the answer."""
        answer = self.browser.post(
            f"{self.server}/assignments/{action}",
            json={"course_id": COURSE_ID, "assignment_id": assignment},
            headers=self._forgery_header(self.server + "/"),
        )
        told: dict[str, Any] = answer.json()
        return told

    def gets(self, path: str) -> httpx.Response:
        """Ask their own server for a path."""
        return self.browser.get(self.server + path)

    def puts(self, path: str, notebook: dict[str, Any]) -> None:
        """Save a notebook, as JupyterLab does."""
        answer = self.browser.put(
            f"{self.server}/api/contents/{path}",
            json={"type": "notebook", "format": "json", "content": notebook},
            headers=self._forgery_header(self.server + "/"),
        )
        answer.raise_for_status()

    def starts_kernel(self, path: str) -> str:
        """Start a kernel for a notebook of theirs, as opening it in JupyterLab does; return its id."""
        answer = self.browser.post(
            f"{self.server}/api/sessions",
            json={"path": path, "type": "notebook", "name": "", "kernel": {"name": "python3"}},
            headers=self._forgery_header(self.server + "/"),
        )
        answer.raise_for_status()
        kernel: str = answer.json()["kernel"]["id"]
        return kernel

    def ends_kernel(self, kernel: str) -> None:
        """Shut a kernel of theirs down."""
        header = self._forgery_header(self.server + "/")
        self.browser.delete(f"{self.server}/api/kernels/{kernel}", headers=header).raise_for_status()

    def cookies(self) -> str:
        """Return the cookies that their browser sends to their server, as one header."""
        jar = self.browser.cookies.jar
        return "; ".join(f"{c.name}={c.value}" for c in jar if f"{self.server}/".startswith(c.path))

    def _asks_status(self) -> httpx.Response:
        return self.browser.get(f"{self.server}/api/status", headers={"Accept": "application/json"})

    def _forgery_header(self, path: str) -> dict[str, str]:
        return {"X-XSRFToken": self._xsrf(path)}

    def _xsrf(self, path: str) -> str:
        """Return the cookie against forged forms that counts at a path: the one with the longest path."""
        found = [c for c in self.browser.cookies.jar if c.name == "_xsrf" and path.startswith(c.path)]
        return max(found, key=lambda cookie: len(cookie.path)).value or ""
