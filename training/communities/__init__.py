"""Communities of Practice: who belongs, what they talk of and keep, and whom they meet between."""
