"""What mentors see of themselves, privately."""
