"""What working out how relationships fare costs with 500 and 5,000 pairs."""
