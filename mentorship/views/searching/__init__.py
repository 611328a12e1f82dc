"""The search over everything: what somebody may see, found by a few letters of its name."""
