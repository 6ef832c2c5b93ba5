"""The story "Chart clinic": an Excel chart taken apart into encodings, and what a reader can tell from it."""
