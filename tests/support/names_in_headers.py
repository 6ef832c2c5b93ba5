"""A way to log in for tests: whoever the request says it is, as a JupyterHub tells a server behind it."""

from typing import Any

from jupyter_server.auth import IdentityProvider, User

HEADER = "X-Name-Of-Who-Asks"


class NamesInHeaders(IdentityProvider):  # type: ignore[misc]  # jupyter_server ships no types
    """Takes the name in the header."""

    def get_user(self, handler: Any) -> User | None:
        name = handler.request.headers.get(HEADER)
        return User(username=name) if name else None
