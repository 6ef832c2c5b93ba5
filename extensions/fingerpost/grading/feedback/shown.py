"""A learner's outputs as HTML that is only looked at: an allow-list, no script, no address, no style."""

import base64
import binascii
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from fingerpost.errors import FingerpostError

MOST_OUTPUT = 60_000
"""Characters of one output on a page; thirty learners' pages stay below 10 MB together."""
_MOST_PICTURE = 200_000
_TAGS = {
    "article", "p", "strong", "em", "code", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "th",
    "td", "ul", "ol", "li", "span", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class"},
    "article": {"aria-label"},
    "span": {"aria-hidden"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class CleanerMissingError(FingerpostError):
    """The package that makes a learner's markup safe is not installed here."""


def clean(markup: str) -> str:
    """Return markup with text, tables and emphasis left; scripts and styles go with their content.

    Raises `CleanerMissingError` where nh3 is not installed: tutors have it, learners need none.
    """
    try:
        import nh3  # noqa: PLC0415 - in the tutors' list only
    except ImportError:
        raise CleanerMissingError(
            "Feedback pages need the package nh3, which this environment does not have. In the folder you "
            "cloned type `make tutor`, then use the commands in .venv-tutor/bin."
        ) from None
    return str(
        nh3.clean(
            markup,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math"},
            url_schemes=set(),
            link_rel=None,
        )
    )


def written(text: str) -> str:
    """Return what a learner wrote in a text cell: Markdown as they typed it, never rendered."""
    return f'<div class="words">{_in_lines(text)}</div>'


def output(told: Mapping[str, Any]) -> str:
    """Return one notebook output as HTML; kinds that a page cannot safely show are left out."""
    kind = told.get("output_type")
    if kind == "stream":
        return _pre(_text(told.get("text", "")))
    if kind == "error":
        return _pre(f"{_text(told.get('ename', ''))}: {_text(told.get('evalue', ''))}")
    data = told.get("data")
    return _bundle(data) if isinstance(data, Mapping) else ""


def _bundle(data: Mapping[str, Any]) -> str:
    if any("vega" in str(kind) for kind in data):
        return '<p class="left-out">A chart stands here in your notebook.</p>'
    if "image/png" in data and (picture := _picture(_text(data["image/png"]))):
        return picture
    markup = _text(data.get("text/html", ""))
    if markup and len(markup) <= MOST_OUTPUT:
        return f'<div class="output">{clean(markup)}</div>'
    return _pre(_text(data.get("text/plain", "")))


def _picture(encoded: str) -> str:
    if len(encoded) > _MOST_PICTURE:
        return ""
    try:
        raw = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if not raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return ""
    address = f"data:image/png;base64,{base64.b64encode(raw).decode()}"
    return f'<img alt="A picture from your notebook" src="{address}">'


def _text(told: object) -> str:
    return "".join(str(part) for part in told) if isinstance(told, list) else str(told)


def _pre(text: str) -> str:
    shown = _COLOURS.sub("", text)
    cut = "\n…" if len(shown) > MOST_OUTPUT else ""
    return f"<pre>{escape(shown[:MOST_OUTPUT])}{cut}</pre>" if shown.strip() else ""


def _in_lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text[:MOST_OUTPUT].splitlines())
