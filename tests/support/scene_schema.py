"""The JSON Schema of walkthroughs, for tests of every story."""

import json
from importlib.resources import files
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    files("fingerpost.walkthroughs").joinpath("scene.schema.json").read_text(encoding="utf-8")
)
