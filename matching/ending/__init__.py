"""Resting, ending kindly, finding somebody else, and closing well."""
