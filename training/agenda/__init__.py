"""What the next refresher should be about: what fades, what was scored low, what was raised."""
