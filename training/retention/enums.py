"""Milestones, intents, why people leave, and how somebody got in touch."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MilestoneOf(TextChoices):
    """What a milestone counts."""

    YEARS = "years", _("Years of service")
    HOURS = "hours", _("Hours given")
    COHORTS = "cohorts", _("Cohorts served")
    MENTEES = "mentees", _("People mentored")


class Intent(TextChoices):
    """Whether somebody means to come back."""

    YES = "yes", _("Wants to come back")
    MAYBE = "maybe", _("Not sure")
    NO = "no", _("Will not come back")


class LeavingCause(TextChoices):
    """Why a mentor does not come back, or is not sure."""

    TIME = "time", _("No time")
    BREAK = "break", _("Needs a break")
    MOVED_ON = "moved_on", _("Left the organisation or changed jobs")
    HARD_MATCH = "hard_match", _("A hard match")
    NO_MATCH = "no_match", _("Was not matched")
    SUPPORT = "support", _("Too little support")
    VALUE = "value", _("Got too little out of it")
    OTHER_ROLE = "other_role", _("Helps in another role")
    UNKNOWN = "unknown", _("Not known")


class CareReason(TextChoices):
    """Why somebody needs a person's attention."""

    ABOUT_TO_LAPSE = "about_to_lapse", _("About to lapse")
    LAPSED = "lapsed", _("Lapsed")
    HARD_MATCH = "hard_match", _("Had a hard match")
    MAY_LEAVE = "may_leave", _("May not come back")
    NO_SHOW = "no_show", _("Missed sessions")
    OTHER = "other", _("Something else")


class CareChannel(TextChoices):
    """How somebody got in touch."""

    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    MESSAGE = "message", _("Message")
