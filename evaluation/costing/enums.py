"""What costs are made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CostKind(TextChoices):
    """How a cost is told."""

    MONEY = "money", _("A sum of money")
    HOURS = "hours", _("Hours of people, at a rate")


class HoursOf(TextChoices):
    """Where hours come from: somebody typed them, or the record has them."""

    TYPED = "typed", _("I type them")
    MENTOR_MEETINGS = "mentor_meetings", _("Mentors in meetings that were held")
    MENTEE_MEETINGS = "mentee_meetings", _("Mentees in meetings that were held")
    TRAINING = "training", _("Everybody who was there at training")
    GATHERINGS = "gatherings", _("Everybody who was there at gatherings of communities")


class LineKind(TextChoices):
    """What a line of the book is about; these words stand in addresses."""

    MONEY = "money", _("Cost in money")
    HOURS = "hours", _("Cost in people’s hours")
    BENEFIT = "benefit", _("Benefit")
    UNCOUNTED = "uncounted", _("Not counted in money")
    COMPARISON = "comparison", _("Comparison")
