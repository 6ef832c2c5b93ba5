"""A cohort as its gradebook and its records have it: where each stands, who is stuck, common slips."""
