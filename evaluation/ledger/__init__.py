"""From findings to recommendations, and what became of them."""
