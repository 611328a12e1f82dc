"""The faults of a bad week, one after the other, on the real stage; one table at the end."""
