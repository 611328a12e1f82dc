"""What a mentee works towards, step by step, and what the mentor says to it."""
