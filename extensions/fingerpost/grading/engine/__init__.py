"""Marking fast and safely: learners' cells run behind walls, a checker reads what they made."""
