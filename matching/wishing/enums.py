"""States of a mentee's request to a mentor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    """How far a request is; while it is asked, it holds one of the mentor's seats."""

    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Not answered in time")
    WITHDRAWN = "withdrawn", _("Taken back")


REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    state: frozenset({RequestState.ASKED})
    for state in (
        RequestState.ACCEPTED,
        RequestState.DECLINED,
        RequestState.EXPIRED,
        RequestState.WITHDRAWN,
    )
}
