"""A formula explained: its steps row by row, the same in pandas and SQL, and how far they agree."""
