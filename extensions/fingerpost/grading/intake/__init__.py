"""What was handed in, made safe and whole before anything reads it: nothing runs, no link is followed."""
