"""What follows from being at a session: hours, codes on the wall, feedback and certificates."""
