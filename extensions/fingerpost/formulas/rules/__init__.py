"""Excel's rules where pandas and DuckDB have others; translated code carries those it needs.

In all of them a missing value stands for an Excel error, and stays missing.
"""
