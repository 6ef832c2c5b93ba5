"""Accounts that the tests make are gone when a run ends; where it was killed, when the next one begins."""

import pwd
import subprocess
import sys
from pathlib import Path

from hub import a_place

KILLED = """
import os, signal, sys
sys.path[:0] = sys.argv[1:]
from hub import a_place
with a_place(learners=1, tutors=1) as (settings, people):
    print(settings.place.parent, *people.learners, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def accounts() -> set[str]:
    return {person.pw_name for person in pwd.getpwall()}


def test_killed_runs_accounts_and_folder_go_with_the_next_and_a_running_ones_stay() -> None:
    with a_place(learners=1, tutors=1) as (running, people):
        paths = [path for path in sys.path if path.startswith(str(Path(__file__).parents[2]))]
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, *paths], stdout=subprocess.PIPE, text=True, check=False
        )
        folder, learner = killed.stdout.split()
        assert learner in accounts()
        with a_place(learners=1, tutors=1) as (_next, others):
            assert learner not in accounts()
            assert not Path(folder).exists()
            assert {*people.learners, *others.learners} <= accounts()
            assert running.place.is_dir()
    assert not {*people.learners, *others.learners, *people.tutors, running.marking} & accounts()
