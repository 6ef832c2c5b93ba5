"""JupyterLab as learners meet it: how it is started, how it is set up, what it answers."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name this package's server extension, as jupyter_server asks for it."""
    return [{"module": "fingerpost.server"}]


def _load_jupyter_server_extension(server_app: Any) -> None:  # noqa: ANN401 - jupyter_server ships no types
    """Register our handlers on a starting server, decide what its pages show, keep copies of saves."""
    from datetime import datetime  # noqa: PLC0415 - only a server needs it
    from pathlib import Path  # noqa: PLC0415 - the same

    from fingerpost.server.collecting import hide_menu_that_leads_nowhere  # noqa: PLC0415 - only a server needs it
    from fingerpost.server.earlier_copies import after_saving  # noqa: PLC0415 - only a server needs it
    from fingerpost.server.validate import ROUTES  # noqa: PLC0415 - tornado is heavy; only a server needs it

    base = server_app.web_app.settings["base_url"].rstrip("/")
    server_app.web_app.add_handlers(".*$", [(base + path, handler) for path, handler in ROUTES])
    hide_menu_that_leads_nowhere(server_app.web_app.settings)
    home = Path(server_app.root_dir)
    server_app.contents_manager.register_post_save_hook(after_saving(home, datetime.now))
