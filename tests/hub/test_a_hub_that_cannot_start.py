"""A hub whose folders are not as they must be does not start, and says in words which one and why."""

import pytest
from hub import a_place, running


def test_missing_exchange_and_open_course_root_are_said_and_nothing_starts() -> None:
    with a_place(learners=1, tutors=1) as (settings, people):
        settings.exchange.rename(settings.place / "elsewhere")
        settings.course.chmod(0o755)
        with pytest.raises(RuntimeError) as refused, running(settings, people):
            pass
    told = str(refused.value)
    assert "The hub was not started." in told
    assert f"{settings.exchange} is missing or cannot be reached (No such file or directory)" in told
    assert f"{settings.course} has mode 0755; it should be 0700, else learners could read the answers" in told
    assert "Traceback" not in told
