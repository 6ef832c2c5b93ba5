"""Fill down in slow motion: a dragged formula with a gap beside one line for a whole column."""
