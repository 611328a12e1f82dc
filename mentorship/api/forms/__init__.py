"""Forms of tokens and endpoints."""
