"""Filter in slow motion: AutoFilter taken apart into a column of True and False."""
