"""How much of people's time surveys may take."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation

USUAL_MINUTES = 15


class SurveyBudget(models.Model):
    """The most minutes a month that surveys of all programmes together ask of one person."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="survey_budget", primary_key=True
    )
    minutes_a_month = models.PositiveSmallIntegerField(_("minutes a month"), default=USUAL_MINUTES)

    class Meta:
        """Between a question and an afternoon."""

        constraints = (
            models.CheckConstraint(
                condition=Q(minutes_a_month__gte=1, minutes_a_month__lte=240),
                name="evaluation_budget_minutes",
            ),
        )

    def __str__(self) -> str:
        """Say how many minutes."""
        return f"{self.minutes_a_month} minutes a month"
