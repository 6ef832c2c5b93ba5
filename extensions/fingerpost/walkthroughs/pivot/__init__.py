"""The story "Pivot in slow motion": a PivotTable, taken apart into pandas and SQL."""
