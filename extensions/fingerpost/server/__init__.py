"""JupyterLab as learners meet it: how it is started, how it is set up, what it answers."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name this package's server extension, as jupyter_server asks for it."""
    return [{"module": "fingerpost.server"}]


def _load_jupyter_server_extension(server_app: Any) -> None:  # noqa: ANN401 - jupyter_server ships no types
    """Register our handlers on a starting server, decide what it shows to whom, keep copies of saves."""
    # only a server needs these, and tornado is heavy
    from datetime import datetime  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from fingerpost.server.collecting import hide_menu_that_leads_nowhere  # noqa: PLC0415
    from fingerpost.server.course_panel.handlers import ROUTES as COURSE  # noqa: PLC0415
    from fingerpost.server.course_panel.showing import hide_where_no_course_is  # noqa: PLC0415
    from fingerpost.server.earlier_copies import after_saving  # noqa: PLC0415
    from fingerpost.server.handing_in import ROUTES as HANDING_IN  # noqa: PLC0415
    from fingerpost.server.marking.refusing import ROUTES as REFUSED  # noqa: PLC0415
    from fingerpost.server.tutor import FingerpostTutor  # noqa: PLC0415
    from fingerpost.server.validate import ROUTES  # noqa: PLC0415
    from fingerpost.server.warehouse_panel.handlers import ROUTES as WAREHOUSE  # noqa: PLC0415
    from fingerpost.server.work_pages import ROUTES as WORK  # noqa: PLC0415

    web = server_app.web_app
    tutor = FingerpostTutor(parent=server_app)
    base = web.settings["base_url"].rstrip("/")
    routes = (*ROUTES, *WORK, *HANDING_IN, *COURSE, *WAREHOUSE, *([] if tutor.root else REFUSED))
    web.add_handlers(".*$", [(base + path, handler) for path, handler in routes])
    if tutor.root:
        _open_marking(server_app, tutor, base)
    else:
        hide_menu_that_leads_nowhere(web.settings)
    hide_where_no_course_is(web.settings, Path(server_app.root_dir))
    keep = after_saving(Path(server_app.root_dir), datetime.now)
    server_app.contents_manager.register_post_save_hook(keep)


def _open_marking(server_app: Any, tutor: Any, base: str) -> None:  # noqa: ANN401 - as above
    """Make this server a tutor's; the engine behind the marking pages loads for nobody else."""
    from fingerpost.server.marking import handlers as marking  # noqa: PLC0415 - see above
    from fingerpost.server.marking.guarding import keep_others_out  # noqa: PLC0415 - as above
    from fingerpost.server.tutor import bring_formgrader_back  # noqa: PLC0415 - as above

    web = server_app.web_app
    web.settings[marking.TUTOR] = tutor
    web.add_handlers(".*$", [(base + path, handler) for path, handler in marking.ROUTES])
    bring_formgrader_back(server_app)
    keep_others_out(server_app, tutor)
