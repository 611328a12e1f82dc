"""Whom a person should call, and who needs it soonest."""

from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When

from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme
from training.enums import CurrencyStatus
from training.models import CareCall, Standing
from training.models.retention import CareCallQuerySet
from training.queries.register import taking_part
from training.retention.enums import CareReason

# The most pressing first.
RANKS = {
    CareReason.HARD_MATCH: 0,
    CareReason.ABOUT_TO_LAPSE: 1,
    CareReason.MAY_LEAVE: 2,
    CareReason.LAPSED: 3,
    CareReason.NO_SHOW: 4,
    CareReason.OTHER: 5,
}


def about_to_lapse(programme: Programme) -> list[tuple[UUID, str]]:
    """Return the mentors who are in grace, each with the name of the period that runs out."""
    standings = Standing.objects.filter(
        policy__programme=programme,
        policy__role=ParticipantRole.MENTOR,
        status=CurrencyStatus.IN_GRACE,
        is_paused=False,
    )
    rows = taking_part(standings).values_list("person_id", "rule", "turn")
    return [(person, f"{rule} to {turn}") for person, rule, turn in rows]


def calls_in_order(calls: CareCallQuerySet) -> CareCallQuerySet:
    """Return calls, the most pressing first, each with `place_id`: the person's latest place."""
    places = Participant.objects.filter(
        person=OuterRef("person"), cohort__programme=OuterRef("programme")
    ).order_by("-cohort__number", "role")
    return calls.annotate(  # type: ignore[no-redef]  # the annotations are read by pages alone
        rank=Case(
            *(When(reason=reason, then=Value(rank)) for reason, rank in RANKS.items()),
            default=Value(len(RANKS)),
            output_field=IntegerField(),
        ),
        place_id=Subquery(places.values("pk")[:1]),
    ).order_by("rank", "called_for_on", "pk")


def open_calls(programme: Programme) -> CareCallQuerySet:
    """Return the calls of a programme that nobody has made."""
    return calls_in_order(CareCall.objects.filter(programme=programme).open())
