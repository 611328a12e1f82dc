"""How a relationship fares, why, and what coordinators do about it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HealthLevel(TextChoices):
    """How much a relationship needs somebody."""

    WELL = "well", _("Going well")
    WATCH = "watch", _("Worth a look")
    HELP = "help", _("May need help")
    NOT_SCORED = "not_scored", _("Not scored now")


class HealthReason(TextChoices):
    """Why a relationship may need somebody."""

    NO_FIRST_MEETING = "no_first_meeting", _("No first meeting yet")
    QUIET = "quiet", _("Quiet")
    MISSED = "missed", _("Meetings that did not happen")
    UNSAID = "unsaid", _("Nobody said whether they met")
    FIT = "fit", _("The fit was said not to be good")
    MOOD = "mood", _("Meetings feel harder")
    UNSIGNED = "unsigned", _("No agreement yet")
    CONCERN = "concern", _("A concern is open")


class CareKind(TextChoices):
    """What a coordinator did for a relationship."""

    NUDGED = "nudged", _("Wrote to them")
    CALLED = "called", _("Called")
    MET = "met", _("Talked in person")
    NOTED = "noted", _("Made a note")
    SNOOZED = "snoozed", _("Put off, with a reason")


class Aftermath(TextChoices):
    """What became of a pair in the weeks after it was scored."""

    WENT_ON = "went_on", _("Went on meeting")
    CLOSED = "closed", _("Closed well")
    WENT_QUIET = "went_quiet", _("Did not meet again")
    ENDED_EARLY = "ended_early", _("Ended early")
    RESTED = "rested", _("Rested, so it cannot be told")
