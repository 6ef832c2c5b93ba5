"""What a build leaves behind: one whole, small, read-only file with a manifest, the same every time."""

import json
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from fingerpost.errors import FingerpostError, WrongUseError
from fingerpost.warehouse import build
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.locking import alone
from fingerpost.warehouse.manifest import content_of, read_manifest
from fingerpost.warehouse.paths import manifest_file, returns_folder, warehouse_file, warehouse_folder
from unprivileged import as_unprivileged

LETTERS = ["A", "B", "T"]


def mode(path: Path) -> int:
    """Return a path's permissions, such as 0o444."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("letter", LETTERS)
def test_file_opens_in_older_clients_and_has_small_blocks(root: Path, letter: str) -> None:
    with duckdb.connect(str(warehouse_file(letter, root)), read_only=True) as held:
        [size] = held.execute("SELECT block_size FROM pragma_database_size()").fetchone() or (0,)
        query = "SELECT tags FROM duckdb_databases() WHERE NOT internal"
        [tags] = held.execute(query).fetchone() or ({},)
    assert size == 16_384
    assert tags["storage_version"].startswith("v1.2.0")


@pytest.mark.parametrize(("letter", "most"), [("A", 4_000_000), ("T", 4_000_000), ("B", 5_000_000)])
def test_file_is_small(root: Path, letter: str, most: int) -> None:
    """A is a tiny one here; B is a whole authority, if a small one."""
    assert warehouse_file(letter, root).stat().st_size < most


def test_nothing_built_may_be_written_again(root: Path) -> None:
    folder = warehouse_folder(root)
    built = list(folder.rglob("*"))
    assert len(built) > 30
    assert mode(folder) == 0o555
    for path in built:
        assert mode(path) == (0o555 if path.is_dir() else 0o444), path


def test_manifest_says_what_the_file_holds(root: Path) -> None:
    manifest = read_manifest(manifest_file("T", root))
    with duckdb.connect(str(warehouse_file("T", root)), read_only=True) as held:
        assert content_of(held, "T") == manifest.tables
    assert manifest.authority == "T"
    assert manifest.tables["ssda903.header"].rows == 12
    assert manifest.size_in_bytes == warehouse_file("T", root).stat().st_size


def test_manifest_changes_when_one_value_does(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "T.duckdb"
    copy.write_bytes(warehouse_file("T", root).read_bytes())
    before = read_manifest(manifest_file("T", root)).tables
    with duckdb.connect(str(copy)) as held:
        held.execute("UPDATE ssda903.header SET ETHNIC = 'MOTH' WHERE CHILD = '000105'")
        after = content_of(held, "T")
    assert {name for name in before if before[name] != after[name]} == {
        "ssda903.header",
        "core.ssd_person",
    }


def test_two_builds_give_the_same_manifest_file_and_returns(root: Path, tmp_path: Path) -> None:
    build_authority("A", out=tmp_path, size="tiny")
    first, second = (read_manifest(manifest_file("A", held)) for held in (root, tmp_path))
    assert first == second
    assert warehouse_file("A", root).read_bytes() == warehouse_file("A", tmp_path).read_bytes()
    returns = [path.relative_to(tmp_path) for path in sorted(returns_folder("A", tmp_path).rglob("*.csv"))]
    assert len(returns) == 11 * 5 - 2, "social workers joined the return in 2023-24"
    assert all((root / path).read_bytes() == (tmp_path / path).read_bytes() for path in returns)


def test_another_seed_gives_other_children_and_the_same_references(root: Path, tmp_path: Path) -> None:
    build_authority("B", out=tmp_path, seed=5)
    ours, others = (read_manifest(manifest_file("B", held)).tables for held in (root, tmp_path))
    of_children = {
        name for name in ours if name.startswith(("ssda903.", "cin.", "annex_a.", "mart.", "core."))
    } - {"mart.date", "mart.code", "mart.authority"}
    theirs = {"meta.build", "meta.return_values", "ref.postcodes", "ref.providers"}
    assert {name for name in ours if ours[name] != others[name]} == of_children | theirs


def test_building_again_replaces_what_was_there(tmp_path: Path) -> None:
    build_authority("B", out=tmp_path, seed=5)
    build_authority("B", out=tmp_path, seed=6)
    held, left = (
        manifest_file("B", tmp_path),
        sorted(path.name for path in warehouse_folder(tmp_path).iterdir()),
    )
    assert left == ["B", "B.duckdb", "B.files", "B.manifest.json"]
    assert read_manifest(held).size_in_bytes == warehouse_file("B", tmp_path).stat().st_size


def test_build_that_fails_leaves_the_old_warehouse_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_authority("T", out=tmp_path)
    before = {path: path.read_bytes() for path in warehouse_folder(tmp_path).rglob("*") if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build, "write_ssda903", full)
    with pytest.raises(
        FingerpostError, match=r"could not be built in .*No space left.*still there. Make room"
    ):
        build_authority("T", out=tmp_path)
    after = {path: path.read_bytes() for path in warehouse_folder(tmp_path).rglob("*") if path.is_file()}
    assert after == before
    assert mode(warehouse_folder(tmp_path)) == 0o555


def test_killed_build_leaves_nothing_under_the_final_name_and_the_next_one_tidies_up(tmp_path: Path) -> None:
    slow = (
        "import sys, time; from pathlib import Path; from fingerpost.warehouse import build\n"
        "build.write_ssda903 = lambda *a: (Path(sys.argv[1], 'there').touch(), time.sleep(60))\n"
        "build.build_authority('T', out=Path(sys.argv[1]))"
    )
    process = subprocess.Popen([sys.executable, "-c", slow, str(tmp_path)])
    try:
        until = time.monotonic() + 30
        while not (tmp_path / "there").exists() and time.monotonic() < until:
            time.sleep(0.05)
        with pytest.raises(FingerpostError, match=r"Another build is at work in .*Wait until it is done"):
            build_authority("T", out=tmp_path)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not warehouse_file("T", tmp_path).exists()
    assert list(warehouse_folder(tmp_path).glob(".T.building.*"))
    build_authority("T", out=tmp_path)
    assert not list(warehouse_folder(tmp_path).glob(".*"))


def test_lock_is_free_again_once_its_holder_is_done(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path / "lock") as is_alone:
            assert is_alone
    assert not (tmp_path / "lock").exists()


def test_folder_of_somebody_else_is_named_with_what_to_do(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    def work() -> str:
        try:
            build_authority("T", out=tmp_path / "not-ours")
        except FingerpostError as trouble:
            return str(trouble)
        return "built"

    said = as_unprivileged(work)
    assert "The warehouse of authority T could not be built in" in said
    assert "Permission denied" in said
    assert "choose a folder you may write to with --out" in said


def test_place_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("hello", encoding="utf-8")
    with pytest.raises(FingerpostError, match=r"could not be built in .*file"):
        build_authority("T", out=tmp_path / "file")


def test_progress_is_told_from_nothing_to_done(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    build_authority("T", out=tmp_path, progress=lambda doing, share: told.append((doing, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_b_without_a_seed_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError, match="built from the tutor's seed"):
        build_authority("B", out=tmp_path)
    assert not list(tmp_path.iterdir())


def test_manifest_is_plain_json(root: Path) -> None:
    held = json.loads(manifest_file("T", root).read_text(encoding="utf-8"))
    assert set(held) == {"schema_version", "authority", "size_in_bytes", "duckdb", "tables"}
