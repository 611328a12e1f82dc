"""How often the early warning was right."""
