"""Servers that start in turn: as many at once as the machine carries; nobody is sent away to try again."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from fingerpost.errors import FingerpostError

_LOOK_SECONDS = 0.5
_KNOCK_SECONDS = 0.05


class ServerEndedError(FingerpostError):
    """A server's process ended before it answered."""


class Turns:
    """Who starts now and who waits, in the order in which they came."""

    def __init__(self, at_once: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._waiting: list[str] = []

    @asynccontextmanager
    async def taken(self, name: str) -> AsyncIterator[None]:
        """Wait for one's turn, and hold it for the block; whoever gives up leaves the queue."""
        self._waiting.append(name)
        try:
            await self._free.acquire()
        finally:
            self._waiting.remove(name)
        try:
            yield
        finally:
            self._free.release()

    def before(self, name: str) -> int | None:
        """Return how many come before somebody who waits; None for who does not wait."""
        return self._waiting.index(name) if name in self._waiting else None

    async def told(self, name: str) -> AsyncGenerator[str]:
        """Yield a sentence for the page that somebody waits at, and another whenever their place changes."""
        last: int | None = None
        while (before := self.before(name)) is not None:
            if before != last:
                yield f"Many are starting just now: {before} before you. Yours starts by itself."
            last = before
            await asyncio.sleep(_LOOK_SECONDS)
        yield "Your JupyterLab is starting."


async def answers(port: int, has_ended: Callable[[], Awaitable[bool]]) -> None:
    """Return as soon as something listens on a port of this machine, which a server does when it is ready.

    JupyterHub looks too, but waits longer after each look: a second and more too long for one that is slow.

    Raises:
        ServerEndedError: `has_ended` says that the process is gone.
    """
    while True:
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        if await has_ended():
            raise ServerEndedError(
                "Your server ended while it was starting. Try again; if it stays so, tell your tutor: the "
                "hub's log says why."
            )
        await asyncio.sleep(_KNOCK_SECONDS)
