"""What learners and tutors read after marking: pages in which nothing of a learner's can run."""
