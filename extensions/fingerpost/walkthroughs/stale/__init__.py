"""Stale or fresh: a notebook of four cells beside a sheet of four, and which results are out of date."""
