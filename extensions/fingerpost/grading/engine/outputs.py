"""What a cell showed, as notebook outputs, within bounds whatever the cell does."""

import json
from dataclasses import dataclass, field
from typing import Any

_CUT = "\n… the rest is left out: a cell may show 1 MB, a notebook 5 MB.\n"
_SHOWN = ("stream", "display", "result", "error", "clear")


@dataclass
class Allowance:
    """How many bytes of output a script has left."""

    left: int

    def take(self, wanted: int) -> bool:
        """Return whether so many bytes may still be kept, and count them if so."""
        if wanted > self.left:
            return False
        self.left -= wanted
        return True


@dataclass
class Outputs:
    """One cell's outputs; `script` is the allowance it shares with the script's other cells."""

    cell: Allowance
    script: Allowance
    held: list[dict[str, Any]] = field(default_factory=list)
    is_cut: bool = False
    _clear_next: bool = False

    def add(self, said: dict[str, Any]) -> None:
        """Keep what a frame shows; a frame of another kind, or too much, is left out."""
        kind = said.get("kind")
        if kind == "dropped":
            self._cut()
        if kind not in _SHOWN or self.is_cut:
            return
        if kind == "clear":
            self._clear(wait=said.get("wait") is True)
            return
        try:
            made = _clean(_MAKERS[str(kind)](said))
        except RecursionError:
            self._cut()
            return
        size = len(json.dumps(made))
        if not (size <= self.script.left and self.cell.take(size)):
            self._cut()
            return
        self.script.take(size)
        if self._clear_next:
            self.held.clear()
            self._clear_next = False
        self._append(made)

    def _clear(self, *, wait: bool) -> None:
        self._clear_next = wait
        if not wait:
            self.held.clear()

    def _append(self, made: dict[str, Any]) -> None:
        last = self.held[-1] if self.held else {}
        if made["output_type"] == "stream" == last.get("output_type") and made["name"] == last["name"]:
            last["text"] += made["text"]
        else:
            self.held.append(made)

    def _cut(self) -> None:
        if not self.is_cut:
            self.held.append({"output_type": "stream", "name": "stdout", "text": _CUT})
        self.is_cut = True


def _clean(held: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON whose every text can be written as UTF-8."""
    if isinstance(held, str):
        return held.encode("utf-8", "replace").decode("utf-8")
    if isinstance(held, list):
        return [_clean(part) for part in held]
    if isinstance(held, dict):
        return {_clean(name): _clean(part) for name, part in held.items()}
    return held


def _stream(said: dict[str, Any]) -> dict[str, Any]:
    name = "stderr" if said.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": str(said.get("text", ""))}


def _bundle(said: dict[str, Any]) -> dict[str, Any]:
    held = said.get("data")
    data = {str(k): v for k, v in held.items()} if isinstance(held, dict) else {}
    shown = {
        kind: value
        for kind, value in data.items()
        if isinstance(value, str) or (kind.endswith("json") and isinstance(value, dict | list))
    }
    return {"data": shown, "metadata": {}}


def _display(said: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", **_bundle(said)}


def _result(said: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "execute_result", "execution_count": None, **_bundle(said)}


def _error(said: dict[str, Any]) -> dict[str, Any]:
    lines = said.get("traceback")
    return {
        "output_type": "error",
        "ename": str(said.get("ename", "")),
        "evalue": str(said.get("evalue", "")),
        "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
    }


_MAKERS = {"stream": _stream, "display": _display, "result": _result, "error": _error}
