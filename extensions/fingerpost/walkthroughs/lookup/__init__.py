"""Look up in slow motion: VLOOKUP taken apart into a merge."""
