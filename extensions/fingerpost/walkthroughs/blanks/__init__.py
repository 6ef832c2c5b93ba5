"""Five kinds of blank: an empty cell, text of nothing, spaces, a word for nothing, and 0, which is none."""
