"""Addresses for other programs: what they may read, and the directory."""
