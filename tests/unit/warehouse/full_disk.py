"""A program for one test: build T on a disk of its own, fill the disk, build again, say what happened.

It mounts a small tmpfs, so it runs under `unshare --mount`: the mount is gone when it ends.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from fingerpost.errors import FingerpostError
from fingerpost.warehouse.build import build_authority
from fingerpost.warehouse.paths import warehouse_folder

_LEFT = (0, 1_000_000, 4_000_000)
"""Bytes left: none, too few for the tables, too few for what stands beside them while they are made."""


def digests(root: Path) -> dict[str, str]:
    """Return every file of a data root with the hash of its bytes."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(warehouse_folder(root).rglob("*"))
        if path.is_file()
    }


def main(disk: Path) -> None:
    """Print the sentences of the failed builds, and whether the files stayed as they were."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], check=True)
    root = disk / "root"
    build_authority("T", out=root)
    before = digests(root)
    free = shutil.disk_usage(disk).free
    ballast = disk / "ballast"
    said = []
    for left in _LEFT:
        ballast.write_bytes(b"\0" * (free - left))
        try:
            build_authority("T", out=root)
        except FingerpostError as trouble:
            said.append(str(trouble))
        ballast.unlink()
    stayed = digests(root) == before and len(before) > 30
    build_authority("T", out=root)
    print(json.dumps({"said": said, "stayed": stayed, "then": digests(root) == before}))  # noqa: T201 - the answer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
