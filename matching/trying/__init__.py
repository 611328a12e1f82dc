"""Trying out: what a change would do to a draft, drafts side by side, and who is missing."""
