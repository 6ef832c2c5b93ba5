"""A cohort that logs in together: servers start in turn, and nobody is sent away."""

import asyncio
import socket
from contextlib import aclosing, suppress

import pytest
from fingerpost.server.hub.turns import ServerEndedError, Turns, answers

NAMES = [f"learner-{number}" for number in range(7)]


class Day:
    """One morning: who has started, how many at most at once, and doors that hold them until opened."""

    def __init__(self, at_once: int) -> None:
        self.turns = Turns(at_once)
        self.begun: list[str] = []
        self.running, self.most = 0, 0
        self.door = asyncio.Event()

    async def starts(self, name: str) -> None:
        async with self.turns.taken(name):
            self.begun.append(name)
            self.running += 1
            self.most = max(self.most, self.running)
            await self.door.wait()
            self.running -= 1


async def settled() -> None:
    """Let everything run that can."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_all_start_in_the_order_they_came_and_never_more_at_once_than_allowed() -> None:
    async def morning() -> Day:
        day = Day(at_once=2)
        starting = [asyncio.create_task(day.starts(name)) for name in NAMES]
        await settled()
        assert day.begun == NAMES[:2]
        assert [day.turns.before(name) for name in NAMES] == [None, None, 0, 1, 2, 3, 4]
        day.door.set()
        await asyncio.gather(*starting)
        return day

    day = asyncio.run(morning())
    assert (day.begun, day.most, day.running) == (NAMES, 2, 0)


def test_whoever_gives_up_leaves_the_queue_and_holds_nobody_up() -> None:
    async def morning() -> Day:
        day = Day(at_once=1)
        starting = [asyncio.create_task(day.starts(name)) for name in NAMES[:4]]
        await settled()
        starting[1].cancel()  # waits
        starting[0].cancel()  # starts
        await settled()
        assert [day.turns.before(name) for name in NAMES[1:4]] == [None, None, 0]
        day.door.set()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*starting, return_exceptions=True)
        return day

    assert asyncio.run(morning()).begun == [NAMES[0], *NAMES[2:4]]


def test_page_says_how_many_are_before_and_then_that_it_starts() -> None:
    async def morning() -> list[str]:
        day = Day(at_once=1)
        starting = [asyncio.create_task(day.starts(name)) for name in NAMES[:3]]
        await settled()
        said = []
        async with aclosing(day.turns.told(NAMES[2])) as telling:
            async for sentence in telling:
                said.append(sentence)
                day.door.set()
        await asyncio.gather(*starting)
        return said

    first, last = asyncio.run(morning())
    assert first == "Many are starting just now: 1 before you. Yours starts by itself."
    assert last == "Your JupyterLab is starting."


def test_server_counts_as_started_once_it_listens() -> None:
    async def morning(port: int, listening: socket.socket) -> int:
        looks = 0

        async def has_ended() -> bool:
            nonlocal looks
            looks += 1
            if looks == 3:
                listening.listen()
            return False

        await answers(port, has_ended)
        return looks

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        assert asyncio.run(morning(server.getsockname()[1], server)) == 3


def test_server_that_ends_before_it_answers_is_a_sentence_and_no_long_wait() -> None:
    async def has_ended() -> bool:
        return True

    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(ServerEndedError, match=r"ended while it was starting\. Try again"):
            asyncio.run(answers(nobody.getsockname()[1], has_ended))
