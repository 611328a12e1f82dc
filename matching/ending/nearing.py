"""When a match comes to its end: the day agreed, else the last day of its cohort."""

from datetime import date, timedelta

from django.db.models import DateField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from matching.enums import MatchState
from matching.models import Agreement
from matching.models.match import MatchQuerySet

# So many days before the end its people are asked to look back.
NOTICE = timedelta(days=21)
NEARING = (MatchState.ACTIVE, MatchState.PAUSED)


def with_end(matches: MatchQuerySet) -> MatchQuerySet:
    """Add to each match the day on which it is to end, as `is_to_end_on`; None where none is set.

    What everybody signed counts before the cohort's dates.
    """
    agreed = Agreement.objects.in_force().filter(match=OuterRef("pk")).order_by("-version")
    return matches.annotate(
        is_to_end_on=Coalesce(
            Subquery(agreed.values("ends_on")[:1]),
            F("cohort__ends_on"),
            output_field=DateField(null=True),
        )
    )


def nearing_end(matches: MatchQuerySet, today: date) -> MatchQuerySet:
    """Return those under way that end within three weeks, or should have ended."""
    return with_end(matches.filter(state__in=NEARING)).filter(is_to_end_on__lte=today + NOTICE)


def at_end(matches: MatchQuerySet, today: date) -> MatchQuerySet:
    """Return those under way whose last day is over."""
    return with_end(matches.filter(state__in=NEARING)).filter(is_to_end_on__lt=today)
