"""Closed waves, counted once."""
