"""Whole workbooks: their formulas collapsed to column formulas, written as a notebook that checks itself."""
