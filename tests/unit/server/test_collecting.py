"""nbgrader's menu is shown where work can be handed in, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest
from fingerpost.server.collecting import hide_menu_that_leads_nowhere

MENU = "@jupyter/nbgrader:menu"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the person's own settings folder for Jupyter; nobody else's counts."""
    for variable, folder in {"JUPYTER_CONFIG_DIR": "own", "JUPYTER_CONFIG_PATH": "none"}.items():
        (tmp_path / folder).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / folder))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "own"


def page(web: dict[str, Any], **config: object) -> dict[str, Any]:
    """Return the page's settings as JupyterLab would ask for them."""
    shown: dict[str, Any] = web["page_config_hook"](object(), config)
    return shown


def point_at(exchange: Path, settings: Path) -> None:
    said = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    (settings / "nbgrader_config.py").write_text(said, encoding="utf-8")


def test_menu_is_hidden_until_the_exchange_is_there(settings: Path, tmp_path: Path) -> None:
    web: dict[str, Any] = {"assignment_list_manager": object()}
    hide_menu_that_leads_nowhere(web)
    point_at(tmp_path / "exchange", settings)
    assert MENU in page(web)["disabledExtensions"]
    (tmp_path / "exchange").mkdir()
    assert "disabledExtensions" not in page(web)


def test_menu_stays_where_a_service_takes_the_place_of_the_folder(settings: Path) -> None:
    web: dict[str, Any] = {"assignment_list_manager": object()}
    hide_menu_that_leads_nowhere(web)
    said = "c = get_config()\nc.ExchangeFactory.list = 'nbgrader.exchange.default.ExchangeList'\n"
    (settings / "nbgrader_config.py").write_text(said, encoding="utf-8")
    assert "disabledExtensions" not in page(web)


def test_what_else_is_hidden_stays_hidden() -> None:
    web: dict[str, Any] = {}
    hide_menu_that_leads_nowhere(web)
    hidden = page(web, disabledExtensions=["the-news"])["disabledExtensions"]
    assert hidden[0] == "the-news"
    assert MENU in hidden


def test_another_packages_say_in_the_page_is_kept() -> None:
    web: dict[str, Any] = {"page_config_hook": lambda _handler, page: {**page, "theirs": "kept"}}
    hide_menu_that_leads_nowhere(web)
    assert page(web)["theirs"] == "kept"
