"""Kinds and states of checks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CheckKind(TextChoices):
    """What a check is about."""

    REFERENCE = "reference", _("Reference")
    BACKGROUND = "background", _("Background check")
    REGISTRATION = "registration", _("Professional registration")
    QUALIFICATION = "qualification", _("Qualification")
    OTHER = "other", _("Something else")


class CheckState(TextChoices):
    """How far a check of one person is."""

    ASKED = "asked", _("Asked for")
    SENT_IN = "sent_in", _("Sent in")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not sufficient")


CHECK_TRANSITIONS: dict[str, frozenset[str]] = {
    CheckState.SENT_IN: frozenset(
        {CheckState.ASKED, CheckState.REFUSED, CheckState.SENT_IN, CheckState.CONFIRMED}
    ),
    CheckState.CONFIRMED: frozenset({CheckState.ASKED, CheckState.SENT_IN}),
    CheckState.REFUSED: frozenset({CheckState.SENT_IN, CheckState.CONFIRMED}),
    CheckState.ASKED: frozenset({CheckState.REFUSED, CheckState.CONFIRMED}),
}
