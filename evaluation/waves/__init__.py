"""Whom waves ask, when they open, and how the answers come in."""
