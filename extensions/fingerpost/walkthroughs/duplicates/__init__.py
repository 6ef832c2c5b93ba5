"""Duplicates and episodes: rows, different ids, and the latest row of each."""
