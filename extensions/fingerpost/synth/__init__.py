"""Invented lives: children who never were, and what happened to them."""
