"""A marked notebook that may be looked at: nothing a learner wrote or showed runs in the tutor's browser.

nbgrader's own pages show markup as it is, so the markup is taken out of the marked copy; the notebook that
was handed in stays as it was.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fingerpost.grading.engine.paper import held, text_of
from fingerpost.grading.feedback.shown import CleanerMissingError, clean

_KEPT_KINDS = re.compile(r"text/plain|image/(png|jpeg)|application/vnd\.vega(lite)?\.v\d+\+json")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_MADE_TEXT = re.compile(r"&lt;(?=[A-Za-z/!?])")
_ADDRESS = re.compile(
    r"(\]\s*\(\s*|\]:\s*)\s*(?!https?://|#|mailto:|\.{0,2}/|[\w%-]+\.(?:png|csv|ipynb)\b)[^\s)>]*",
    re.IGNORECASE,
)


def make_harmless(cells: Iterable[Any]) -> None:
    """Take out of each cell what would run, load or post something; locked cells and verdicts are ours."""
    for cell in cells:
        if cell.get("cell_type") == "code":
            if not _is_verdict(cell):
                for output in cell.get("outputs", []):
                    _clean_output(output)
        elif not held(cell, "nbgrader").get("locked") and not held(cell, "nbgrader").get("task"):
            cell["source"] = harmless_words(text_of(cell))


def harmless_words(text: str) -> str:
    """Return Markdown whose markup is shown as text and whose links lead to pages or files, nowhere else."""
    return _ADDRESS.sub(lambda found: f"{found[1]}#", _MARKUP.sub("&lt;", text))


def as_typed(text: str) -> str:
    """Return words that were made harmless as they were typed, for a page that shows every sign as text."""
    return _MADE_TEXT.sub("<", text)


def _is_verdict(cell: Mapping[str, Any]) -> bool:
    told = held(cell, "fingerpost").get("marking")
    return isinstance(told, Mapping) and "task" in told


def _clean_output(output: Any) -> None:  # noqa: ANN401 - a notebook node
    data = output.get("data")
    if not isinstance(data, Mapping):
        return
    kept = {kind: value for kind, value in data.items() if _KEPT_KINDS.fullmatch(kind)}
    for kind in ("image/png", "image/jpeg"):
        if kind in kept and not _BASE64.fullmatch(str(kept[kind])):
            del kept[kind]
    markup = data.get("text/html")
    if isinstance(markup, str) and not any("vega" in kind for kind in kept):
        kept["text/html"] = _cleaned(markup)
    output["data"] = {kind: value for kind, value in kept.items() if value}


def _cleaned(markup: str) -> str:
    """Return markup with tables and emphasis left; nothing where the cleaner is not installed."""
    try:
        return clean(markup)
    except CleanerMissingError:
        return ""
