"""Which reminders to prepare before the match should exist now."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone, translation

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.links import absolute
from mentorship.notifications.reminders import ReminderPlan
from programmes.models import Cohort, Participant, Programme
from training import emails, wording
from training.models import CurrencyPolicy, Session
from training.policies import rules_of
from training.queries.currency import Record, records_of
from training.queries.preparing import (
    cohorts_before_their_match,
    offer_before,
    sessions_that_prepare,
    still_to_prepare,
)
from training.queries.reminding import look_to_wait_for, looks_taken
from training.reminding.declarations import DECLARATIONS, Declaration, Matter
from training.reminding.steps import (
    HORIZON,
    Step,
    at_a_decent_hour,
    steps_around,
    wanted_steps,
)

DECLARED = tuple(each for each in DECLARATIONS if each.matter == Matter.PREPARATION)


class ToPrepare(NamedTuple):
    """A reminder that somebody should get, before it is put into words."""

    place: Participant
    cohort: Cohort
    by: date
    declaration: Declaration
    step: Step


def due_preparations(
    now: datetime, *, horizon: timedelta = HORIZON, programme: Programme | None = None
) -> Iterator[ToPrepare]:
    """Yield every reminder to prepare that should leave between now and then; five queries."""
    today = timezone.localdate(now)
    for declaration in DECLARED:
        # A day more at both ends, since somewhere it is yesterday or tomorrow.
        last = today + timedelta(days=declaration.longest + horizon.days + 1)
        cohorts = cohorts_before_their_match(today - timedelta(days=1), last, programme)
        for place in still_to_prepare(cohorts, declaration.role, now, today):
            cohort, day = cohorts[place.cohort_id]
            steps = steps_around(
                day, declaration.days_after(0), over=day, zone=place.person.time_zone
            )
            for step in wanted_steps(steps, now, horizon=horizon):
                yield ToPrepare(place, cohort, day, declaration, step)


def preparation_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder to prepare that should exist now.

    The number of queries grows with the programmes that prepare, not with their people.
    """
    taken = looks_taken()
    grouped: defaultdict[tuple[Programme, Declaration], list[ToPrepare]] = defaultdict(list)
    for row in due_preparations(now):
        grouped[row.cohort.programme, row.declaration].append(row)
    for due in grouped.values():
        yield from in_words(due, taken, now)


def in_words(
    due: Sequence[ToPrepare], taken: set[tuple[Any, str]], now: datetime
) -> Iterator[ReminderPlan]:
    """Yield the reminders of one programme and declaration, with what they say."""
    programme, declaration = due[0].cohort.programme, due[0].declaration
    policy = CurrencyPolicy.objects.select_related("programme__organisation").get(
        programme=programme, role=declaration.role
    )
    records = records_of([row.place.person_id for row in due], policy)
    sessions = sessions_that_prepare(programme, declaration.role)
    for row in due:
        person = row.place.person
        look = declaration.look(row.step.name)
        yield ReminderPlan(
            recipient=person,
            about=about_key(row.place),
            occurrence=f"before the match, {row.step.name}",
            due_at=at_a_decent_hour(row.step.due_at, now, person.time_zone),
            stale_after=row.step.stale_after,
            organisation=programme.organisation,
            programme_id=programme.pk,
            context=_context(row, policy, records[person.pk], sessions),
            waits_for=look_to_wait_for(programme.pk, look, taken),
        )


def _context(
    row: ToPrepare, policy: CurrencyPolicy, record: Record, sessions: Sequence[Session]
) -> dict[str, Any]:
    """Return what a reminder says: by when, what is to go, and the seat to book."""
    person = row.place.person
    with translation.override(person.language):
        missing = wording.restore_sentence(record.currency_on(row.step.on, rules_of(policy)))
    session = offer_before(row.by, row.cohort.pk, sessions)
    facts = (
        emails.session_facts(session, person)
        if session
        else {"action_url": absolute(reverse("training:learn"))}
    )
    return {
        "by": row.by,
        "missing": missing,
        "programme_name": row.cohort.programme.name,
        **facts,
    }
