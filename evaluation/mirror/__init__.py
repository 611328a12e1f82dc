"""What a mentor sees of how their own mentees rate them, and how mentees decide about it."""
