"""Programmes side by side, on the same measures."""
