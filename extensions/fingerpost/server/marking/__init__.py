"""The marking page: written answers beside their rubric, over nbgrader's own gradebook, for tutors alone."""
