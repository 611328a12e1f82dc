"""What it costs to reckon the currency of 2,000 and of 20,000 mentors, and to remind them."""
