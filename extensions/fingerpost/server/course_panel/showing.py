"""Where there is no course, JupyterLab shows none: a tutor's course root, a folder of someone's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fingerpost.server.home import START_PAGE

COURSE_PLUGINS = tuple(
    f"@fingerpost/labextension:{name}" for name in ("course-panel", "launcher-cards", "tour")
)
_HOOK = "page_config_hook"  # jupyterlab_server's name in the web application's settings

_PageConfig = dict[str, Any]
_Hook = Callable[[object, _PageConfig], _PageConfig]


def hide_where_no_course_is(settings: dict[str, Any], home: Path) -> None:
    """Leave the course's plugins out of each page that JupyterLab serves while `home` has no Start here."""
    earlier: _Hook | None = settings.get(_HOOK)

    def decide(handler: object, page: _PageConfig) -> _PageConfig:
        page = earlier(handler, page) if earlier else page
        if (home / START_PAGE).is_file():
            return page
        return {**page, "disabledExtensions": [*page.get("disabledExtensions", ()), *COURSE_PLUGINS]}

    settings[_HOOK] = decide
