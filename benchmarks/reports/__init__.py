"""How long a report takes to be drawn, and how much memory that needs."""
