"""From invented lives to a DuckDB file, and `connect()`, the only way in."""
