"""What can go wrong with a formula, a table or a workbook, each said in one sentence with its place."""

from fingerpost.errors import FingerpostError


class FormulaTroubleError(FingerpostError):
    """Anything wrong with a formula; `start` is the position of the first character at fault, from 0."""

    def __init__(self, message: str, *, start: int = 0, stop: int | None = None) -> None:
        super().__init__(message)
        self.start = start
        self.stop = start + 1 if stop is None else stop


class BrokenFormulaError(FormulaTroubleError):
    """The text is not a formula: says where reading stopped and what was expected there."""


class RefusedFormulaError(FormulaTroubleError):
    """The formula is well formed, but holds something we do not translate; `what` names it."""

    def __init__(self, message: str, *, what: str, start: int = 0, stop: int | None = None) -> None:
        super().__init__(message, start=start, stop=stop)
        self.what = what


class CircularFormulaError(FormulaTroubleError):
    """A formula that needs its own value; the message names the cells in order."""


class TableTroubleError(FingerpostError):
    """A table file that cannot be read as a sheet."""


class WorkbookTroubleError(FingerpostError):
    """A workbook that cannot be opened: encrypted, cut short, too large, or not a workbook."""
