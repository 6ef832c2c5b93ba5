"""Notebooks copied and written as nbformat does it, in a third of the time.

nbconvert copies a notebook eight times a script and writes it twice, in Python's way for any object.
A notebook is made of texts, numbers, lists and dictionaries alone.
"""

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from json.encoder import encode_basestring
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from nbformat.notebooknode import NotebookNode, from_dict

_ATOMS = frozenset({str, int, float, bool, bytes, type(None)})
_WORDS = {True: "true", False: "false", None: "null"}
_AS_NBFORMAT_ASKS = {"indent": 1, "sort_keys": True, "separators": (",", ": "), "ensure_ascii": False}


class _OddError(Exception):
    """Something that is not of a notebook; the ordinary way knows what to do with it."""


@contextmanager
def quick_nodes() -> Iterator[None]:
    """Have nbformat copy and write its notebooks so inside the block."""
    stand_in = SimpleNamespace(dumps=written, loads=json.loads, JSONEncoder=json.JSONEncoder)
    with patch.object(NotebookNode, "__deepcopy__", copied), patch("nbformat.v4.nbjson.json", stand_in):
        yield


def copied(held: Any, _memo: object = None) -> Any:  # noqa: ANN401 - any part of a notebook
    """Return a copy of a notebook or of a part of it, as `copy.deepcopy` makes it."""
    kind = type(held)
    if kind in _ATOMS:
        return held
    if kind is list:
        return [copied(part) for part in held]
    if kind is dict:
        return {name: copied(part) for name, part in held.items()}
    if kind is not NotebookNode:
        return copy.deepcopy(held)
    made = NotebookNode()
    for name, part in held.items():
        new = copied(part)
        dict.__setitem__(made, name, from_dict(new) if type(new) is dict else new)
    vars(made).update(vars(held))
    return made


def written(held: object, *, cls: Any = None, **how: object) -> str:  # noqa: ANN401 - json's own arguments
    """Return what `json.dumps` does, in the way that nbformat asks for."""
    if how == _AS_NBFORMAT_ASKS:
        try:
            return _lines(held, "\n")
        except _OddError:
            pass
    return json.dumps(held, cls=cls, **how)  # type: ignore[arg-type]  # as it was asked


def _lines(held: Any, margin: str) -> str:  # noqa: ANN401 - any part of a notebook
    if isinstance(held, str):
        return str(encode_basestring(held))
    if held is None or held is True or held is False:
        return _WORDS[held]
    if type(held) is int:
        return str(held)
    inner = f"{margin} "
    if isinstance(held, dict) and all(type(name) is str for name in held):
        lines = [f"{encode_basestring(name)}: {_lines(held[name], inner)}" for name in sorted(held)]
        return f"{{{inner}{f',{inner}'.join(lines)}{margin}}}" if lines else "{}"
    if isinstance(held, list):
        lines = [_lines(part, inner) for part in held]
        return f"[{inner}{f',{inner}'.join(lines)}{margin}]" if lines else "[]"
    if type(held) is float:
        return json.dumps(held)
    raise _OddError
