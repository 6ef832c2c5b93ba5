"""Dates are numbers: days, years less years, and whole years on a day."""
