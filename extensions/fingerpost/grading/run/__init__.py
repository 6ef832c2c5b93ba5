"""A cohort's marking from start to end: what changed, in parallel, one writer, nothing lost on the way."""
