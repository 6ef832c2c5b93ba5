"""Excel formulas: parsed with spans, evaluated with a trace, translated to pandas and DuckDB SQL."""
