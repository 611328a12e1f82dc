"""What this app shows, and what can be done there."""
