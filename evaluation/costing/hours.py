"""Hours that participants gave, as the record has them: meetings held, training and gatherings."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Subquery, Sum, UUIDField, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import ngettext

from evaluation.costing.enums import HoursOf
from matching.enums import MatchSide
from matching.models import Meeting
from programmes.models import Cohort, Participant
from training.enums import SessionKind, SessionState
from training.models import Attendance

MINUTES_AN_HOUR = 60
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Counted:
    """So many hours, from so many rows of the record."""

    hours: Decimal
    rows: int


NOTHING = Counted(Decimal(0), 0)
Hours = dict[tuple[UUID, HoursOf], Counted]


def hours_of(cohorts: Collection[Cohort]) -> Hours:
    """Return the hours of each cohort by where they come from; two queries.

    Each person in a meeting, or at a session, gives its length. Peers count as mentors. A session
    for no cohort in particular counts for the cohort whose dates it falls into and in which the
    person has a place: the newest of several, so that no hour counts twice.
    """
    return {**_in_meetings(cohorts), **_at_sessions(cohorts)}


def how_counted(of: HoursOf, counted: Counted) -> str:
    """Say what hours were counted from."""
    facts = {"count": counted.rows}
    if of in {HoursOf.MENTOR_MEETINGS, HoursOf.MENTEE_MEETINGS}:
        told = ngettext(
            "From the record: %(count)d person at a meeting that was held",
            "From the record: %(count)d times somebody was at a meeting that was held",
            counted.rows,
        )
        return told % facts
    told = ngettext(
        "From the record: %(count)d attendance",
        "From the record: %(count)d attendances",
        counted.rows,
    )
    return told % facts


def _in_meetings(cohorts: Collection[Cohort]) -> Hours:
    """Count what members of matches gave to meetings that were held."""
    rows = (
        Meeting.objects.held()
        .filter(match__cohort__in=cohorts)
        .order_by()
        .annotate(
            given=Case(
                When(match__members__side=MatchSide.MENTEE, then=Value(HoursOf.MENTEE_MEETINGS)),
                default=Value(HoursOf.MENTOR_MEETINGS),
            )
        )
        .values_list("match__cohort", "given")
        .annotate(sum=Sum("minutes"), rows=Count("pk"))
    )
    return {(cohort, HoursOf(given)): _counted(sum_, n) for cohort, given, sum_, n in rows}


def _at_sessions(cohorts: Collection[Cohort]) -> Hours:
    """Count what people gave to training and gatherings at which they were."""
    place = (
        Participant.objects.filter(
            person=OuterRef("person"),
            cohort__programme=OuterRef("session__programme"),
            cohort__starts_on__lte=OuterRef("day"),
            cohort__ends_on__gte=OuterRef("day"),
        )
        .order_by("-cohort__number")
        .values("cohort")[:1]
    )
    rows: Any = (
        Attendance.objects.filter(
            is_present=True,
            session__programme__in={cohort.programme_id for cohort in cohorts},
        )
        .exclude(session__state=SessionState.CANCELLED)
        .order_by()
        .annotate(day=TruncDate("session__starts_at"))
        .annotate(
            whose=Coalesce(F("session__cohort"), Subquery(place), output_field=UUIDField()),
            given=Case(
                When(session__kind=SessionKind.GATHERING, then=Value(HoursOf.GATHERINGS)),
                default=Value(HoursOf.TRAINING),
            ),
        )
        .filter(whose__in=[cohort.pk for cohort in cohorts])
        .values_list("whose", "given")
        .annotate(sum=Sum("session__minutes"), rows=Count("pk"))
    )
    return {(cohort, HoursOf(given)): _counted(sum_, n) for cohort, given, sum_, n in rows}


def _counted(minutes: int, rows: int) -> Counted:
    """Return minutes as hours with two decimals."""
    hours = (Decimal(minutes) / MINUTES_AN_HOUR).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return Counted(hours, rows)
