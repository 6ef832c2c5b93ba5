"""SUMIFS in slow motion: criteria as columns of True and False, then every group at once."""
