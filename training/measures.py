"""Figures of this app for the indicators of programmes."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantRole
from programmes.measures import Measure, Reading, register_measure, rounded, share
from programmes.models import Programme
from training.currency.days import add_months
from training.enums import CurrencyStatus
from training.models import LedgerEntry, Standing
from training.queries.register import taking_part

IN_DATE = (CurrencyStatus.IN_DATE, CurrencyStatus.DUE)
MONTHS = 12


def mentors_in_date(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the mentors whose training is in date with all who take part and are not away."""
    mentors = Standing.objects.filter(
        policy__programme=programme, policy__role=ParticipantRole.MENTOR, is_paused=False
    )
    counted = taking_part(mentors).aggregate(
        n=Count("pk", filter=Q(status__in=IN_DATE)), of=Count("pk")
    )
    return share(counted["n"], counted["of"], as_of)


def hours_of_training(programme: Programme, *, as_of: date) -> Reading | None:
    """Add up the hours of the last twelve months; None where none was ever credited."""
    entries = LedgerEntry.objects.standing().learnt().filter(programme=programme, is_assured=True)
    if not entries.exists():
        return None
    counted = entries.filter(
        earned_on__gt=add_months(as_of, -MONTHS), earned_on__lte=as_of
    ).aggregate(hours=Sum("hours"), n=Count("pk"))
    return Reading(rounded(counted["hours"] or Decimal(0)), counted["n"], None, as_of)


def register() -> None:
    """Offer these figures."""
    for measure in MEASURES:
        register_measure(measure)


MEASURES = (
    Measure(
        key="training.mentors_in_date",
        title=_("Mentors whose training is in date"),
        unit="%",
        describe=_(
            "Of the mentors who take part in a cohort that is not closed and are not away, those "
            "whose training is in date, a refresher falling due soon included. In training, in "
            "grace and lapsed are not."
        ),
        read=mentors_in_date,
    ),
    Measure(
        key="training.hours",
        title=_("Hours of training in a year"),
        unit=_("hours"),
        describe=_(
            "Hours credited to mentors and mentees of this programme for the last twelve months; "
            "not those that were rejected or taken back."
        ),
        read=hours_of_training,
    ),
)
