"""Who is late with an application that waits for them, and whether they may be nudged now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from programmes.applications.waiting import applications_of
from programmes.applying.enums import ApplicationState
from programmes.models import Endorsement, Programme, Review
from programmes.models.application import ApplicationQuerySet

# A review, or a line manager's answer, is late after so many days, or after the day it was due.
LATE_AFTER = timedelta(days=7)
# Nobody is nudged about the same thing more than once in this time.
NOT_AGAIN_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody who is late, with what, since when, and why they are not nudged, if so.

    `row` is the review or endorsement that the nudge is about: of several, the oldest.
    """

    row: Review | Endorsement
    who: Person
    what: str
    since: datetime
    why_not: str


def late_ones(programme: Programme, *, viewer: Person, now: datetime) -> list[Late]:
    """Return everybody who is late, the latest first; two queries. One line for each person."""
    found = [*_late_reviewers(programme, viewer, now), *_late_endorsers(programme, viewer, now)]
    return sorted(found, key=lambda late: (late.since, late.who.name))


def _late_reviewers(programme: Programme, viewer: Person, now: datetime) -> list[Late]:
    """Return the reviewers with reviews that are due."""
    today = timezone.localdate(now, programme.organisation.time_zone)
    reviews = (
        Review.objects.to_do()
        .filter(application__in=_handed_in(programme, viewer))
        .filter(Q(round__review_by__lt=today) | Q(assigned_at__lt=now - LATE_AFTER))
        .select_related("reviewer", "application__person", "round")
        .order_by("reviewer", "assigned_at", "pk")
    )
    return [
        _late_reviewer(list(own), now)
        for _reviewer, own in groupby(reviews, key=lambda review: review.reviewer_id)
    ]


def _late_reviewer(reviews: list[Review], now: datetime) -> Late:
    """Return one reviewer with what they have not handed in."""
    oldest = reviews[0]
    words = ngettext("%(count)d review", "%(count)d reviews", len(reviews))
    nudged = [each.nudged_at for each in reviews if each.nudged_at]
    return Late(
        row=oldest,
        who=oldest.reviewer,
        what=words % {"count": len(reviews)},
        since=oldest.assigned_at,
        why_not=_why_not(oldest.reviewer, max(nudged, default=None), now),
    )


def _late_endorsers(programme: Programme, viewer: Person, now: datetime) -> list[Late]:
    """Return the line managers who have not answered, and still can."""
    asked = (
        Endorsement.objects.open()
        .filter(application__in=_handed_in(programme, viewer))
        .filter(asked_at__lt=now - LATE_AFTER)
        .select_related("endorser", "application__person")
        .order_by("asked_at", "pk")
    )
    return [
        Late(
            row=each,
            who=each.endorser,
            what=_("An answer about %(name)s") % {"name": each.application.person.name},
            since=each.asked_at,
            why_not=_("Their time to answer is over: ask again")
            if each.is_over(now)
            else _why_not(each.endorser, each.nudged_at, now),
        )
        for each in asked
    ]


def _handed_in(programme: Programme, viewer: Person) -> ApplicationQuerySet:
    """Return the applications that still wait."""
    return applications_of(programme, viewer).filter(state=ApplicationState.SUBMITTED)


def _why_not(person: Person, nudged_at: datetime | None, now: datetime) -> str:
    """Say why somebody is not nudged; nothing where they are."""
    if not person.email:
        return _("No e-mail address is known")
    if nudged_at is not None and nudged_at > now - NOT_AGAIN_WITHIN:
        return _("Nudged within the last day already")
    return ""
