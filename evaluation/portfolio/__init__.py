"""Programmes of one organisation side by side."""
