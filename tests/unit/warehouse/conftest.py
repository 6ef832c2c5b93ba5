"""Three small warehouses, built once: tiny A, B and T under one data root."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.connection import open_warehouse

SEED_OF_B = 20_260_401


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data root; nothing may be written into it."""
    root = tmp_path_factory.mktemp("built")
    build_authority("A", out=root, size="tiny")
    build_authority("B", out=root, seed=SEED_OF_B)
    build_authority("T", out=root)
    return root


@pytest.fixture
def door(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process find the warehouses as a learner's would."""
    monkeypatch.setenv("FINGERPOST_DATA", str(root))
    monkeypatch.delenv("FINGERPOST_AUTHORITY", raising=False)


@pytest.fixture(params=["A", "B", "T"])
def opened(request: pytest.FixtureRequest, root: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to each authority in turn."""
    connection = open_warehouse(request.param, root=root)
    yield connection
    connection.close()
