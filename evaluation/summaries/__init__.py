"""What a closed wave came to, counted once: kept at closing, read by its pages."""
