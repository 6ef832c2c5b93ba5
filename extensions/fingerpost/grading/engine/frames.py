"""Frames on a pipe: four bytes of length, then JSON. Whatever a reader gets is a claim, never a fact."""

import json
import struct
from typing import IO, Any

MOST_FRAME = 3_000_000
MOST_TEXT = 64_000
"""Characters of printed text in one frame; longer prints are cut into several."""

_LENGTH = struct.Struct("!I")


class BrokenFrameError(Exception):
    """The other side sent something that is no frame; nothing more can be read from it."""


def write_frame(pipe: IO[bytes], said: dict[str, Any]) -> None:
    """Send one frame; one that is too long is replaced by a short one that says so."""
    body = json.dumps(said).encode("utf-8", "replace")
    if len(body) > MOST_FRAME:
        body = json.dumps({"kind": "dropped", "of": str(said.get("kind")), "bytes": len(body)}).encode()
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Return the next frame, None at the end; raises BrokenFrameError for what is no frame."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MOST_FRAME:
        raise BrokenFrameError(f"a frame of {length:,} bytes; at most {MOST_FRAME:,}")
    body = pipe.read(length)
    if len(body) < length:
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise BrokenFrameError("a frame that is not JSON") from None
    if not isinstance(said, dict):
        raise BrokenFrameError("a frame that is not an object")
    return said
