"""The walls around a learner's cells: what the kernel offers, in which order, and how sure we are of it."""
