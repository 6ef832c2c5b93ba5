"""Everything that nbgrader writes for one learner as one transaction: all of it is kept, or none.

nbgrader opens its gradebook nine times a notebook and commits after every cell. Inside the block below each
of them gets the same connection, in which a transaction is open that only the end of the block commits.
"""

import contextlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any
from unittest.mock import patch

from nbgrader.api import Base, Gradebook
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import NullPool

from fingerpost.grading.gradebook.looked_up import cells_looked_up_at_once

_WAIT_SECONDS = 60


class _Shared(Connection):
    """A connection that stays open when nbgrader is done with it."""

    def dispose(self) -> None:
        """Keep the connection: the block it belongs to closes it."""


@contextlib.contextmanager
def one_change(db_url: str) -> Iterator[None]:
    """Commit what nbgrader's gradebook writes inside the block at its end; on an exception, none of it."""
    engine = _engine_of(db_url)
    with contextlib.closing(_Shared(engine)) as shared:
        transaction = shared.begin()
        with (
            patch("nbgrader.api.create_engine", _giving(shared, db_url, engine)),
            patch("nbgrader.api.sessionmaker", _KEEPING),
            patch.object(Base.metadata, "create_all", _made_once(Base.metadata.create_all)),
            patch.object(Gradebook, "check_course", _asked_once(Gradebook.check_course)),
            cells_looked_up_at_once(),
        ):
            try:
                yield
            except BaseException:
                transaction.rollback()
                raise
        transaction.commit()


_KEEPING = partial(sessionmaker, expire_on_commit=False)
"""Sessions that read nothing again after nbgrader's many commits: inside the block nobody else writes."""


def _made_once(create_all: Callable[..., None]) -> Callable[..., None]:
    """Return what looks for the gradebook's thirteen tables the first time only."""
    seen: set[Connection] = set()

    def create(bind: Connection, **options: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own options
        if bind not in seen:
            create_all(bind=bind, **options)
            seen.add(bind)

    return create


def _asked_once(check_course: Callable[..., None]) -> Callable[..., None]:
    """Return what looks for a course, and adds it where it is missing, the first time only."""
    seen: set[str] = set()

    def check(gradebook: Gradebook, course_id: str = "default_course", **told: str) -> None:
        if course_id not in seen:
            check_course(gradebook, course_id=course_id, **told)
            seen.add(course_id)

    return check


@lru_cache(maxsize=1)
def _engine_of(db_url: str) -> Engine:
    """Return what remembers the statements that SQLAlchemy has put together; it holds no connection open."""
    return create_engine(db_url, connect_args=_waiting(db_url), poolclass=NullPool)


def _waiting(db_url: str) -> dict[str, Any]:
    return {"timeout": _WAIT_SECONDS} if db_url.startswith("sqlite") else {}


def _giving(shared: _Shared, db_url: str, engine: Engine) -> Any:  # noqa: ANN401 - stands in for create_engine
    def give(url: str, **options: Any) -> Connection | Engine:  # noqa: ANN401 - as above
        return shared if url == db_url and engine else create_engine(url, **options)

    return give
