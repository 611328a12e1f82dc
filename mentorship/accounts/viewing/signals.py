"""Tells whoever keeps who saw whom."""

from django.dispatch import Signal

# Sent once for each page seen as somebody else, with `viewing` (a Viewing) and `page` (the name
# of its address), within the request and after it was recorded.
seen_as = Signal()
