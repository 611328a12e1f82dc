"""What can be said of a meeting, and of the fit of two people."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Mood(IntegerChoices):
    """How a meeting was, on five faces."""

    HARD = 1, _("Hard")
    SO_SO = 2, _("So-so")
    FINE = 3, _("Fine")
    GOOD = 4, _("Good")
    GREAT = 5, _("Great")


class NoteReader(TextChoices):
    """For whom a note on a meeting is."""

    SELF = "self", _("Only for me")
    BOTH = "both", _("For everybody in the match")


class FitAnswer(TextChoices):
    """What somebody says of the fit; nobody else in the match learns it."""

    GOOD = "good", _("Good")
    DECIDING = "deciding", _("Still deciding")
    NOT_GOOD = "not_good", _("Not good")
