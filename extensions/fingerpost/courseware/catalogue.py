"""`checks/catalogue.json`: which release this is, its modules and their tasks, for whoever marks."""

import json

from fingerpost.courseware.sources import Course

CATALOGUE = "catalogue.json"


def catalogue_text(course: Course) -> str:
    """Return the catalogue of the modules that are ready, as JSON text with a line break at the end."""
    modules = [
        {"id": module.id, "folder": module.folder, "title": module.title, "tasks": list(module.tasks)}
        for module in course.ready
    ]
    listed = {"release": course.release, "fix": course.fix, "modules": modules}
    return json.dumps(listed, indent=1, ensure_ascii=False) + "\n"
