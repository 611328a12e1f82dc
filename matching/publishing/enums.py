"""States of sending a draft, and of each pair in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SendingState(TextChoices):
    """How far a sending is; nothing leaves before it is sent."""

    STAGED = "staged", _("Being checked")
    SCHEDULED = "scheduled", _("Goes out at its time")
    SENT = "sent", _("Sent")
    CALLED_OFF = "called_off", _("Called off")


SENDING_TRANSITIONS: dict[str, frozenset[str]] = {
    SendingState.STAGED: frozenset({SendingState.SCHEDULED}),
    SendingState.SCHEDULED: frozenset({SendingState.STAGED}),
    SendingState.SENT: frozenset({SendingState.STAGED, SendingState.SCHEDULED}),
    SendingState.CALLED_OFF: frozenset({SendingState.STAGED, SendingState.SCHEDULED}),
}


class LineState(TextChoices):
    """What becomes of one pair of a sending."""

    IN = "in", _("In it")
    LEFT_OUT = "left_out", _("Left out")
    ASKED = "asked", _("Asked")
    REFUSED = "refused", _("Could not be asked")
