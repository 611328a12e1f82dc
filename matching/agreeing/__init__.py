"""What the people of a match agree at the start: meeting each other, and five lines both sign."""
