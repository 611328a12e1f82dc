"""What courses teach, in which order they are taken, and the quiz at a module's end."""
