"""The four questions of “Fresh and alive”, and which way a figure moved."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Question(TextChoices):
    """One of the four questions."""

    SKILLS = "skills", _("What keeps our mentors’ and mentees’ skills and knowledge current?")
    STAYING = "staying", _("How do we retain our mentors?")
    STEPPING_UP = "stepping_up", _("What encourages mentees to become mentors?")
    SUPPORT = "support", _("How do we support those who are becoming mentors?")


class Trend(TextChoices):
    """Which way a share moved; a point either way is no movement."""

    UP = "up", _("Rising")
    STEADY = "steady", _("Steady")
    DOWN = "down", _("Falling")
