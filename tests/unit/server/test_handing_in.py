"""What goes wrong in fetching and handing in is a sentence, with nothing of a traceback in it."""

import pytest
from fingerpost.server.handing_in import in_words

TRACEBACK = 'Traceback (most recent call last):\n  File "handlers.py", line 3, in submit\n{last}\n'
NAME = "03-count-group-pivot"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (
            f"ExchangeError: Assignment not found at: /srv/exchange/outbound/{NAME}",
            f"{NAME} is not released",
        ),
        (f"ExchangeError: Assignment not found: /srv/outbound/{NAME}", "is not released"),
        (
            f"ExchangeError: Assignment not found at: /home/ada/fingerpost/{NAME}",
            f"There is no folder {NAME} among your assignments",
        ),
        (
            "ExchangeError: Assignment not found at: /srv/exchange/fingerpost/feedback",
            f"There is no feedback on {NAME} yet",
        ),
        (
            f"ExchangeError: {NAME} not submitted: there are missing notebooks for the submission:",
            f"its notebook {NAME}.ipynb is not in its folder",
        ),
        (
            "ExchangeError: Unwritable directory, please contact your instructor: /srv/exchange",
            "cannot be reached just now",
        ),
        ("PermissionError: [Errno 13] Permission denied: '/srv/exchange'", "Your notebook is safe"),
        (
            "ExchangeError: What arrived in /srv/ada is not what was sent: a disk is full. Hand in again.",
            "did not arrive whole, so it was not handed in. Your notebook is safe",
        ),
        ("OSError: [Errno 28] No space left on device", "Your notebook is safe"),
        ("ExchangeError: You do not have access to this course.", "Your name is not in this course"),
    ],
)
def test_known_trouble_has_its_own_sentence(last: str, said: str) -> None:
    told = in_words(TRACEBACK.format(last=last), NAME)
    assert said in told
    assert "Traceback" not in told
    assert "\n" not in told


def test_unknown_trouble_keeps_the_last_words_for_a_tutor_and_no_more() -> None:
    told = in_words(TRACEBACK.format(last="ValueError: " + "x" * 1000), NAME)
    assert told.startswith(f"{NAME} could not be handled, and nothing of yours has changed.")
    assert "ValueError: x" in told
    assert len(told) < 400


def test_silence_is_a_sentence_too() -> None:
    assert in_words("", NAME).startswith(f"{NAME} could not be handled")
