"""Work that arrives in part is no hand-in: nothing of it stays, and the learner's own is whole."""

import errno
from pathlib import Path

import pytest
from fingerpost.grading.receipts.exchanging import SubmitWithReceipt
from fingerpost.grading.receipts.receipt import read_receipt
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from traitlets.config import Config

ASSIGNMENT, WORK = "03-count", '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@pytest.fixture
def submitting(tmp_path: Path) -> SubmitWithReceipt:
    """A learner's hand-in through an exchange, ready to start."""
    exchange, home = tmp_path / "exchange", tmp_path / "home"
    (exchange / "fingerpost" / "inbound").mkdir(parents=True)
    for folder in (exchange / "fingerpost" / "outbound" / ASSIGNMENT, home / ASSIGNMENT):
        folder.mkdir(parents=True)
        (folder / f"{ASSIGNMENT}.ipynb").write_text(WORK, encoding="utf-8")
    coursedir = CourseDirectory(config=Config({"CourseDirectory": {"course_id": "fingerpost"}}))
    coursedir.assignment_id, coursedir.student_id = ASSIGNMENT, "ada"
    made = SubmitWithReceipt(coursedir=coursedir, authenticator=Authenticator(), config=Config())
    made.root, made.cache, made.assignment_dir = str(exchange), str(tmp_path / "cache"), str(home)
    return made


@pytest.mark.parametrize("how", ["half of it arrived", "the disk was full"])
def test_nothing_of_it_stays_and_the_next_hand_in_is_the_first(
    submitting: SubmitWithReceipt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    copies = submitting.do_copy

    def in_part(source: str, to: str, **options: object) -> None:
        copies(source, to, **options)
        notebook = Path(to) / f"{ASSIGNMENT}.ipynb"
        notebook.write_text(WORK[: len(WORK) // 2], encoding="utf-8")
        if how == "the disk was full":
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as faulty:
        faulty.setattr(submitting, "do_copy", in_part)
        with pytest.raises((ExchangeError, OSError), match=r"is not what was sent|No space left"):
            submitting.start()
    assert list((tmp_path / "exchange" / "fingerpost" / "inbound").iterdir()) == []
    assert list((tmp_path / "cache").glob("*/*")) == []
    assert (tmp_path / "home" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8") == WORK
    submitting.start()
    (file,) = (tmp_path / "home" / "receipts").iterdir()
    assert read_receipt(file).number == 1
