"""What closed waves tell training."""
