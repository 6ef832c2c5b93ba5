"""Excel's functions, a small Python function each; importing this package fills the table in `registry`."""

from fingerpost.formulas.functions import (  # noqa: F401 - each fills its part of the table
    arithmetic,
    blocks,
    calendar,
    conditional,
    information,
    logic,
    lookup,
    moments,
    ranking,
    statistics,
    text,
    trigonometry,
    wording,
    workdays,
)
