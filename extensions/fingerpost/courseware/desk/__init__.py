"""At your desk: one's own extract, read from a file list on one's own machine; words out, never data."""

from fingerpost.courseware.desk.files import Files, files, read
from fingerpost.courseware.desk.looking import compare, outline, say, show
from fingerpost.courseware.desk.sheet import look_back, portfolio

__all__ = ["Files", "compare", "files", "look_back", "outline", "portfolio", "read", "say", "show"]
