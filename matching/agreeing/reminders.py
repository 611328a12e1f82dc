"""Which reminders of signatures should exist now: two at most, days apart, none while resting."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from matching.agreeing.emails import agreement_facts
from matching.agreeing.enums import AgreementState
from matching.agreeing.queries import AGREEING_STATES
from matching.models import Agreement, Match, MatchMember
from matching.resting import Stretch, days_that_count, not_resting, rests_of
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan

MORNING = time(9)
HORIZON = timedelta(days=7)
# A reminder that could not leave for so long is dropped.
FRESH_FOR = timedelta(days=4)


class Turn(NamedTuple):
    """One reminder: its name, and after how many days that count it leaves."""

    name: str
    days: int


TURNS = (Turn("first", 3), Turn("second", 8))


def agreement_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a signature that should exist now; a fixed number of queries."""
    matches = not_resting(
        Match.objects.filter(state__in=AGREEING_STATES, agreements__state=AgreementState.PROPOSED),
        timezone.localdate(now),
    )
    waiting = list(_waiting(list(matches.values_list("pk", flat=True))))
    rests = rests_of(agreement.match_id for agreement in waiting)
    for agreement in waiting:
        for member in _silent(agreement):
            yield from _plans_for(agreement, member, rests[agreement.match_id], now)


def day_after(since: date, days: int, rests: Sequence[Stretch]) -> date | None:
    """Return the first day by which so many days have counted since a day, rests left out.

    `days` is at least 1. None where a rest has no end, so that the day cannot be known.
    """
    day = since + timedelta(days=days)
    while (missing := days - days_that_count(since, day, rests)) > 0:
        if any(ends_on is None and starts_on <= day for starts_on, ends_on in rests):
            return None
        day += timedelta(days=missing)
    return day


def _waiting(match_ids: Sequence[UUID]) -> Iterator[Agreement]:
    """Yield what waits in these matches, with its people and programme."""
    members = MatchMember.objects.select_related("participant__person").order_by("pk")
    yield from (
        Agreement.objects.filter(match__in=match_ids, state=AgreementState.PROPOSED)
        .select_related("match__cohort__programme__organisation", "written_by")
        .prefetch_related(Prefetch("match__members", queryset=members), "signatures")
        .order_by("written_at", "pk")
    )


def _silent(agreement: Agreement) -> list[MatchMember]:
    """Return who has not signed and can sign in."""
    signed = {signature.member_id for signature in agreement.signatures.all()}
    return [
        member
        for member in agreement.match.members.all()
        if member.pk not in signed and member.person.can_sign_in
    ]


def _plans_for(
    agreement: Agreement, member: MatchMember, rests: Sequence[Stretch], now: datetime
) -> Iterator[ReminderPlan]:
    """Yield the reminders of one person, each in the morning where they are."""
    zone, match = member.person.time_zone, agreement.match
    for turn in TURNS:
        day = day_after(timezone.localdate(agreement.written_at, zone), turn.days, rests)
        if day is None:
            continue
        due_at = timezone.make_aware(datetime.combine(day, MORNING), zone)
        if not now - FRESH_FOR < due_at <= now + HORIZON:
            continue
        yield ReminderPlan(
            recipient=member.person,
            about=about_key(agreement),
            occurrence=turn.name,
            due_at=due_at,
            stale_after=due_at + FRESH_FOR,
            organisation=match.cohort.programme.organisation,
            programme_id=match.cohort.programme_id,
            context={
                **agreement_facts(match),
                "by_name": agreement.written_by.short_name,
                "is_change": agreement.version > 1,
            },
        )
