"""News about requests and copies, for whoever writes mails about them."""

from django.dispatch import Signal

# A copy can be fetched by its person: sends `copy`.
copy_ready = Signal()
# An organisation answered, refused, or said that it takes longer: sends `request` and `fact`.
request_told = Signal()
