"""How nbgrader's converter reads a hand-in: mended from the release, whatever state it is in.

c.Autograde.exporter_class = "fingerpost.grading.intake.exporter.IntakeExporter"
"""

import io
import json
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter

from fingerpost.grading.engine.paper import course_of
from fingerpost.grading.intake.receiving import NotReleasedError, receive, release_of


class IntakeExporter(NotebookExporter):  # type: ignore[misc]  # nbconvert ships no types
    """Reads what was handed in as `fingerpost grade` does; what nbgrader wrote itself as nbgrader does."""

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> tuple[str, Any]:  # noqa: ANN401 - nbconvert's signature
        """Return the converted notebook; one that cannot be read is the blank release with the reason."""
        converter = self.parent
        if not getattr(converter, "_sanitizing", False):
            return super().from_filename(filename, resources, **options)  # type: ignore[no-any-return]  # as above
        path = Path(filename).absolute()
        told = resources["nbgrader"]
        root = Path(converter.coursedir.root).resolve()
        try:
            released = release_of(root, told["assignment"])[told["notebook"]]
        except (NotReleasedError, KeyError):
            return super().from_filename(filename, resources, **options)  # type: ignore[no-any-return]  # as above
        tasks = course_of(root, told["assignment"]).tasks
        received = receive(path.parent, told["student"], told["notebook"], released, tasks)
        if received.to_tutor:
            self.log.warning("%s: %s", told["student"], received.to_tutor)
        resources.setdefault("metadata", {})["name"] = told["notebook"]
        made: tuple[str, Any] = self.from_file(io.StringIO(json.dumps(received.shown)), resources, **options)
        return made
