"""Fresh and alive: the four questions, each with its figure, trend, gap and next step."""
