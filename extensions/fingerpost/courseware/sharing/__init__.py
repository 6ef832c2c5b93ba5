"""Safe to share: a copy of a notebook without what could point to a child, and a list of what was taken out."""
