"""A task, end to end: what is asked, how an answer is read, what is said about it, what it earns."""
