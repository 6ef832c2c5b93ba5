"""Walkthroughs: an Excel habit seen turning into pandas and SQL, step by step, on any table."""

from fingerpost.walkthroughs import walk

__all__ = ["walk"]
