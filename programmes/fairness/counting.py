"""Counts applicants by department, location, grade and role."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.models import Person
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole
from programmes.fairness.comparing import Comparison, compare
from programmes.fairness.tallies import Tally
from programmes.intake.enums import WaitingState
from programmes.models import Application, Cohort, Decision, Profile, Programme, Review
from programmes.selection.enums import Outcome
from programmes.selection.panel import complete_panels, score_applications

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

BREAKDOWNS: dict[str, "_StrPromise"] = {
    "department": gettext_lazy("Department"),
    "location": gettext_lazy("Location"),
    "grade": gettext_lazy("Grade"),
    "role": gettext_lazy("Role"),
}
ACCEPTED = (Outcome.ACCEPT, Outcome.LATER)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A comparison, and by what."""

    key: str
    title: str
    comparison: Comparison


def breakdowns_of(
    programme: Programme,
    viewer: Person,
    *,
    cohort: Cohort | None = None,
    role: ParticipantRole | None = None,
) -> list[Breakdown]:
    """Compare applicants by each thing; five queries. By role only where both roles are asked for.

    Who withdrew before a decision is left out; who is on the waiting list is not decided yet.
    """
    applicants = list(_applicants(programme, viewer, cohort, role))
    scores = _scores(applicants)
    keys = [key for key in BREAKDOWNS if key != "role" or role is None]
    return [
        Breakdown(key, str(BREAKDOWNS[key]), _compared(applicants, key, scores)) for key in keys
    ]


def _applicants(
    programme: Programme, viewer: Person, cohort: Cohort | None, role: ParticipantRole | None
) -> "QuerySet[Any]":
    """Return who handed something in that was decided or still may be, with what is compared."""
    profiles = Profile.objects.filter(
        membership__organisation=programme.organisation_id, membership__person=OuterRef("person")
    )
    decision = Decision.objects.in_force().filter(application=OuterRef("pk"))
    reviews = Review.objects.counted().filter(application=OuterRef("pk"))
    wanted: dict[str, Any] = {"cohort__programme": programme}
    wanted |= {"cohort": cohort} if cohort else {}
    wanted |= {"role": role} if role else {}
    found = Application.objects.visible_to(viewer).filter(submitted_at__isnull=False, **wanted)
    return (
        found.exclude(state=ApplicationState.DRAFT)
        .annotate(
            **{key: Subquery(profiles.values(key)[:1]) for key in BREAKDOWNS if key != "role"},
            outcome=Subquery(decision.order_by().values("outcome")[:1]),
            is_reviewed=Exists(reviews),
        )
        .filter(~Q(state=ApplicationState.WITHDRAWN) | Q(outcome__isnull=False))
        .select_related("waiting_place")
        .order_by("pk")
    )


def _scores(applicants: list[Any]) -> dict[UUID, float]:
    """Return the scores that are known: those of applications whose reviews are all in."""
    mentors = [each for each in applicants if each.role == ParticipantRole.MENTOR]
    complete = complete_panels(mentors) if mentors else set()
    scores = score_applications([each for each in mentors if each.pk in complete])
    return {pk: float(score.value) for pk, score in scores.items() if score.value is not None}


def _compared(applicants: Iterable[Any], key: str, scores: dict[UUID, float]) -> Comparison:
    """Compare applicants by one thing."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    known: dict[str, list[float]] = defaultdict(list)
    for each in applicants:
        label = each.get_role_display() if key == "role" else getattr(each, key)
        group = str(label or _("Not given"))
        tallies[group] += _tally(each)
        if each.pk in scores:
            known[group].append(scores[each.pk])
    return compare(tallies, known)


def _tally(application: Any) -> Tally:
    """Say how far one application came."""
    place = getattr(application, "waiting_place", None)
    waits = place is not None and place.state == WaitingState.WAITING
    is_decided = application.outcome is not None and not waits
    return Tally(
        applied=1,
        reviewed=int(application.is_reviewed),
        decided=int(is_decided),
        accepted=int(is_decided and application.outcome in ACCEPTED),
    )
