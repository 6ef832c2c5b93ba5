"""The scene of "Your formula in slow motion", for any formula over any table."""

import pandas as pd

from fingerpost.formulas.explaining import explain_formula
from fingerpost.formulas.tables import Table
from fingerpost.formulas.troubles import FormulaTroubleError
from fingerpost.walkthroughs.explain.steps import all_steps
from fingerpost.walkthroughs.explain.tables import all_tables
from fingerpost.walkthroughs.explain.told import told_of
from fingerpost.walkthroughs.preflight import CannotShowError, check_frame
from fingerpost.walkthroughs.scene import Scene


def tell_explain(formula: str, frame: object, *, as_at: str | None = None) -> Scene:
    """Return the scene of a formula over a table; the table's headings are row 1, its first column A.

    Raises:
        CannotShowError: the table cannot be shown, or the formula is broken or not supported, with its place.
    """
    table = Table(check_frame(frame), pd.Timestamp(as_at).date() if as_at else None)
    try:
        explanation = explain_formula(formula, table)
    except FormulaTroubleError as trouble:
        raise CannotShowError(str(trouble)) from None
    told = told_of(explanation, table)
    return Scene("explain", f"{told.text} in slow motion", all_tables(told), all_steps(told))
