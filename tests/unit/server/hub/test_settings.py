"""`hub.toml` is read key by key: what stands in the repository is whole, a slip is refused by name."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from fingerpost.server.hub.settings import HubSettings, HubSettingsError, read_settings

SHIPPED = Path(__file__).resolve().parents[4] / "binder" / "hub" / "hub.toml"


def written(folder: Path, text: str) -> Path:
    file = folder / "hub.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_shipped_file_names_every_setting_and_shows_what_holds_without_it() -> None:
    told = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    assert set(told) == {field.name for field in fields(HubSettings)}
    assert read_settings(SHIPPED) == HubSettings()


def test_every_folder_stands_in_the_place(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, 'place = "/data/course"\nidle_minutes = 20\n'))
    assert settings.idle_minutes == 20
    for folder in (settings.edition, settings.course, settings.exchange, settings.state, settings.run):
        assert folder.parent == Path("/data/course")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "idle_minuts = 20",
            "the key 'idle_minuts', which a hub does not know; did you mean 'idle_minutes'?",
        ),
        ("colour = 3", "which a hub does not know; it knows address, administrators"),
        ('idle_minutes = "an hour"', "'idle_minutes' should be a whole number above 0, found 'an hour'"),
        ("idle_minutes = 0", "should be a whole number above 0, found 0"),
        ("idle_minutes = true", "should be a whole number above 0, found True"),
        ("terminals = 1", "'terminals' should be true or false, found 1"),
        ('learners = ""', "'learners' should be a text in quotes, found ''"),
        ('place = "srv"', "'place' should be a folder, found 'srv'"),
        ("place = /srv", "is not TOML"),
        (
            'login = "shared-password"\naddress = "http://10.0.0.5:8000"',
            "it is for trials at http://127.0.0.1 alone; address is 'http://10.0.0.5:8000'",
        ),
    ],
)
def test_slip_is_a_sentence_that_names_it(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(HubSettingsError) as refused:
        read_settings(written(tmp_path, text))
    assert said in str(refused.value)


def test_missing_file_says_what_to_copy_and_how_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(HubSettingsError, match=r"Copy binder/hub/hub\.toml there.*FINGERPOST_HUB="):
        read_settings(tmp_path / "none.toml")
