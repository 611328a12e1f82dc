"""References and checks: what has to be shown, until when it is good, and who waits for it."""
