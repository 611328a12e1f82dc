"""Two hundred people at once, on this machine only."""
