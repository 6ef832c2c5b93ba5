"""Working days: calendar days, weekdays, both ends, and the bank holidays of England."""
