"""What an installation tells the apps above it."""

from django.dispatch import Signal

# Sent once after a restore, with every migration made and erasures applied again. Whatever sends
# to the outside pauses itself on it, as the outbox does, until a person says that it may go on.
restored = Signal()
