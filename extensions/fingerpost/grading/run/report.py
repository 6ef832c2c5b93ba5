"""The tutor's report after a run: marks by task, slips by count, who needs a person; page and table."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from statistics import median

from fingerpost.grading.run.changes import HEADS, changes_of, changes_table, no_formula
from fingerpost.grading.run.records import Record, every_record, folder_of, write_whole
from fingerpost.grading.sandbox.levels import WORDS
from fingerpost.grading.script import HIDDEN_SUFFIX, SEEN_SUFFIX

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 90ch; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; }
th, td { border-bottom: 1px solid #8c8c8c; padding: 0.2rem 0.8rem; text-align: left; vertical-align: top; }
"""
CHANGES = "changes.csv"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'"


def write_report(root: Path, assignment: str) -> Path:
    """Write an assignment's report beside its records, as HTML and CSV; returns the HTML file.

    What a second marking changed stands on the page, and in a table of its own, `CHANGES`.
    """
    records = every_record(root, assignment)
    file = folder_of(root, assignment) / "report.html"
    write_whole(file, report_page(assignment, records))
    write_whole(file.with_suffix(".csv"), report_table(records))
    write_whole(file.with_name(CHANGES), changes_table(changes_of(records)))
    return file


def report_table(records: Sequence[Record]) -> str:
    """Return one row a learner as CSV; text that a spreadsheet would take for a formula starts with '."""
    cells = list(dict.fromkeys(name for record in records for name in record.most))
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(
        [
            "learner",
            "status",
            "level",
            "handed in",
            "seconds",
            "processor seconds",
            *cells,
            "slips",
            "for the tutor",
        ]
    )
    for record in records:
        slips = " ".join(f"{word}:{code}" for word, code in record.codes.items())
        told = [record.student, record.status, record.level, record.handed_in]
        told += [f"{record.seconds:.1f}", f"{record.cpu:.1f}"]
        points = [record.points.get(name, "") for name in cells]
        table.writerow([*map(no_formula, told), *points, no_formula(slips), no_formula(record.to_tutor)])
    return made.getvalue()


def report_page(assignment: str, records: Sequence[Record]) -> str:
    """Return the report as one page that runs nothing and asks for nothing."""
    parts = (_people(records), _changed(records), _tasks(records), _slips(records), _everyone(records))
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>Marking: {escape(assignment)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>Marking: {escape(assignment)}</h1><p>{escape(_summary(records))}</p>{''.join(parts)}"
        "</main></body></html>"
    )


def _summary(records: Sequence[Record]) -> str:
    counted = Counter(record.status for record in records)
    told = ", ".join(f"{number} {status}" for status, number in sorted(counted.items()))
    levels = sorted({record.level for record in records if record.level})
    how = " and ".join(WORDS.get(level, level) for level in levels) or "not marked"
    seconds = sum(record.seconds for record in records)
    return f"{len(records)} learners: {told}. Marked {how}, in {seconds:.0f} seconds of running."


def _people(records: Sequence[Record]) -> str:
    """Return who needs a person, first: nothing else on the page is as urgent."""
    rows = [(record.student, record.status, record.to_tutor) for record in records if record.needs_person]
    if not rows:
        return "<p>No script needs a person for its checks.</p>"
    return _table("Scripts that need a person", ("learner", "status", "what happened"), rows)


def _changed(records: Sequence[Record]) -> str:
    """Return what is not as it was: a tutor tells the learners of it."""
    rows = [change.cells for change in changes_of(records)]
    return _table("Points that changed when scripts were marked again", HEADS, rows) if rows else ""


def _tasks(records: Sequence[Record]) -> str:
    names = [name for record in records for name in record.most]
    words = dict.fromkeys(name.removesuffix(SEEN_SUFFIX).removesuffix(HIDDEN_SUFFIX) for name in names)
    rows = []
    for word in words:
        earned = [_earned(record, word) for record in records if record.points]
        most = max((_most(record, word) for record in records), default=0.0)
        if not any(_is_marked(record, word) for record in records):
            rows.append((word, "", f"{most:g}", "", "waits for a person"))
            continue
        full = sum(points >= most for points in earned)
        middle = f"{median(earned):g}" if earned else ""
        rows.append((word, middle, f"{most:g}", str(full), f"{sum(points == 0 for points in earned)}"))
    return _table("Marks by task", ("task", "median", "of", "in full", "nought"), rows)


def _slips(records: Sequence[Record]) -> str:
    counted = Counter((word, code) for record in records for word, code in record.codes.items())
    rows = [(word, code, str(number)) for (word, code), number in counted.most_common()]
    return _table("What went wrong, most often first", ("task", "slip", "learners"), rows) if rows else ""


def _everyone(records: Sequence[Record]) -> str:
    rows = [
        (
            record.student,
            record.status,
            f"{sum(record.points.values()):g} of {sum(record.most.values()):g}",
            record.level,
            f"{record.seconds:.1f}",
            f"{record.cpu:.1f}",
            record.to_tutor,
        )
        for record in records
    ]
    heads = (
        "learner",
        "status",
        "points so far",
        "sandbox",
        "seconds",
        "processor seconds",
        "what was put right",
    )
    return _table("Everyone", heads, rows)


def _earned(record: Record, word: str) -> float:
    return sum(record.points.get(f"{word}{suffix}", 0.0) for suffix in ("", SEEN_SUFFIX, HIDDEN_SUFFIX))


def _most(record: Record, word: str) -> float:
    return sum(record.most.get(f"{word}{suffix}", 0.0) for suffix in ("", SEEN_SUFFIX, HIDDEN_SUFFIX))


def _is_marked(record: Record, word: str) -> bool:
    return any(f"{word}{suffix}" in record.points for suffix in ("", SEEN_SUFFIX, HIDDEN_SUFFIX))


def _table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    named = f"<caption>{escape(caption)}</caption>"
    return f"<table>{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
