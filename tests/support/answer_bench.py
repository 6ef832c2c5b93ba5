"""A bench for one module: answers run as a learner's cells would, and are judged on several authorities."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fingerpost.courseware.cells import SourceCell, read_cells
from fingerpost.grading.attempt import attempt_of
from fingerpost.grading.catalogue import ModuleAnswers, ModuleChecks, load_answers, load_module
from fingerpost.grading.data import Data
from fingerpost.grading.judge import Taken, judge, reference_values
from fingerpost.grading.values import Wire, capture
from fingerpost.grading.verdict import Verdict


@dataclass(frozen=True)
class Bench:
    """One module and the authorities to judge it on: letter -> data root."""

    folder: Path
    roots: dict[str, Path]
    patch: pytest.MonkeyPatch
    _data: dict[str, Data] = field(default_factory=dict)
    _set_up: dict[str, dict[str, Any]] = field(default_factory=dict)
    _references: dict[tuple[str, str], dict[str, Wire]] = field(default_factory=dict)

    @property
    def checks(self) -> ModuleChecks:
        return load_module(self.folder / "checks.py")

    @property
    def answers(self) -> ModuleAnswers:
        return load_answers(self.folder / "answers.py")

    def data(self, letter: str) -> Data:
        """Return an authority's data, opened once for all answers."""
        if letter not in self._data:
            self._data[letter] = Data(letter, self.roots[letter])
        return self._data[letter]

    def setup_cells(self) -> list[SourceCell]:
        return [cell for cell in read_cells(self.folder / "assignment.py") if cell.role == "setup"]

    @contextmanager
    def process_of(self, letter: str) -> Iterator[None]:
        with self.patch.context() as patched:
            patched.setenv("FINGERPOST_DATA", str(self.roots[letter]))
            patched.setenv("FINGERPOST_AUTHORITY", letter)
            patched.chdir(self._desk(letter))
            yield

    def _desk(self, letter: str) -> Path:
        """Return a folder of this authority's own: setup cells lay files beside the notebook."""
        desk = self.roots[letter] / "beside" / letter / self.folder.name
        desk.mkdir(parents=True, exist_ok=True)
        return desk

    def names(self, source: str, letter: str) -> dict[str, Any]:
        """Return all names there are once setup cells and `source` ran under one authority."""
        with self.process_of(letter):
            names = self._after_setup(letter)
            try:
                exec(source, names)  # noqa: S102 - our own course source
            except Exception as stopped:  # noqa: BLE001 - a learner's cell may stop with anything
                names["_trouble"] = stopped
        return names

    def _after_setup(self, letter: str) -> dict[str, Any]:
        """Return what the setup cells leave, run once an authority; each answer has frames of its own."""
        if letter not in self._set_up:
            names: dict[str, Any] = {"__name__": "__main__"}
            for cell in self.setup_cells():
                exec(cell.source, names)  # noqa: S102 - our own course source
            self._set_up[letter] = names
        kept = self._set_up[letter].items()
        return {name: held.copy() if isinstance(held, pd.DataFrame) else held for name, held in kept}

    def taken(self, word: str, source: str, letter: str) -> Taken:
        """Return what the task's names hold after `source` ran, and how it ran."""
        names = self.names(source, letter)
        wanted = self.checks.tasks[word].names
        values = {name: capture(names[name]) for name in wanted if name in names}
        return Taken(values, attempt_of(source, names.get("_trouble"), names))

    def reference(self, word: str, letter: str) -> dict[str, Wire]:
        """Return the right values, worked out once an authority."""
        if (word, letter) not in self._references:
            made = self.answers.references[word](self.data(letter))
            self._references[word, letter] = reference_values(self.checks.tasks[word], made)
        return self._references[word, letter]

    def mark(self, word: str, source: str) -> Verdict:
        letters = list(self.roots)
        values = {letter: self.taken(word, source, letter) for letter in letters}
        data = {letter: self.data(letter) for letter in letters}
        references = {letter: self.reference(word, letter) for letter in letters}
        return judge(self.checks.tasks[word], values, data, references)

    def check(self, word: str, source: str) -> Verdict:
        values = {"A": self.taken(word, source, "A")}
        return judge(self.checks.tasks[word], values, {"A": self.data("A")})
