"""What reports ask their sponsors: who has answered, who is reminded, and what is told of it."""
