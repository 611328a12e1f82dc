"""What the deciding pages cost with ten, a thousand and ten thousand participants."""
