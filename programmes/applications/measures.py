"""Figures of mentor selection for indicators: how many are accepted, how fast, and how surely."""

from datetime import date
from decimal import Decimal
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantRole
from programmes.measures import Measure, Reading, register_measure, rounded, share
from programmes.models import Decision, Programme
from programmes.models.decision import DecisionQuerySet
from programmes.models.selection_round import FEWEST_REVIEWERS
from programmes.selection.enums import Outcome, ReviewState

ACCEPTED = (Outcome.ACCEPT, Outcome.LATER)


def mentors_accepted(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the accepted with all mentor applications that are decided."""
    decided = _decisions(programme, as_of)
    return share(decided.filter(outcome__in=ACCEPTED).count(), decided.count(), as_of)


def days_to_decision(programme: Programme, *, as_of: date) -> Reading | None:
    """Return the median of days from handing in to hearing."""
    rows = _decisions(programme, as_of).values_list("application__submitted_at", "published_at")
    days = [
        (timezone.localdate(told) - timezone.localdate(handed_in)).days
        for handed_in, told in rows
        if handed_in and told
    ]
    if not days:
        return None
    return Reading(rounded(Decimal(median(days))), len(days), None, as_of)


def mentors_reviewed_twice(programme: Programme, *, as_of: date) -> Reading | None:
    """Look among the accepted mentors for those whom two or more reviewers judged."""
    accepted = _decisions(programme, as_of).filter(outcome__in=ACCEPTED)
    counted = Q(application__reviews__state=ReviewState.SUBMITTED)
    twice = accepted.annotate(reviews=Count("application__reviews", filter=counted)).filter(
        reviews__gte=FEWEST_REVIEWERS
    )
    return share(twice.count(), accepted.count(), as_of)


def register() -> None:
    """Offer these figures."""
    for measure in MEASURES:
        register_measure(measure)


def _decisions(programme: Programme, as_of: date) -> DecisionQuerySet:
    """Return the decisions in force about mentors that were told by the day."""
    return Decision.objects.in_force().filter(
        application__cohort__programme=programme,
        application__role=ParticipantRole.MENTOR,
        published_at__date__lte=as_of,
    )


MEASURES = (
    Measure(
        key="programmes.applications_accepted",
        title=_("Mentor applications accepted"),
        unit="%",
        describe=_(
            "Of the mentor applications whose decision was published, in any cohort, those "
            "accepted, now or for later."
        ),
        read=mentors_accepted,
    ),
    Measure(
        key="programmes.days_to_decision",
        title=_("Days from application to decision"),
        unit=_("days"),
        describe=_(
            "The median of days from handing in a mentor application to the decision being "
            "published, over all cohorts."
        ),
        read=days_to_decision,
    ),
    Measure(
        key="programmes.reviewed_twice",
        title=_("Accepted mentors with two or more reviews"),
        unit="%",
        describe=_(
            "Of the mentor applications accepted, now or for later, those that two or more "
            "reviewers had judged."
        ),
        read=mentors_reviewed_twice,
    ),
)
