"""Losing everything and getting it back, with seconds."""
