"""*Start here* with a row for each module that is ready, from the course's list."""

from fingerpost.courseware.extras import DESK
from fingerpost.courseware.practice import PRACTICE
from fingerpost.courseware.questions import QUIZ
from fingerpost.courseware.sources import Course, Module

START_PAGE = "start-here.md"

_ROWS = "{{modules}}"
_AROUND = ((QUIZ, "warm-up", "quiz"), (PRACTICE, "practice", "practice"), (DESK, "at your desk", "desk"))


def start_page(course: Course) -> str:
    """Return the page's text, `{{modules}}` as rows of links to what each ready module has."""
    text = (course.root / START_PAGE).read_text(encoding="utf-8")
    return text.replace(_ROWS, "\n".join(_row(course, module) for module in course.ready))


def _row(course: Course, module: Module) -> str:
    folder, number = module.folder, module.id
    around = ", ".join(
        f"[{words} {number}](lessons/{number}-{page}.ipynb)"
        for source, words, page in _AROUND
        if (course.root / folder / source).is_file()
    )
    lesson = f"[Open the lesson: {module.title}](lessons/{folder}.ipynb)"
    tasks = f"[assignment {number}](assignments/{folder}/{folder}.ipynb)"
    return f"| {number} | {lesson} | {around} | {tasks} |"
