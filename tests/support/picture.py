"""The README's picture: where it stands and how large it may be."""

import struct
from pathlib import Path

README_PICTURE = Path(__file__).resolve().parents[1] / "browser" / "readme.png"
WIDTH = 1200
LARGEST = 200_000


def size_of(picture: Path) -> tuple[int, int]:
    """Return the width and height of a PNG file, in pixels, as its head says."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", f"{picture} is no PNG file"
    width, height = struct.unpack(">II", head[16:24])
    return width, height
