"""nbgrader's own converter, told which script to take instead of searching for it by pattern."""

import json
import warnings
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from jsonschema.exceptions import best_match
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from fingerpost.errors import FingerpostError


class NotWrittenError(FingerpostError):
    """nbgrader would not take a script; the gradebook has nothing of it."""


class _ProvedAtItsEnd(NotebookExporter):  # type: ignore[misc]  # nbconvert ships no types
    """Writes a notebook that is proved valid once every step has been through it, and not after each."""

    optimistic_validation = True


class OneScript(Autograde):  # type: ignore[misc]  # nbgrader ships no types
    """Autogrades the one script staged for it; a pattern made of a learner's name would read its brackets."""

    folder: Path

    def run_pre_convert_hook(self) -> None:
        """Leave out the intake at nbgrader's own door: what is staged has been through ours."""

    def init_notebooks(self) -> None:
        """Take the notebooks of the staged folder."""
        self.assignments = {str(self.folder): sorted(str(path) for path in self.folder.glob("*.ipynb"))}


def convert(app: Any, coursedir: Any, folder: Path, **chosen: str) -> None:  # noqa: ANN401 - nbgrader ships no types
    """Convert what is staged in `folder`; `chosen` are folder names and ids that hold for this conversion.

    Raises:
        NotWrittenError: nbgrader would not take it.
    """
    before = {name: getattr(coursedir, name) for name in chosen}
    converter = OneScript(coursedir=coursedir, parent=app)
    converter.folder, converter.force = folder, True
    converter.exporter_class = _ProvedAtItsEnd  # as above, no second intake
    try:
        for name, value in chosen.items():
            setattr(coursedir, name, value)
        with _schema_read_once(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, about the order in which nbgrader adds its rows
            converter.start()
    except (NbGraderException, SystemExit) as trouble:
        raise NotWrittenError(
            f"nbgrader would not take this script ({trouble}); nothing of it was recorded."
        ) from None
    finally:
        for name, value in before.items():
            setattr(coursedir, name, value)


def _schema_read_once() -> Any:  # noqa: ANN401 - what patch gives has no public type
    """Return a block in which nbgrader proves its own schema of a cell once, not again for every cell."""
    return patch("nbgrader.nbgraderformat.common.jsonschema", SimpleNamespace(validate=_validate))


def _validate(told: object, schema: object) -> None:
    """Do what jsonschema's own `validate` does; raises its ValidationError."""
    kept = json.dumps(schema)
    if _is_valid(json.dumps(told), kept):
        return
    fault = best_match(_validator(kept).iter_errors(told))
    if fault is not None:
        raise fault


@lru_cache(maxsize=2_000)
def _is_valid(told: str, schema: str) -> bool:
    """Return whether a cell's metadata are as they should be; the same cells come by at step after step."""
    return bool(_validator(schema).is_valid(json.loads(told)))


@lru_cache(maxsize=4)
def _validator(schema: str) -> Validator:
    held = json.loads(schema)
    kind = validator_for(held)
    kind.check_schema(held)
    return kind(held)
