"""Two kinds of message: one that must never come twice, one that may."""
