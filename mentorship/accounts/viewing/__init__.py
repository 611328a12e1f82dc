"""Seeing the product as somebody else does: for reading alone, for a reason, and told to them."""
