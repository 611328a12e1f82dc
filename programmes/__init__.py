"""What is run, for whom, why, and who is in it."""
