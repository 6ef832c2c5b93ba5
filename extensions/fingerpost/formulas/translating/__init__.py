"""Formulas turned into pandas and DuckDB SQL, faithful to Excel's rules."""
