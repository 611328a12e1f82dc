"""What a token may read, and how far an endpoint and a delivery are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """One thing that a token opens."""

    PARTICIPANTS = "participants:read", _("read who takes part, by number and state")
    NAMES = "names:read", _("see names and e-mail addresses with participants")
    MATCHES = "matches:read", _("read which participants meet, and how their match stands")
    SESSIONS = "sessions:read", _("read training sessions and their seats")
    REPORTS = "reports:read", _("read reports that were approved or sent")
    DIRECTORY = "directory:write", _("keep people in line with your directory (SCIM)")


class EndpointState(TextChoices):
    """Whether an endpoint is told of news."""

    ACTIVE = "active", _("Told of news")
    PAUSED = "paused", _("Paused")
    REMOVED = "removed", _("Removed")


ENDPOINT_TRANSITIONS: dict[str, frozenset[str]] = {
    EndpointState.ACTIVE: frozenset({EndpointState.PAUSED}),
    EndpointState.PAUSED: frozenset({EndpointState.ACTIVE}),
    EndpointState.REMOVED: frozenset({EndpointState.ACTIVE, EndpointState.PAUSED}),
}


class DeliveryState(TextChoices):
    """How far one piece of news is on its way to one endpoint."""

    QUEUED = "queued", _("Waits")
    CLAIMED = "claimed", _("Being sent")
    DELIVERED = "delivered", _("Arrived")
    FAILED = "failed", _("Given up")
    CANCELLED = "cancelled", _("Not sent")


# What a person may send once more by hand.
SETTLED = (DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.CANCELLED)
