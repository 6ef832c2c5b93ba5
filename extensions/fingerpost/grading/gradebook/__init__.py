"""Care for nbgrader's gradebook: one change at a time, all of it or none, and a copy before each run."""
