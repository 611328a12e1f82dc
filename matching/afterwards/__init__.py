"""What is said after a meeting: whether it happened, how it was, and whether the two fit."""
