"""What a person marks: rows of a rubric, a comment, and who marked what when, over nbgrader's gradebook."""
