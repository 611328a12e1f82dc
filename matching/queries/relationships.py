"""How pairs fare: what their health says, when they met last, and in what rhythm they meet.

Only the times of meetings are read, and whether they happened: never where, and never what was
said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject, TruncDate
from django.utils import timezone

from matching.care.enums import HealthLevel
from matching.enums import MatchState, MeetingState
from matching.models import CareStep, Match, MatchHealth, Meeting
from matching.models.match import MatchQuerySet

WEEKS_SHOWN = 12
# A match, what became of a meeting of it, and on which day that was to be.
WeekRow = tuple[UUID, str, date]

# Those that may need somebody come first.
_RANKS = {
    MatchState.ACTIVE: 0,
    MatchState.ACCEPTED: 0,
    MatchState.PROPOSED: 1,
    MatchState.PAUSED: 2,
}
_LAST_RANK = 3


class Week(StrEnum):
    """What a pair did in one week."""

    MET = "met"
    DID_NOT_MEET = "did_not_meet"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class LastStep:
    """What a coordinator did for a pair last."""

    kind: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """How a pair fares; what was never scored has no reasons."""

    level: str = HealthLevel.NOT_SCORED
    reasons: Sequence[Mapping[str, Any]] = ()
    every_weeks: int | None = None
    is_cadence_agreed: bool = False
    next_meeting_at: datetime | None = None
    snoozed_until: date | None = None

    @property
    def needs_somebody(self) -> bool:
        """Tell whether the pair may need help and nobody put it off."""
        return self.level == HealthLevel.HELP and self.snoozed_until is None


@dataclass(frozen=True, slots=True)
class Relationship:
    """A match as a coordinator sees it."""

    match: Match
    last_met_on: date | None
    quiet_days: int | None
    weeks: tuple[Week, ...]
    health: Health = field(default_factory=Health)
    last_step: LastStep | None = None

    @property
    def is_going_on(self) -> bool:
        """Tell whether the pair has begun and not ended, so that its last weeks say something."""
        return self.match.started_on is not None and self.match.ended_on is None

    @property
    def weeks_met(self) -> int:
        """Return in how many of the weeks shown they met."""
        return sum(week == Week.MET for week in self.weeks)

    @property
    def due(self) -> tuple[bool, ...]:
        """Tell of each week shown whether a meeting was due by its end, counted back from now."""
        every = self.health.every_weeks
        ages = range(WEEKS_SHOWN - 1, -1, -1)
        return tuple(every is not None and age % every == 0 for age in ages)


def with_contact(matches: MatchQuerySet) -> MatchQuerySet:
    """Add how a match fares: its health, `last_met_on`, `quiet_since`, its `rank` and its `need`.

    An active match is silent since its last meeting, or since its start; whether that is too long
    is for its health to say. Beside it stands what a coordinator did last, `last_step`.
    """
    last_held = (
        Meeting.objects.filter(match=OuterRef("pk"), state=MeetingState.HELD)
        .order_by("-starts_at")
        .values(day=TruncDate("starts_at"))[:1]
    )
    last_step = CareStep.objects.filter(match=OuterRef("pk")).values(
        step=JSONObject(kind="kind", by="by__name", at="at")
    )[:1]
    return (
        matches.select_related("health")
        .annotate(last_met_on=Subquery(last_held), last_step=Subquery(last_step))
        .annotate(
            quiet_since=Case(
                When(state=MatchState.ACTIVE, then=Coalesce(F("last_met_on"), F("started_on")))
            ),
            rank=Case(
                *(When(state=state, then=Value(rank)) for state, rank in _RANKS.items()),
                default=Value(_LAST_RANK),
                output_field=IntegerField(),
            ),
            need=Case(
                When(health__snoozed_until=None, then=Coalesce(F("health__score"), Value(0))),
                default=Value(0),
                output_field=IntegerField(),
            ),
        )
    )


def because_of(reason: str) -> Q:
    """Return the condition that a match's health names a reason."""
    return Q(health__reasons__contains=[{"reason": str(reason)}])


def needing_somebody() -> Q:
    """Return the condition that a match may need help and nobody put it off."""
    return Q(health__level=HealthLevel.HELP, health__snoozed_until=None)


def in_order_of_care(matches: MatchQuerySet) -> MatchQuerySet:
    """Sort so that the pairs that need somebody most come first, ended ones last."""
    return with_contact(matches).order_by(F("rank"), F("need").desc(), "proposed_at", "pk")


@dataclass(frozen=True, slots=True)
class CareCounts:
    """How many matches there are, are under way, may need help, and so on."""

    all: int
    under_way: int
    help: int
    watch: int
    put_off: int


def care_counts(matches: MatchQuerySet) -> CareCounts:
    """Count matches by how they fare; one query."""
    under_way = Q(state__in=[MatchState.ACTIVE, MatchState.ACCEPTED])
    counted = matches.aggregate(
        all=Count("pk"),
        under_way=Count("pk", filter=under_way),
        help=Count("pk", filter=needing_somebody()),
        watch=Count("pk", filter=Q(health__level=HealthLevel.WATCH, health__snoozed_until=None)),
        put_off=Count("pk", filter=Q(health__snoozed_until__isnull=False)),
    )
    return CareCounts(**counted)


def health_of(match: Match) -> Health:
    """Return how a match fares; it comes from `with_contact`."""
    stored: MatchHealth | None = getattr(match, "health", None)
    if stored is None:
        return Health()
    return Health(
        level=stored.level,
        reasons=stored.reasons,
        every_weeks=stored.every_weeks,
        is_cadence_agreed=stored.is_cadence_agreed,
        next_meeting_at=stored.next_meeting_at,
        snoozed_until=stored.snoozed_until,
    )


def last_step_of(match: Any) -> LastStep | None:
    """Return what a coordinator did for a match last; it comes from `with_contact`."""
    step = match.last_step
    if step is None:
        return None
    return LastStep(step["kind"], step["by"], datetime.fromisoformat(step["at"]))


def relationships(
    matches: Sequence[Match], rows: "Iterable[WeekRow] | None" = None
) -> list[Relationship]:
    """Return how these matches fare; they come from `with_contact`.

    One query for all of them, unless what they did lately, as `rows_of_weeks` has it, is at hand.
    """
    today = timezone.localdate()
    if rows is None:
        rows = rows_of_weeks([match.pk for match in matches], today)
    weeks = _weeks_of(matches, rows, today)
    return [
        Relationship(
            match=match,
            last_met_on=match.last_met_on,  # type: ignore[attr-defined]  # by with_contact
            quiet_days=_days(match.quiet_since, today),  # type: ignore[attr-defined]  # likewise
            weeks=weeks[match.pk],
            health=health_of(match),
            last_step=last_step_of(match),
        )
        for match in matches
    ]


def _days(since: date | None, today: date) -> int | None:
    """Return how many days have passed."""
    return None if since is None else (today - since).days


def rows_of_weeks(match_ids: Collection[UUID], today: date) -> "QuerySet[Meeting, WeekRow]":
    """Return of which match a meeting was to be on which day of the last weeks, and its state."""
    return Meeting.objects.filter(
        Q(state=MeetingState.HELD) | Q(state=MeetingState.NOT_HELD),
        match__in=match_ids,
        starts_at__date__gte=_first_day(today),
        starts_at__date__lte=today,
    ).values_list("match_id", "state", TruncDate("starts_at"))


def _first_day(today: date) -> date:
    """Return the first day of the weeks shown; they end today."""
    return today - timedelta(weeks=WEEKS_SHOWN) + timedelta(days=1)


def _weeks_of(
    matches: Iterable[Match], rows: "Iterable[WeekRow]", today: date
) -> dict[UUID, tuple[Week, ...]]:
    """Return what each match did in the last weeks, the present week last."""
    first = _first_day(today)
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
