"""A minimal IPython shell whose prints, displays, results and errors leave as frames."""

import contextlib
import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Bool, Type
from traitlets.config import Config

from fingerpost.grading.engine.frames import MOST_TEXT
from fingerpost.grading.engine.tracebacks import ShortTraceback

Say = Callable[[dict[str, Any]], None]

_OUR_FOLDER = str(Path(__file__).parent)  # an interrupt goes through our lines, which help no learner


def _nobody(_said: dict[str, Any]) -> None:
    """Take a frame while no cell runs: there is nobody to tell."""


class _Publisher(DisplayPublisher):  # type: ignore[misc]  # IPython ships no types
    """Sends what a cell displays."""

    say = AnyTrait(_nobody)

    def publish(
        self,
        data: Any,  # noqa: ANN401 - IPython's signature
        metadata: Any = None,  # noqa: ANN401 - as above
        **_: object,
    ) -> None:
        self.say({"kind": "display", "data": _plain(data), "metadata": _plain(metadata or {})})

    def clear_output(self, wait: bool = False) -> None:  # noqa: FBT001, FBT002 - IPython's signature
        self.say({"kind": "clear", "wait": bool(wait)})


class _Formatter(DisplayFormatter):  # type: ignore[misc]  # as above
    """Gives a value as text, table or chart; where nobody reads it, as nothing."""

    def format(self, obj: object, *kinds: Any, **chosen: Any) -> Any:  # noqa: ANN401 - IPython's signature
        return super().format(obj, *kinds, **chosen) if self.parent.is_read else ({}, {})


class _Results(DisplayHook):  # type: ignore[misc]  # as above
    """Sends the value of a cell's last line."""

    say = AnyTrait(_nobody)

    def write_output_prompt(self) -> None:
        """Write nothing: the number is the reader's business."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:  # noqa: ANN401 - IPython's signature
        self.say({"kind": "result", "data": _plain(format_dict), "metadata": _plain(md_dict or {})})

    def finish_displayhook(self) -> None:
        """End a result quietly; IPython would write a line break."""
        self._is_active = False


class _Printed(io.TextIOBase):
    """A stream whose text leaves as frames, cut into pieces."""

    encoding = "utf-8"

    def __init__(self, name: str, say: Say) -> None:
        super().__init__()
        self._name, self._say = name, say

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        for start in range(0, len(text), MOST_TEXT):
            piece = text[start : start + MOST_TEXT].encode("utf-8", "replace").decode("utf-8")
            self._say({"kind": "stream", "name": self._name, "text": piece})
        return len(text)


class Shell(InteractiveShell):  # type: ignore[misc]  # as above
    """IPython without history, prompts or colours; `say` gets every frame."""

    say = AnyTrait(_nobody)
    is_read = Bool(default_value=True)
    """Does anybody read what cells show? If not, nothing is put into words or drawn."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Results)

    def init_display_formatter(self) -> None:
        """Have values formatted only where anybody reads them."""
        self.display_formatter = _Formatter(parent=self)
        self.configurables.append(self.display_formatter)

    def init_traceback_handlers(self, custom_exceptions: Any) -> None:  # noqa: ANN401 - IPython's signature
        """Have errors said by a traceback that reads no library's files."""
        super().init_traceback_handlers(custom_exceptions)
        self.InteractiveTB = ShortTraceback(mode=self.xmode, theme_name=self.colors, tb_offset=1)

    def showtraceback(self, *told: Any, **how: Any) -> None:  # noqa: ANN401 - IPython's signature
        """Say where a cell stopped, where anybody reads it."""
        if self.is_read:
            super().showtraceback(*told, **how)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:  # noqa: ANN401 - IPython's signature
        lines = [str(line)[:2_000] for line in stb if _OUR_FOLDER not in str(line)][-30:]
        self.say(
            {"kind": "error", "ename": etype.__name__[:100], "evalue": _text(evalue), "traceback": lines}
        )

    def listen(self, say: Say) -> None:
        """Send frames to `say` from now on."""
        self.say = say
        self.display_pub.say = say
        self.displayhook.say = say


def warm_shell() -> Shell:
    """Return the one shell of this process, made before any fork."""
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    settings.InteractiveShell.automagic = False
    settings.InteractiveShell.cache_size = 0  # no `_`, `Out`: what a cell showed is not kept
    shell: Shell = Shell.instance(config=settings)
    return shell


@contextlib.contextmanager
def printing_to(say: Say) -> Iterator[None]:
    """Send what is printed inside the block as frames."""
    with (
        contextlib.redirect_stdout(_Printed("stdout", say)),
        contextlib.redirect_stderr(_Printed("stderr", say)),
    ):
        yield


def reseed() -> None:
    """Give this process random numbers of its own: a fork begins with its parent's."""
    random.seed()
    with contextlib.suppress(ImportError):
        import numpy as np  # noqa: PLC0415 - only where a course installed it

        np.random.seed()  # noqa: NPY002 - the old global generator is the one a fork would share


def _text(value: object) -> str:
    try:
        return str(value)[:2_000]
    except Exception:  # noqa: BLE001 - a learner's own exception may not even have a text
        return ""


def _plain(bundle: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a library displays
    """Return a bundle of mime types as JSON can hold it; bytes are left out but for pictures."""
    import base64  # noqa: PLC0415 - only where something is shown

    made: dict[str, Any] = {}
    for kind, held in dict(bundle).items():
        if isinstance(held, bytes):
            held = base64.b64encode(held).decode("ascii")  # noqa: PLW2901 - the same thing as text
        if isinstance(held, str | int | float | bool | list | dict | type(None)):
            made[str(kind)] = held
    return made
