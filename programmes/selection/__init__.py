"""How mentors are chosen: marks, scores, agreement, who reviews whom, and what is decided."""
