"""How long the engine takes for the exact best draft, and what others answer to the same."""
