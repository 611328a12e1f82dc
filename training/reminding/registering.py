"""What reminders put into the registries of the apps below."""

from programmes import needs
from training.reminding import (
    coordination,
    emails,  # noqa: F401  (registers the kinds of message)
)


def register() -> None:
    """Say on Today which reminders wait for somebody's look."""
    needs.register_needs(coordination.needs_of_reminders)
