"""What a learner's work covers of an apprenticeship standard: the evidence, and the pages that show it."""
