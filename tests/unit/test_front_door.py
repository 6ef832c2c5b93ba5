"""The front door and the command line, before any room is entered."""

import fingerpost
import pytest
from click.testing import CliRunner
from fingerpost import cli
from fingerpost.errors import FingerpostError, WrongUseError


def test_unknown_public_name_lists_the_names_there_are() -> None:
    with pytest.raises(AttributeError, match="connect"):
        _ = fingerpost.connector


def test_front_door_lists_what_a_learner_may_type() -> None:
    assert dir(fingerpost) == sorted(fingerpost.__all__)


def test_help_lists_every_command() -> None:
    shown = CliRunner().invoke(cli._fingerpost, ["--help"]).output
    assert all(name in shown for name in cli.COMMANDS)


def test_wrong_use_ends_with_status_two_and_other_trouble_with_one() -> None:
    assert (FingerpostError.exit_status, WrongUseError.exit_status) == (1, 2)
