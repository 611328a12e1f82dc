"""How close a programme is to a published standard."""
