"""How a round of matching is set up: rules, seats, who is known for what."""
