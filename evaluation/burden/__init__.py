"""How much of people’s time surveys take, and what to do when there is little left."""
