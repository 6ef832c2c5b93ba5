"""What the sector means: tables, columns, code sets with validity dates, published figures, sources."""
