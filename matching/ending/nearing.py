"""When a match comes to its end: the day agreed, else the last day of its cohort."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from matching.enums import MatchState
from matching.models import Agreement, Match
from matching.models.match import MatchQuerySet
from mentorship.common.statements import NOW
from programmes.enums import CohortState

# So many days before the end its people are asked to look back.
NOTICE = timedelta(days=21)
# Between the day here and the day of whoever is at the other end of the world.
A_DAY = timedelta(days=1)

End = tuple[UUID, date, str]

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


def nearing_end(matches: MatchQuerySet, today: date | Combinable) -> MatchQuerySet:
    """Return those under way that end within three weeks, or whose cohort is closing."""
    return with_end(matches.filter(state__in=NEARING)).filter(
        Q(is_to_end_on__lte=today + NOTICE) | Q(cohort__state=CohortState.CLOSING)
    )


def ends_about(matches: MatchQuerySet) -> QuerySet[Match, End]:
    """Return the ends of matches that are near on any day that it may be somewhere now."""
    near = nearing_end(matches, NOW + A_DAY)
    return near.values_list("pk", "is_to_end_on", "cohort__state")  # type: ignore[misc]  # by `with_end`


def ends_near(rows: Iterable[End], today: date) -> dict[UUID, date]:
    """Return the ends that are near today, of rows that were asked for with a day to spare."""
    return {
        pk: day for pk, day, state in rows if day <= today + NOTICE or state == CohortState.CLOSING
    }


def at_end(matches: MatchQuerySet, today: date) -> MatchQuerySet:
    """Return those under way whose last day is over."""
    return with_end(matches.filter(state__in=NEARING)).filter(Q(is_to_end_on__lt=today))


def end_of(match: Match) -> date:
    """Return the day on which a match is to end, of one that was fetched `with_end`."""
    day: date = vars(match)["is_to_end_on"]
    return day


def opens_on(match: Match) -> date | None:
    """Return from which day a match can be looked back on; None once that day has come."""
    if match.state not in NEARING:
        return None
    day = end_of(with_end(Match.objects.filter(pk=match.pk)).get()) - NOTICE
    return day if day > timezone.localdate() else None
