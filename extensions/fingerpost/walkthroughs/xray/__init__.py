"""X-ray a sheet: a file as it is written, as Excel shows it, and as pandas stores it."""
