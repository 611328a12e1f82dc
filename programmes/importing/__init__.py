"""Importing people's tables: what their columns mean, what would change, and writing it."""
