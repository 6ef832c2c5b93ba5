"""nbgrader's exchange where many share one machine: hand-ins closed to others, trouble said in sentences."""
