"""Safe to share: a copy of a notebook without what could point to a child, and what was taken out."""
