"""Communities and the way from mentee to mentor, for a report."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from evaluation.reports.gathering.rounding import TWO_PLACES
from evaluation.reports.model import Community, Step
from programmes.models import Cohort, Programme
from training.communities.rhythm import Span, gatherings_needed
from training.currency.days import add_months
from training.enums import SessionKind, SessionState
from training.models import Community as Row
from training.models import CommunityMember, Session
from training.pathway.enums import PATHWAY_STEPS
from training.pathway.queries import funnel_of
from training.queries.sessions import local_day

MONTHS = 12
# The first step is of everybody who could set out.
SET_OUT = "mentees"


def communities_of(
    programme: Programme, cohorts: Sequence[Cohort], as_at: date
) -> tuple[Community, ...]:
    """Return the communities of the programme and of these cohorts that still exist, by name.

    Counted are gatherings held, in the twelve months up to the day or in the days of the
    community's cohort, against those that so many months want. Three queries.
    """
    rows = list(
        Row.objects.alive()
        .filter(Q(cohort=None) | Q(cohort__in=cohorts), programme=programme)
        .select_related("cohort")
        .order_by("name", "pk")
    )
    if not rows:
        return ()
    held = _held(programme, rows)
    members = dict(
        CommunityMember.objects.current()
        .filter(community__in=rows)
        .order_by()
        .values_list("community")
        .annotate(people=Count("person", distinct=True))
    )
    return tuple(
        _community(row, [one for one in held if one[0] == row.pk], members.get(row.pk, 0), as_at)
        for row in rows
    )


def pathway_of(programme: Programme) -> tuple[Step, ...]:
    """Return how many came at least to each step from mentee to mentor; none where nobody set out.

    The first step is everybody who ever was a mentee. Three queries.
    """
    funnel = funnel_of(programme)
    if not any(funnel.reached.values()):
        return ()
    steps = (Step(str(step), funnel.reached[step]) for step in PATHWAY_STEPS)
    return (Step(SET_OUT, funnel.of), *steps)


def _held(programme: Programme, rows: Iterable[Row]) -> list[tuple[object, date, int]]:
    """Return each gathering that was held: of which community, on which day, and how many came."""
    sessions = (
        Session.objects.filter(
            programme=programme,
            community__in=list(rows),
            kind=SessionKind.GATHERING,
            state=SessionState.HELD,
        )
        .select_related("programme__organisation")
        .annotate(came=Count("attendances", filter=Q(attendances__is_present=True)))
    )
    return [
        (each.community_id, local_day(each), each.came)  # type: ignore[attr-defined]  # annotated
        for each in sessions
    ]


def _community(
    row: Row, held: Sequence[tuple[object, date, int]], members: int, as_at: date
) -> Community:
    """Return one community with what was held in the days that count."""
    span = _span(row, as_at)
    came = [present for _row, day, present in held if span.first <= day <= span.last]
    return Community(
        name=row.name,
        held=len(came),
        wanted=gatherings_needed(row.gatherings_a_year, span.months),
        members=members,
        present=(Decimal(sum(came)) / len(came)).quantize(TWO_PLACES) if came else None,
    )


def _span(row: Row, as_at: date) -> Span:
    """Return the days that count: its cohort's so far, else the last twelve months of its life."""
    if row.cohort is not None:
        return Span(row.cohort.starts_on, max(min(row.cohort.ends_on, as_at), row.cohort.starts_on))
    first = max(add_months(as_at, -MONTHS), row.begun_at.date())
    return Span(min(first, as_at), as_at)
