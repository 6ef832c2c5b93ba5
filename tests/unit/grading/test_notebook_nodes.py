"""Notebooks copied and written in less time: what comes out is what nbformat itself makes, sign by sign."""

import copy
from typing import Any

import nbformat
import pytest
from fingerpost.grading.run.nodes import copied, quick_nodes, written
from hypothesis import given
from hypothesis import strategies as st
from nbformat.notebooknode import NotebookNode, from_dict
from nbformat.v4.nbjson import BytesEncoder, writes

_ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_PARTS = st.recursive(_ATOMS, lambda part: st.lists(part) | st.dictionaries(st.text(), part), max_leaves=20)


def _kinds(held: Any) -> object:
    """Return what every part is, whatever it holds: nan equals nothing."""
    if isinstance(held, dict):
        return type(held), {name: _kinds(part) for name, part in held.items()}
    return (list, [_kinds(part) for part in held]) if isinstance(held, list) else (type(held), repr(held))


@given(_PARTS)
def test_any_part_is_written_as_nbformat_writes_it(part: object) -> None:
    as_ever = writes(NotebookNode(metadata={}, cells=[], odd=part))
    with quick_nodes():
        assert writes(NotebookNode(metadata={}, cells=[], odd=part)) == as_ever


@given(_PARTS)
def test_any_part_is_copied_as_it_was_before(part: object) -> None:
    node = NotebookNode(odd=from_dict(part), plain=[{"in": {"a": 1}}])
    dict.__setitem__(node, "still", {"plain": 1})
    made = copied(node)
    assert _kinds(made) == _kinds(copy.deepcopy(node))
    made["plain"][0]["in"]["a"] = 2
    assert node["plain"][0]["in"]["a"] == 1


def test_a_notebook_comes_through_the_block_as_ever() -> None:
    cell = nbformat.v4.new_code_cell("1 < 2 # é", outputs=[nbformat.v4.new_output("stream", text="a\nb")])
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"a": [1.5, None, True]})
    as_ever = nbformat.writes(notebook)
    with quick_nodes():
        assert nbformat.writes(notebook) == as_ever
        assert copy.deepcopy(notebook) == notebook
    assert "copied" not in NotebookNode.__deepcopy__.__name__


@pytest.mark.parametrize("odd", [{1: "a number for a name"}, {"bytes": b"abc"}, {"pair": (1, 2)}])
def test_what_no_notebook_holds_is_written_by_json_itself(odd: object) -> None:
    how = {"indent": 1, "sort_keys": True, "separators": (",", ": "), "ensure_ascii": False}
    assert written(odd, cls=BytesEncoder, **how).startswith("{\n ")
