"""How many mentors may come back for the next cohort."""
