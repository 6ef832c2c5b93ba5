"""Whether anybody collects work here: without nbgrader's exchange, its menu would lead nowhere.

A learner alone on a laptop has no exchange. The stock menu is there all the same, and answers with
advice for an instructor; so the menu is shown only where something can be fetched and handed in.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_path

_HANDING_IN = ("@jupyter/nbgrader:menu", "@jupyter/nbgrader:assignment-list")
_HOOK = "page_config_hook"  # jupyterlab_server's name in the web application's settings

PageConfig = dict[str, Any]
_Hook = Callable[[object, PageConfig], PageConfig]


def hide_menu_that_leads_nowhere(settings: dict[str, Any]) -> None:
    """Leave nbgrader's menu out of each page that JupyterLab serves while no exchange is there.

    `settings` are the web application's; a hook that is already there is kept and asked first.
    """
    earlier: _Hook | None = settings.get(_HOOK)

    def decide(handler: object, page: PageConfig) -> PageConfig:
        page = earlier(handler, page) if earlier else page
        if is_collected(settings):
            return page
        hidden = [*page.get("disabledExtensions", ()), *_HANDING_IN]
        return {**page, "disabledExtensions": hidden}

    settings[_HOOK] = decide


def is_collected(settings: Mapping[str, Any]) -> bool:
    """Claim that nbgrader has an exchange here: its folder, or a service that takes the folder's place."""
    if "assignment_list_manager" not in settings:
        return False
    from nbgrader.apps import NbGrader  # noqa: PLC0415 - loaded by then, and heavy
    from nbgrader.exchange.default.exchange import Exchange  # noqa: PLC0415 - the same

    app = NbGrader(
        log_level=logging.ERROR
    )  # it would warn that there is no settings file, which is no trouble
    app.config_file_paths.extend(jupyter_config_path())
    app.load_config_file()
    if "list" in app.config.ExchangeFactory:
        return True
    return Path(str(app.config.Exchange.get("root", Exchange.root.default_value))).is_dir()
