"""Our own table: a DataFrame of any length to scroll, sort and filter, with what its columns mean."""
