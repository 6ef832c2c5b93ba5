"""The timetable: hours and windows in, a plan that gives way to return season out."""
