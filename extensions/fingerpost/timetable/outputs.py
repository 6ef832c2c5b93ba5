"""Every file that a plan is written as, made in memory first: all of them appear, or none."""

from pathlib import Path

from fingerpost.timetable.as_calendar import calendar_bytes
from fingerpost.timetable.as_page import page_text
from fingerpost.timetable.as_text import csv_text, markdown_text
from fingerpost.timetable.as_tutor_page import tutor_page_text
from fingerpost.timetable.book import Book, Timetable
from fingerpost.timetable.chart import vega_lite_text
from fingerpost.timetable.keeping import PLAN_ENDING, book_text
from fingerpost.timetable.tutor_view import tutor_csv, tutor_view


def plan_path(out: Path, stem: str) -> Path:
    """Return where the plan file of a cohort stands in `out`."""
    return out / f"{stem}{PLAN_ENDING}"


def output_files(book: Book, out: Path) -> dict[Path, bytes]:
    """Return the content of every file by its path in `out`.

    For the cohort STEM.md, .csv, .html, .ics and .vl.json (the chart, for JupyterLab), for each learner whose
    plan is not the cohort's STEM-ID with the first four endings, for the tutor STEM-tutor.html and .csv, and
    STEM.plan.json, from which `replan`, `show` and `ledger` read.
    """
    texts = _person_texts(book, book.cohort)
    texts[f"{book.stem}.vl.json"] = vega_lite_text(book, book.cohort)
    for one in book.learners.values():
        if is_own_plan(book, one):
            texts |= _person_texts(book, one)
    if book.learners:
        view = tutor_view(book)
        texts[f"{book.stem}-tutor.html"] = tutor_page_text(book, view)
        texts[f"{book.stem}-tutor.csv"] = tutor_csv(view)
    files = {out / name: text.encode() for name, text in texts.items()}
    for one in book.everyone():
        if one is book.cohort or is_own_plan(book, one):
            files[out / f"{_stem(book, one)}.ics"] = calendar_bytes(book, one)
    files[plan_path(out, book.stem)] = book_text(book).encode()
    return files


def is_own_plan(book: Book, one: Timetable) -> bool:
    """Say whether the learner's plan differs from the cohort's."""
    return (one.placed, one.hand_ins) != (book.cohort.placed, book.cohort.hand_ins)


def _person_texts(book: Book, one: Timetable) -> dict[str, str]:
    stem = _stem(book, one)
    return {
        f"{stem}.md": markdown_text(book, one),
        f"{stem}.csv": csv_text(book, one),
        f"{stem}.html": page_text(book, one),
    }


def _stem(book: Book, one: Timetable) -> str:
    return f"{book.stem}-{one.id}" if one.id else book.stem
