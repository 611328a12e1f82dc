"""Drafts: run, looked at, changed by hand, compared."""
