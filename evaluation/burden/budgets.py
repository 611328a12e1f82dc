"""How many minutes a month surveys may ask of one person."""

from evaluation.models import SurveyBudget
from evaluation.models.budget import USUAL_MINUTES
from mentorship.accounts.models import Organisation


def budget_of(organisation: Organisation) -> int:
    """Return the minutes a month that all programmes together may ask of one person; one query."""
    stored = SurveyBudget.objects.filter(organisation=organisation).first()
    return stored.minutes_a_month if stored else USUAL_MINUTES
