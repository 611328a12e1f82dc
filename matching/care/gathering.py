"""Gathers what is known of many pairs on a day, in the same few queries for two as for thousands.

Only dates, states and averages are read: never words, and never who said what.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Avg, Count, F, Max, Min, Q
from django.utils import timezone

from matching.afterwards.enums import FitAnswer
from matching.care.enums import CareKind
from matching.care.scoring import MEETINGS_IN_A_TENDENCY, WORD_WITHIN, PairFacts
from matching.concerns.enums import Channel
from matching.enums import MatchState, MeetingState
from matching.models import Agreement, CareStep, Concern, FitCheck, Match, Meeting, MeetingMood
from matching.models.meeting import ENDS_AT
from matching.resting import Stretch, days_that_count, rests_of

UNDER_WAY = (MatchState.ACCEPTED, MatchState.ACTIVE)
# Moods and missed meetings from longer ago say nothing about now.
LOOK_BACK = timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match as far as its health goes."""

    pk: UUID
    state: str
    started_on: date | None
    accepted_at: datetime | None
    policy_weeks: int | None
    # From how many points on its programme wants to be told; None where it never chose.
    help_from: int | None = None

    @property
    def begun_on(self) -> date | None:
        """Return when it began, or when everybody had said yes."""
        if self.started_on is not None or self.accepted_at is None:
            return self.started_on
        return timezone.localdate(self.accepted_at)


@dataclass(slots=True)
class Known:
    """What is known of one match beside its own row."""

    last_held_at: datetime | None = None
    next_at: datetime | None = None
    unsaid: int = 0
    missed_in_a_row: int = 0
    moods: list[float] = field(default_factory=list)
    agreed_weeks: int | None = None
    is_fit_not_good: bool = False
    has_open_concern: bool = False
    rests: Sequence[Stretch] = ()
    # Until when somebody put it off, and the reasons that stood then.
    put_off: tuple[date, list[str]] | None = None

    @property
    def last_met_on(self) -> date | None:
        """Return the day of the last meeting held."""
        return None if self.last_held_at is None else timezone.localdate(self.last_held_at)


def moment_of(on: date) -> datetime:
    """Return the moment as of which a day is judged: now, or the end of another day."""
    if on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))


def known_of(match_ids: Sequence[UUID], on: date) -> dict[UUID, Known]:
    """Return what is known of each match; nine queries."""
    known = {pk: Known() for pk in match_ids}
    at = moment_of(on)
    _meetings(known, at)
    _missed(known, at)
    _moods(known, at)
    for pk, weeks in (
        Agreement.objects.in_force()
        .filter(match__in=match_ids)
        .values_list("match_id", "every_weeks")
    ):
        known[pk].agreed_weeks = weeks
    for pk in _said_not_good(match_ids):
        known[pk].is_fit_not_good = True
    shown = Concern.objects.open().filter(channel=Channel.COORDINATORS, match__in=match_ids)
    for pk in shown.order_by().values_list("match_id", flat=True):
        known[pk].has_open_concern = True
    for pk, rests in rests_of(match_ids).items():
        known[pk].rests = rests
    # The latest comes last and stays.
    put_off = CareStep.objects.filter(match__in=match_ids, kind=CareKind.SNOOZED).order_by("at")
    for pk, until, reasons in put_off.values_list("match_id", "until", "reasons"):
        known[pk].put_off = (until, reasons) if until and until > on else None
    return known


def facts_of(row: MatchRow, known: Known, on: date) -> PairFacts:
    """Return what a match is judged by."""
    begun_on, met_on = row.begun_on, known.last_met_on
    weeks = known.agreed_weeks or row.policy_weeks
    ahead = None if known.next_at is None else (timezone.localdate(known.next_at) - on).days
    return PairFacts(
        is_under_way=row.state in UNDER_WAY,
        is_resting=any(first <= on and (last is None or on <= last) for first, last in known.rests),
        days_begun=0 if begun_on is None else days_that_count(begun_on, on, known.rests),
        days_since_met=None if met_on is None else days_that_count(met_on, on, known.rests),
        cadence_weeks=weeks,
        is_cadence_agreed=known.agreed_weeks is not None,
        days_to_next=ahead,
        missed_in_a_row=known.missed_in_a_row,
        unsaid=known.unsaid,
        is_fit_not_good=known.is_fit_not_good,
        moods=known.moods,
        has_agreement=known.agreed_weeks is not None,
        has_open_concern=known.has_open_concern,
    )


def rows_of(match_ids: Sequence[UUID]) -> list[MatchRow]:
    """Return the rows of these matches; one query."""
    found = Match.objects.filter(pk__in=match_ids).order_by("pk")
    return [
        MatchRow(*values)
        for values in found.values_list(
            "pk",
            "state",
            "started_on",
            "accepted_at",
            "cohort__programme__policy__meets_every_weeks",
            "cohort__programme__care_threshold__help_from",
        )
    ]


def _meetings(known: dict[UUID, Known], at: datetime) -> None:
    """Note the last meeting held, the next one planned, and those without a word."""
    planned = Q(state=MeetingState.PLANNED)
    rows = (
        Meeting.objects.filter(match__in=known)
        .order_by()
        .annotate(over_at=ENDS_AT)
        .values("match_id")
        .annotate(
            last=Max("starts_at", filter=Q(state=MeetingState.HELD, starts_at__lte=at)),
            next=Min("starts_at", filter=planned & Q(over_at__gt=at)),
            unsaid=Count(
                "pk",
                filter=planned & Q(over_at__lte=at, starts_at__lt=at - timedelta(days=WORD_WITHIN)),
            ),
        )
    )
    for row in rows:
        each = known[row["match_id"]]
        each.last_held_at, each.next_at = row["last"], row["next"]
        each.unsaid = row["unsaid"]


def _missed(known: dict[UUID, Known], at: datetime) -> None:
    """Count the meetings since the last one held that did not happen."""
    missed = Meeting.objects.filter(
        match__in=known,
        state=MeetingState.NOT_HELD,
        starts_at__range=(at - LOOK_BACK, at),
    )
    for pk, starts_at in missed.order_by().values_list("match_id", "starts_at"):
        last = known[pk].last_held_at
        if last is None or starts_at > last:
            known[pk].missed_in_a_row += 1


def _moods(known: dict[UUID, Known], at: datetime) -> None:
    """Note the average moods of the last meetings, the oldest first."""
    averages = (
        MeetingMood.objects.filter(
            meeting__match__in=known,
            meeting__state=MeetingState.HELD,
            meeting__starts_at__range=(at - LOOK_BACK, at),
        )
        .order_by()
        .values("meeting_id")
        .annotate(average=Avg("mood"), match=F("meeting__match_id"), at=F("meeting__starts_at"))
        .order_by("at")
    )
    found: dict[UUID, list[float]] = defaultdict(list)
    for row in averages:
        found[row["match"]].append(float(row["average"]))
    for pk, moods in found.items():
        known[pk].moods = moods[-MEETINGS_IN_A_TENDENCY:]


def _said_not_good(match_ids: Sequence[UUID]) -> set[UUID]:
    """Return the matches in which somebody's latest answer is that the fit is not good."""
    latest = (
        FitCheck.objects.filter(member__match__in=match_ids)
        .exclude(answer="")
        .order_by("member_id", "-turn")
        .distinct("member_id")
        .values_list("member__match_id", "answer")
    )
    return {pk for pk, answer in latest if answer == FitAnswer.NOT_GOOD}
