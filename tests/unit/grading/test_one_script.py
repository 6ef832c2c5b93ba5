"""How one script goes through nbgrader's converter: what is proved, and how often."""

import nbgrader.nbgraderformat.common as nbgraders
import pytest
from fingerpost.grading.run import converter
from jsonschema import ValidationError

_SCHEMA = {"type": "object", "properties": {"points": {"type": "number"}}, "required": ["grade_id"]}


def test_cells_metadata_are_held_against_nbgraders_schema_every_time() -> None:
    right: dict[str, object] = {"grade_id": "rate", "points": 2.0}
    wrong = right | {"points": "two"}
    with converter._schema_read_once():
        nbgraders.jsonschema.validate(right, _SCHEMA)
        for _ in range(2):
            with pytest.raises(ValidationError, match="'two' is not of type 'number'"):
                nbgraders.jsonschema.validate(wrong, _SCHEMA)
        wrong["points"] = 2.0  # the same cell, mended
        nbgraders.jsonschema.validate(wrong, _SCHEMA)
