"""Which reminders of refreshers should exist now: declared as data, reconciled by the outbox."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import translation

from mentorship.accounts.models import Organisation
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.links import absolute
from mentorship.notifications.reminders import ReminderPlan
from training import emails, wording
from training.communities.queries import communities_of
from training.models import CurrencyPolicy, Session, Standing
from training.policies import rules_of
from training.queries.currency import Record, records_of
from training.queries.register import bookings_of, remindable
from training.queries.reminding import look_to_wait_for, looks_taken
from training.queries.sessions import first_fitting, is_refresher, local_day, open_refreshers
from training.reminding.declarations import Declaration, Matter, declaration_of
from training.reminding.steps import (
    HORIZON,
    Step,
    at_a_decent_hour,
    steps_around,
    wanted_steps,
)


class DueStep(NamedTuple):
    """A reminder that somebody should get, before it is put into words."""

    standing: Standing
    declaration: Declaration
    step: Step


def steps_of(expires_on: date, policy: CurrencyPolicy, zone: tzinfo) -> list[Step]:
    """Return all reminders of a period that ends on a day, in the order of time.

    60, 30 and 7 days before it ends, on its last day, and half-way through the grace. Each is of
    use until the next one leaves, the last one until the grace is over.
    """
    declaration = declaration_of(Matter.REFRESHER, policy.role)
    over = expires_on + timedelta(days=policy.grace_days + 1)
    return steps_around(expires_on, declaration.days_after(policy.grace_days), over=over, zone=zone)


def due_steps(
    now: datetime, *, horizon: timedelta = HORIZON, organisation: Organisation | None = None
) -> Iterator[DueStep]:
    """Yield every reminder of a refresher that should leave between now and then.

    One standing counts for each person, role and organisation. Three queries.
    """
    longest = max(declaration_of(Matter.REFRESHER, role).longest for role in ("mentor", "mentee"))
    standings = remindable(now, within_days=longest + horizon.days, organisation=organisation)
    bookings = bookings_of([row.person_id for row in standings], now)
    for standing in _first_of_each_person(standings):
        policy = standing.policy
        if standing.expires_on is None or bookings.keeps_current(standing):
            continue
        steps = steps_of(standing.expires_on, policy, standing.person.time_zone)
        declaration = declaration_of(Matter.REFRESHER, policy.role)
        for step in wanted_steps(steps, now, horizon=horizon):
            yield DueStep(standing, declaration, step)


def refresher_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a refresher that should exist now.

    The number of queries grows with the policies, not with their people.
    """
    taken = looks_taken()
    for policy, due in _by_policy(due_steps(now)).items():
        yield from in_words(policy, due, taken, now)


def in_words(
    policy: CurrencyPolicy, due: Sequence[DueStep], taken: set[tuple[Any, str]], now: datetime
) -> Iterator[ReminderPlan]:
    """Yield the reminders of people under one policy, with what they say."""
    records = records_of([row.standing.person_id for row in due], policy)
    sessions = _offers(policy)
    circles = communities_of([row.standing.person_id for row in due])
    for standing, declaration, step in due:
        person = standing.person_id
        theirs = [row for row in sessions if row.community_id in circles[person]]
        yield ReminderPlan(
            recipient=standing.person,
            # Not the standing: it goes and comes back with the person's seat, the period does not.
            about=about_key(policy),
            occurrence=f"period to {standing.turn}, {step.name}",
            due_at=at_a_decent_hour(step.due_at, now, standing.person.time_zone),
            stale_after=step.stale_after,
            organisation=policy.programme.organisation,
            programme_id=policy.programme_id,
            context=_context(standing, step, records[person], theirs),
            waits_for=look_to_wait_for(policy.programme_id, declaration.look(step.name), taken),
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


def _by_policy(due: Iterable[DueStep]) -> dict[CurrencyPolicy, list[DueStep]]:
    """Group reminders by the policy they rest on."""
    grouped: dict[CurrencyPolicy, list[DueStep]] = {}
    for row in due:
        grouped.setdefault(row.standing.policy, []).append(row)
    return grouped
