"""The edge for other programs: a read API, signed webhooks, and the directory of people."""
