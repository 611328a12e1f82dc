"""Charters: their calendar, links, texts, and what is asked of them."""
