"""How pairs fare: when they met last, how long they have been quiet, and in what rhythm they meet.

Only the times of meetings are read, and whether they happened: never where, and never what was
said.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from matching.enums import MatchState, MeetingState
from matching.models import Match, MatchMember, Meeting
from matching.models.match import MatchQuerySet
from programmes.models import Pause

WEEKS_SHOWN = 8
QUIET_DAYS = 28

# Those that may need somebody come first.
_RANKS = {
    MatchState.ACTIVE: 0,
    MatchState.PROPOSED: 1,
    MatchState.ACCEPTED: 2,
    MatchState.PAUSED: 3,
}
_LAST_RANK = 4


class Week(StrEnum):
    """What a pair did in one week."""

    MET = "met"
    DID_NOT_MEET = "did_not_meet"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A match as a coordinator sees it."""

    match: Match
    last_met_on: date | None
    quiet_days: int | None
    is_quiet: bool
    weeks: tuple[Week, ...]

    @property
    def is_going_on(self) -> bool:
        """Tell whether the pair has begun and not ended, so that its last weeks say something."""
        return self.match.started_on is not None and self.match.ended_on is None

    @property
    def weeks_met(self) -> int:
        """Return in how many of the weeks shown they met."""
        return sum(week == Week.MET for week in self.weeks)


def with_contact(matches: MatchQuerySet) -> MatchQuerySet:
    """Add how a match fares: `last_met_on`, `quiet_since`, `is_quiet` and its `rank` of care.

    An active match is silent since its last meeting, or since its start. It is quiet after four
    weeks of silence, unless a meeting is planned or somebody in it is away.
    """
    today = timezone.localdate()
    last_held = (
        Meeting.objects.filter(match=OuterRef("pk"), state=MeetingState.HELD)
        .order_by("-starts_at")
        .values(day=TruncDate("starts_at"))[:1]
    )
    planned = Meeting.objects.upcoming().filter(match=OuterRef("pk"))
    away = MatchMember.objects.filter(
        match=OuterRef("pk"), participant__pauses__in=Pause.objects.on(today)
    )
    too_long = Q(quiet_since__lt=today - timedelta(days=QUIET_DAYS))
    return (
        matches.annotate(last_met_on=Subquery(last_held))
        .annotate(
            quiet_since=Case(
                When(state=MatchState.ACTIVE, then=Coalesce(F("last_met_on"), F("started_on")))
            ),
            rank=Case(
                *(When(state=state, then=Value(rank)) for state, rank in _RANKS.items()),
                default=Value(_LAST_RANK),
                output_field=IntegerField(),
            ),
        )
        .annotate(
            is_quiet=Case(
                When(too_long & ~Q(Exists(planned)) & ~Q(Exists(away)), then=Value(True)),
                default=Value(False),
            )
        )
    )


def in_order_of_care(matches: MatchQuerySet) -> MatchQuerySet:
    """Sort so that the pairs that have been quiet longest come first, ended ones last."""
    return with_contact(matches).order_by(
        F("rank"), F("quiet_since").asc(nulls_last=True), "proposed_at", "pk"
    )


def quiet_matches(matches: MatchQuerySet) -> MatchQuerySet:
    """Return the matches that are quiet, the longest silent first."""
    return in_order_of_care(matches).filter(Q(is_quiet=True))


def active_and_quiet(matches: MatchQuerySet) -> tuple[int, int]:
    """Return how many matches are active, and how many of them are quiet; one query."""
    counted = with_contact(matches).aggregate(
        active=Count("pk", filter=Q(state=MatchState.ACTIVE)),
        quiet=Count("pk", filter=Q(is_quiet=True)),
    )
    return counted["active"], counted["quiet"]


def relationships(matches: Sequence[Match]) -> list[Relationship]:
    """Return how these matches fare; they come from `with_contact`. One query for all of them."""
    today = timezone.localdate()
    weeks = _weeks_of(matches, today)
    return [
        Relationship(
            match=match,
            last_met_on=match.last_met_on,  # type: ignore[attr-defined]  # by with_contact
            quiet_days=_days(match.quiet_since, today),  # type: ignore[attr-defined]  # likewise
            is_quiet=match.is_quiet,  # type: ignore[attr-defined]  # likewise
            weeks=weeks[match.pk],
        )
        for match in matches
    ]


def _days(since: date | None, today: date) -> int | None:
    """Return how many days have passed."""
    return None if since is None else (today - since).days


def _weeks_of(matches: Iterable[Match], today: date) -> dict[UUID, tuple[Week, ...]]:
    """Return what each match did in the last weeks, the present week last; weeks end today."""
    first = today - timedelta(weeks=WEEKS_SHOWN) + timedelta(days=1)
    rows = Meeting.objects.filter(
        Q(state=MeetingState.HELD) | Q(state=MeetingState.NOT_HELD),
        match__in=[match.pk for match in matches],
        starts_at__date__gte=first,
        starts_at__date__lte=today,
    ).values_list("match_id", "state", TruncDate("starts_at"))
    found: dict[UUID, dict[int, Week]] = defaultdict(dict)
    for match_id, state, day in rows:
        week = (day - first).days // 7
        if state == MeetingState.HELD:
            found[match_id][week] = Week.MET
        else:
            found[match_id].setdefault(week, Week.DID_NOT_MEET)
    return {
        match.pk: tuple(found[match.pk].get(week, Week.NOTHING) for week in range(WEEKS_SHOWN))
        for match in matches
    }
