"""How good the return forecast would have been."""
