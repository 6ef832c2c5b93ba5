"""The same run with a Dask cluster's executor in place of ours: a local worker process does the marking."""

from pathlib import Path

from course_room import ASSIGNMENT, hand_in, open_room, points, scores
from distributed import Client, LocalCluster
from fingerpost.grading.catalogue import load_answers
from fingerpost.grading.run.grading import Wishes, grade
from fingerpost.grading.sandbox.levels import survey


def test_cluster_marks_as_this_machine_does(course_root: Path, tmp_path: Path) -> None:
    room = open_room(tmp_path / "course", course_root)
    answers = load_answers(room.root / "answers" / f"{ASSIGNMENT}.py")
    right = {word: sources[0] for word, sources in answers.also_right.items()}
    hand_in(room, "amy", right)
    hand_in(room, "ben", right | {"rate_per_10k": "rate_per_10k = 50"})
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="") as cluster,
        Client(cluster) as client,
    ):
        summary = grade(room, ASSIGNMENT, Wishes(workers=1), executor=client.get_executor())
    assert {record.status for record in summary.records} == {"whole"}
    assert {record.level for record in summary.records} == {survey().level}
    earned = {name: points(cells, "rate_per_10k") for name, cells in scores(room).items()}
    assert earned == {"amy": 3.0, "ben": 1.0}
