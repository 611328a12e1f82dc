"""Validated input."""
