"""Erasing a person: what goes, what stays without a name, and proof that it stays gone."""
