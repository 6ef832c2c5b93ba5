"""Courseware: text sources of the course to notebooks, the tutor's course root and the learner edition."""
