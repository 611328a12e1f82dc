"""What a programme cost, and what it may be said to have returned."""
