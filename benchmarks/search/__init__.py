"""What the search over everything costs with 30, 1,000 and 10,000 participants."""
