"""The JSON Schema says what a scene is; dataclasses and scenes keep to it."""

import dataclasses

import jsonschema
import pandas as pd
import pytest
from fingerpost.walkthroughs import scene as scenes
from fingerpost.walkthroughs.pivot.story import tell_pivot
from scene_schema import SCHEMA

OBJECTS = [name for name, said in SCHEMA["$defs"].items() if said.get("type") == "object"]


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_part_of_a_scene_is_described() -> None:
    parts = [name for name, made in vars(scenes).items() if dataclasses.is_dataclass(made)]
    assert sorted(OBJECTS) == sorted(parts)


@pytest.mark.parametrize("name", OBJECTS)
def test_each_part_has_the_fields_the_schema_names(name: str) -> None:
    fields = dataclasses.fields(getattr(scenes, name))
    assert set(SCHEMA["$defs"][name]["properties"]) == {field.name for field in fields}
    needed = {
        field.name
        for field in fields
        if field.default is dataclasses.MISSING or field.name in {"kind", "schema_version"}
    }
    assert set(SCHEMA["$defs"][name]["required"]) == needed


def test_version_is_the_one_that_scenes_carry() -> None:
    assert SCHEMA["$defs"]["Scene"]["properties"]["schema_version"]["const"] == scenes.SCHEMA_VERSION


def test_a_scene_keeps_to_the_schema(episodes: pd.DataFrame) -> None:
    jsonschema.validate(tell_pivot(episodes, rows="PLACE", count="CHILD").to_dict(), SCHEMA)


def test_the_schema_refuses_what_is_no_scene(episodes: pd.DataFrame) -> None:
    spoilt = tell_pivot(episodes, rows="PLACE", count="CHILD").to_dict()
    spoilt["steps"][0]["excel"]["shows"][0]["marks"] = [{"kind": "sparkle", "rows": ["row-0"]}]
    with pytest.raises(jsonschema.ValidationError, match="'sparkle' is not one of"):
        jsonschema.validate(spoilt, SCHEMA)
