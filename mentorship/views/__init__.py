"""Pages of no single app: home, health, errors."""
