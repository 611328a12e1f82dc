"""Which reminders of refreshers should exist now: declared as data, reconciled by the outbox."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.links import absolute
from mentorship.notifications.reminders import ReminderPlan
from training import emails, wording
from training.communities.queries import communities_of
from training.models import CurrencyPolicy, Session, Standing
from training.policies import rules_of
from training.queries.currency import Record, records_of
from training.queries.register import Bookings, bookings_of, remindable
from training.queries.sessions import first_fitting, is_refresher, local_day, open_refreshers

# Reminders leave in the morning where the person is, and never late in the evening.
MORNING = time(9)
EVENING = time(20)

# How long before it leaves a reminder is in the outbox, for coordinators to see.
HORIZON = timedelta(days=7)

DAYS_BEFORE = (60, 30, 7)


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder of a period: what it is called, when it leaves, and until when it is of use."""

    name: str
    on: date
    due_at: datetime
    stale_after: datetime


def steps_of(expires_on: date, policy: CurrencyPolicy, zone: tzinfo) -> list[Step]:
    """Return all reminders of a period that ends on a day, in the order of time.

    60, 30 and 7 days before it ends, on its last day, and half-way through the grace. Each is of
    use until the next one leaves, the last one until the grace is over.
    """
    offsets = {f"{days} days": -days for days in DAYS_BEFORE} | {"due": 0}
    if policy.grace_days:
        offsets["in grace"] = (policy.grace_days + 1) // 2
    days = [(name, expires_on + timedelta(days=offset)) for name, offset in offsets.items()]
    over = expires_on + timedelta(days=policy.grace_days + 1)
    moments = [_morning(on, zone) for _name, on in days] + [_at(over, time(0), zone)]
    return [
        Step(name, on, leaves, following)
        for (name, on), (leaves, following) in zip(days, pairwise(moments), strict=True)
    ]


def wanted_steps(steps: Sequence[Step], now: datetime) -> list[Step]:
    """Return the latest reminder whose time has come, and those that leave soon: no backlog."""
    current = [step for step in steps if step.due_at <= now < step.stale_after]
    soon = [step for step in steps if now < step.due_at <= now + HORIZON]
    return [*current, *soon]


def at_a_decent_hour(due_at: datetime, now: datetime, zone: tzinfo) -> datetime:
    """Return when a reminder leaves: as promised or, when that has passed, not in the night."""
    if due_at > now:
        return due_at
    local = now.astimezone(zone)
    if local.time() < MORNING:
        return _morning(local.date(), zone)
    if local.time() >= EVENING:
        return _morning(local.date() + timedelta(days=1), zone)
    return due_at


def refresher_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a refresher that should exist now.

    The number of queries grows with the policies, not with their people.
    """
    standings = remindable(now, within_days=max(DAYS_BEFORE) + HORIZON.days)
    bookings = bookings_of([row.person_id for row in standings], now)
    for policy, theirs in _by_policy(_first_of_each_person(standings)).items():
        yield from _plans_of_policy(policy, theirs, bookings, now)


def _plans_of_policy(
    policy: CurrencyPolicy, standings: Sequence[Standing], bookings: Bookings, now: datetime
) -> Iterator[ReminderPlan]:
    """Yield the reminders of people under one policy."""
    records = records_of([row.person_id for row in standings], policy)
    sessions = _offers(policy)
    circles = communities_of([row.person_id for row in standings])
    for standing in standings:
        zone = standing.person.time_zone
        if standing.expires_on is None or bookings.keeps_current(standing):
            continue
        for step in wanted_steps(steps_of(standing.expires_on, policy, zone), now):
            yield ReminderPlan(
                recipient=standing.person,
                about=about_key(standing),
                occurrence=f"period to {standing.turn}, {step.name}",
                due_at=at_a_decent_hour(step.due_at, now, zone),
                stale_after=step.stale_after,
                organisation=policy.programme.organisation,
                programme_id=policy.programme_id,
                context=_context(
                    standing,
                    step,
                    records[standing.person_id],
                    [row for row in sessions if row.community_id in circles[standing.person_id]],
                ),
            )


def _context(
    standing: Standing, step: Step, record: Record, sessions: Sequence[Session]
) -> Mapping[str, Any]:
    """Return what a reminder says: until when, what is missing, and the seat to book."""
    policy, person = standing.policy, standing.person
    with translation.override(person.language):
        restore = wording.restore_sentence(record.currency_on(step.on, rules_of(policy)))
    session = _offer(standing, sessions)
    facts = (
        emails.session_facts(session, person)
        if session
        else {"action_url": absolute(reverse("training:learn"))}
    )
    return {
        "role": policy.role,
        "expires_on": standing.expires_on,
        "is_past": standing.expires_on is not None and step.on > standing.expires_on,
        "restore": restore,
        "programme_name": policy.programme.name,
        **facts,
    }


def _offers(policy: CurrencyPolicy) -> list[Session]:
    """Return the sessions with free places that count under a policy, refreshers first."""
    sessions = open_refreshers(policy.programme, policy.role)
    if policy.counted_gatherings is None:
        return [session for session in sessions if is_refresher(session)]
    return sessions


def _offer(standing: Standing, sessions: Sequence[Session]) -> Session | None:
    """Return the session to offer: one in time if there is any, else the next."""
    cohorts = {place.cohort_id for place in standing.person.open_places}  # type: ignore[attr-defined]
    last = standing.last_chance_on
    in_time = [row for row in sessions if last is None or local_day(row) <= last]
    return first_fitting(in_time, cohorts) or first_fitting(sessions, cohorts)


def _first_of_each_person(standings: Iterable[Standing]) -> list[Standing]:
    """Keep one standing per person, role and organisation: hours count in all its programmes."""
    first: dict[tuple[Any, ...], Standing] = {}
    for row in standings:
        policy = row.policy
        first.setdefault((row.person_id, policy.role, policy.programme.organisation_id), row)
    return list(first.values())


def _by_policy(standings: Iterable[Standing]) -> dict[CurrencyPolicy, list[Standing]]:
    """Group standings by their policy."""
    grouped: dict[CurrencyPolicy, list[Standing]] = {}
    for row in standings:
        grouped.setdefault(row.policy, []).append(row)
    return grouped


def _morning(on: date, zone: tzinfo) -> datetime:
    """Return the morning of a day in a zone."""
    return _at(on, MORNING, zone)


def _at(on: date, hour: time, zone: tzinfo) -> datetime:
    """Return an hour of a day in a zone."""
    return timezone.make_aware(datetime.combine(on, hour), zone)
