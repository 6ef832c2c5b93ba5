"""Where a cell stopped, as IPython says it, without reading the files of libraries.

IPython parses each file that an error went through, whole, to show a few lines of it: half a CPU second and
30 MB for pandas' larger files. A learner needs the lines of their own cells; of a library's, file and place.
"""

from pathlib import Path
from types import CodeType, FrameType, TracebackType

import IPython
from IPython.core.tbtools import FrameInfo
from IPython.core.ultratb import AutoFormattedTB

CELL = "<ipython-input-"
"""What the file name of every cell begins with, which is how IPython names them."""
MOST_FRAMES = 30
_NOT_SHOWN = (
    str(Path(__file__).parent),
    str(Path(IPython.__file__).parent),
)  # what runs a cell is none of it


class _Place(FrameInfo):  # type: ignore[misc]  # IPython ships no types
    """A library's frame: its file, line and function, and none of its text."""

    def __init__(self, frame: FrameType, lineno: int, context: int) -> None:
        self.frame, self.code = frame, frame.f_code
        self.filename, self.lineno, self.context = frame.f_code.co_filename, lineno, context
        self.description = self._sd = None
        self.raw_lines: list[str] = []


class ShortTraceback(AutoFormattedTB):  # type: ignore[misc]  # as above
    """IPython's traceback: the last frames, with text for cells alone."""

    def get_records(self, etb: TracebackType | None, context: int, tb_offset: int) -> list[FrameInfo]:
        """Return at most MOST_FRAMES frames, those where it stopped."""
        del tb_offset  # the frames that it would leave out are left out by their files
        found = []
        while etb is not None:
            if not etb.tb_frame.f_code.co_filename.startswith(_NOT_SHOWN):
                found.append(etb)
            etb = etb.tb_next
        return [_record(stop.tb_frame, stop.tb_lineno, context) for stop in found[-MOST_FRAMES:]]


def _record(frame: FrameType, lineno: int, context: int) -> FrameInfo:
    if _is_of_a_cell(frame.f_code):
        return FrameInfo(None, frame.f_code.co_filename, lineno, frame, frame.f_code, context=context)
    return _Place(frame, lineno, context)


def _is_of_a_cell(code: CodeType) -> bool:
    return code.co_filename.startswith(CELL)
