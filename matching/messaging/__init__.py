"""What the people of a match write to each other, which nobody else reads."""
