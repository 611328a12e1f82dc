"""What the page of results costs with 500 and 50,000 answers of 30 items."""
