"""How mentees come in: nominated or by themselves, eligible, endorsed, confirmed, and in turn."""
