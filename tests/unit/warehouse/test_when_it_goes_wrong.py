"""A full disk, somebody else's folder, an older warehouse, a build at work: one sentence, old files stay."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fingerpost.errors import FingerpostError
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.connection import WarehouseUnusableError, open_warehouse
from fingerpost.warehouse.manifest import SCHEMA_VERSION
from fingerpost.warehouse.paths import manifest_file, warehouse_file, warehouse_folder
from unprivileged import as_unprivileged, open_to_all

_FULL_DISK = Path(__file__).parent / "full_disk.py"
_SLOW_BUILD = (
    "import sys, time; from pathlib import Path; from fingerpost.warehouse import build\n"
    "build.write_ssda903 = lambda *a: (Path(sys.argv[1], 'there').touch(), time.sleep(120))\n"
    "build.build_authority('T', out=Path(sys.argv[1]))"
)


def contents(root: Path) -> dict[Path, bytes]:
    """Return every finished file under a data root with its bytes."""
    return {
        path: path.read_bytes()
        for path in warehouse_folder(root).rglob("*")
        if path.is_file() and "building" not in str(path)
    }


@pytest.fixture
def being_written(tmp_path: Path) -> Iterator[Path]:
    """Return a data root in which another process is building T and does not finish."""
    process = subprocess.Popen([sys.executable, "-c", _SLOW_BUILD, str(tmp_path)])
    until = time.monotonic() + 60
    while not (tmp_path / "there").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert (tmp_path / "there").exists()
    yield tmp_path
    process.kill()
    process.wait()


def test_full_disk_is_told_in_one_sentence_and_the_old_warehouse_stays(tmp_path: Path) -> None:
    """On a real disk of 32 MB, of which nothing, one and four megabytes are left for the next builds."""
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    ran = subprocess.run(
        [*alone, sys.executable, str(_FULL_DISK), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["stayed"]
    assert told["then"], "with room again, the same is built"
    sentence = (
        f"The warehouse of authority T could not be built in {tmp_path}/root/warehouse "
        "(No space left on device); what was there is still there. "
        "Make room, or choose a folder you may write to with --out."
    )
    assert told["said"] == [sentence] * 3


def test_warehouse_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    open_to_all(tmp_path)
    build_authority("T", out=tmp_path)
    before = contents(tmp_path)

    def work() -> str:
        try:
            build_authority("T", out=tmp_path)
        except FingerpostError as trouble:
            return str(trouble)
        return "built"

    said = as_unprivileged(work)
    assert "could not be built in" in said
    assert "(Permission denied)" in said
    assert "\n" not in said
    assert contents(tmp_path) == before


def test_warehouse_that_one_may_not_read_is_said_in_words(tmp_path: Path) -> None:
    open_to_all(tmp_path.parent)
    tmp_path.chmod(0o700)

    def work() -> str:
        try:
            open_warehouse("T", root=tmp_path)
        except WarehouseUnusableError as trouble:
            return str(trouble)
        return "opened"

    said = as_unprivileged(work)
    assert said.startswith(f"You may not read {warehouse_file('T', tmp_path)}, the warehouse of authority T.")
    assert "\n" not in said


def test_older_warehouse_is_refused_and_built_over(tmp_path: Path) -> None:
    build_authority("T", out=tmp_path)
    held = manifest_file("T", tmp_path)
    text = held.read_text(encoding="utf-8")
    held.chmod(0o644)
    now = f'"schema_version": {SCHEMA_VERSION}'
    held.write_text(text.replace(now, '"schema_version": 1'), encoding="utf-8")
    with pytest.raises(
        WarehouseUnusableError,
        match=rf"has version 1; this fingerpost reads version {SCHEMA_VERSION}\. Build",
    ):
        open_warehouse("T", root=tmp_path)
    build_authority("T", out=tmp_path)
    open_warehouse("T", root=tmp_path).close()
    assert held.read_text(encoding="utf-8") == text


def test_first_build_at_work_is_told_to_whoever_opens_the_warehouse(being_written: Path) -> None:
    with pytest.raises(
        WarehouseUnusableError,
        match=r"authority T is being built in .*try again when that is done\. If no build",
    ):
        open_warehouse("T", root=being_written)
    with pytest.raises(WarehouseUnusableError, match=r"There is no warehouse of authority A in"):
        open_warehouse("A", root=being_written)


def test_second_build_is_refused_whatever_it_builds(being_written: Path) -> None:
    for letter, size in (("T", "authority"), ("A", "tiny")):
        with pytest.raises(FingerpostError, match=r"Another build is at work in .*Wait until it is done"):
            build_authority(letter, out=being_written, size=size)
    assert not contents(being_written)


def test_old_warehouse_is_read_while_the_new_one_is_built(root: Path, tmp_path: Path) -> None:
    build_authority("T", out=tmp_path)
    before = contents(tmp_path)
    process = subprocess.Popen([sys.executable, "-c", _SLOW_BUILD, str(tmp_path)])
    try:
        until = time.monotonic() + 60
        while not (tmp_path / "there").exists() and time.monotonic() < until:
            time.sleep(0.05)
        with open_warehouse("T", root=tmp_path) as connection:
            assert connection.sql("SELECT count(*) FROM ssda903.header").fetchall() == [(12,)]
        assert contents(tmp_path) == before
    finally:
        process.kill()
        process.wait()
    assert warehouse_file("T", tmp_path).read_bytes() == warehouse_file("T", root).read_bytes()
