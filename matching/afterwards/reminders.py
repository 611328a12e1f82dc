"""Which mails after meetings should exist now: nobody hears of a match that rests."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from matching.afterwards.calendar import (
    DAYS_OF_USE,
    FIT_DAYS_OF_USE,
    Step,
    fit_steps,
    wanted,
    word_steps,
)
from matching.afterwards.emails import fit_facts, word_facts
from matching.afterwards.queries import latest_checks, with_people
from matching.enums import MatchState
from matching.models import Match, Meeting
from matching.models.match import MatchQuerySet
from matching.resting import not_resting
from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan

# No zone is further ahead than so, and no meeting longer.
MARGIN = timedelta(days=3)


def word_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every mail that asks whether a meeting happened; three queries.

    Two at most to each of its people, while nobody said so.
    """
    silent = Meeting.objects.to_log().filter(
        match__in=_awake(now), starts_at__gt=now - timedelta(days=DAYS_OF_USE) - MARGIN
    )
    for meeting in with_people(silent):
        organisation = meeting.match.cohort.programme.organisation
        for person in meeting.match.people:
            for step in _steps(person, word_steps(meeting.ends_at, person.time_zone), now):
                yield ReminderPlan(
                    recipient=person,
                    about=about_key(meeting),
                    occurrence=step.name,
                    due_at=step.due_at,
                    stale_after=step.stale_after,
                    organisation=organisation,
                    programme_id=meeting.match.cohort.programme_id,
                    context=word_facts(meeting, person),
                )


def fit_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every mail that asks about a fit; three queries.

    One asks and two remind at most, for each turn. They belong to no organisation, so that they
    stand in no outbox: whom one reminds has not answered, and whom one asks anew was undecided.
    """
    people = Match.objects.select_related("cohort__programme__organisation").with_people()
    open_checks = (
        latest_checks()
        .filter(
            answer="",
            asked_at__gt=now - timedelta(days=FIT_DAYS_OF_USE) - MARGIN,
            member__match__in=_awake(now),
        )
        .select_related("member__participant__person")
        .prefetch_related(Prefetch("member__match", queryset=people))
    )
    for check in open_checks:
        person = check.member.person
        for step in _steps(person, fit_steps(check.asked_at, person.time_zone), now):
            yield ReminderPlan(
                recipient=person,
                about=about_key(check.member),
                occurrence=f"turn {check.turn}, {step.name}",
                due_at=step.due_at,
                stale_after=step.stale_after,
                context=fit_facts(check),
            )


def _awake(now: datetime) -> MatchQuerySet:
    """Return the matches under way that do not rest today."""
    under_way = Match.objects.filter(state__in=[MatchState.ACCEPTED, MatchState.ACTIVE])
    return not_resting(under_way, timezone.localdate(now))


def _steps(person: Person, steps: list[Step], now: datetime) -> list[Step]:
    """Return the steps that somebody should still get."""
    return wanted(steps, now) if person.can_sign_in else []
