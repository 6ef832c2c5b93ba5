"""A learner's work on a hub over HTTP: log in, fetch, answer, save, hand in."""

from typing import Any

from hub_person import Person

ASSIGNMENT = "03-count-group-pivot"
NOTEBOOK = f"assignments/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
TASK, SLIP = "children_by_placement", "M03-DROPNA"
Answers = dict[str, list[str]]
"""By task: the right answer, and the one that a learner gives who slips."""
IN_BROWSER = 3
"""The first learners of the cohort, who work in Chromium; all others work over HTTP, as a browser speaks."""


def secret_of(name: str) -> str:
    """Return words that one learner writes into their notebook and nobody else."""
    return f"written by {name} alone"


def answered(notebook: dict[str, Any], name: str, answers: Answers, *, slips: bool) -> dict[str, Any]:
    """Return a notebook with a learner's answers, and their words where words are asked for."""
    for cell in notebook["cells"]:
        ours = cell["metadata"].get("fingerpost", {})
        if ours.get("task") in answers and cell["cell_type"] == "code":
            cell["source"] = answers[ours["task"]][slips]
        elif ours.get("person"):
            cell["source"] = secret_of(name)
    return notebook


def does_the_work(person: Person, answers: Answers, *, slips: bool) -> None:
    """Log in, start, fetch, answer, save, hand in."""
    person.logs_in()
    person.starts()
    person.asks("fetch", ASSIGNMENT)
    fetched = person.gets(f"/api/contents/{NOTEBOOK}").json()["content"]
    person.puts(NOTEBOOK, answered(fetched, person.name, answers, slips=slips))
    told = person.asks("submit", ASSIGNMENT)
    assert told["success"], told
    assert "days late. It is handed in all the same" in told["told"], told["told"]
