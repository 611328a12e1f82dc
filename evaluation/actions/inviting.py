"""Inviting people to answer, and reminding those who have not."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from evaluation.burden.minutes import minutes_of
from evaluation.emails.waves import WAVE_REMINDER, facts_for, post_invitation
from evaluation.enums import Candour, WaveState
from evaluation.models import Call, Wave
from evaluation.models.call import CallQuerySet
from evaluation.waves.calendar import Nudge, due_nudge, nudges_between
from evaluation.waves.pairs import resting_places
from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan, reconcile

BATCH = 200
# Who is called in the course of a wave has from the morning of that day.
MORNING = time(9)


def invite(wave: Wave) -> None:
    """Post one invitation to everybody who is still to answer; safe to run again.

    Somebody who is asked about several people gets one for all of them, and another only for those
    who are added later.
    """
    people = _by_person(asking_alone(wave.calls.all()).filter(invited_at=None))
    known = set(wave.calls.exclude(invited_at=None).values_list("person_id", flat=True))
    waiting = list(people.items())
    minutes, _is_measured = minutes_of(wave.instrument)
    for start in range(0, len(waiting), BATCH):
        with transaction.atomic():
            for person, calls in waiting[start : start + BATCH]:
                post_invitation(calls, minutes=minutes, is_first=person.pk not in known)
            told = [call.pk for _person, calls in waiting[start : start + BATCH] for call in calls]
            Call.objects.filter(pk__in=told).update(invited_at=timezone.now())
    now = timezone.now()
    Wave.objects.filter(pk=wave.pk, invitations_posted_at=None).update(invitations_posted_at=now)


def remind_all(now: datetime) -> None:
    """Make the outbox's reminders of surveys what they should be now; safe to run twice."""
    reconcile(WAVE_REMINDER, reminder_plans(now))


def reminder_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield the reminder that is due now for each person who has not answered an open wave.

    Two at most for each, and none while they rest. Nothing waits in the outbox ahead of its time,
    so that nothing there is called off at the moment somebody answers. Of an anonymous wave no
    outbox shows them to coordinators: it would tell who has not answered.
    """
    waves = Wave.objects.open().filter(closes_at__gt=now)
    for wave in waves.select_related("instrument", "cohort__programme__organisation"):
        if due_nudge(nudges_between(wave.opens_at, wave.closes_at), now) or _is_staggered(wave):
            yield from _plans_of(wave, now)


def asking_alone(calls: CallQuerySet) -> CallQuerySet:
    """Return the calls that wait for an answer and have a mail of their own.

    A wave that was merged into another is asked by the other's mail, where that asks the person.
    """
    other = Call.objects.filter(
        wave=OuterRef("wave__merged_into"), wave__state=WaveState.OPEN, person=OuterRef("person")
    )
    rest = calls.standing().unanswered()
    return rest.filter(Q(wave__merged_into=None) | ~Exists(other))


def _is_staggered(wave: Wave) -> bool:
    """Tell whether people were asked on days of their own."""
    return wave.calls.values("called_on").distinct().count() > 1


def _plans_of(wave: Wave, now: datetime) -> Iterator[ReminderPlan]:
    """Yield the reminders of one wave that are due now."""
    resting = resting_places(wave.cohort_id, timezone.localdate(now, wave.zone))
    is_anonymous = wave.instrument.candour == Candour.ANONYMOUS
    programme = wave.cohort.programme
    minutes, _is_measured = minutes_of(wave.instrument)
    for person, calls in _by_person(asking_alone(wave.calls.all())).items():
        awake = [call for call in calls if call.place_id not in resting]
        nudge = _due(awake, now)
        if nudge is None:
            continue
        yield ReminderPlan(
            recipient=person,
            about=about_key(wave),
            occurrence=nudge.name,
            due_at=nudge.due_at,
            stale_after=nudge.stale_after,
            organisation=None if is_anonymous else programme.organisation,
            programme_id=None if is_anonymous else programme.pk,
            context={**facts_for(awake, minutes=minutes), "is_last": nudge.name == "last"},
        )


def _due(calls: list[Call], now: datetime) -> Nudge | None:
    """Return the reminder that is due for somebody who was asked by some calls of a wave."""
    for call in calls:
        nudge = due_nudge(nudges_between(begin_of(call), call.wave.closes_at), now)
        if nudge is not None:
            return nudge
    return None


def begin_of(call: Call) -> datetime:
    """Return from when somebody could answer: as it opened, or the morning they were asked."""
    morning = timezone.make_aware(datetime.combine(call.called_on, MORNING), call.wave.zone)
    opened = call.wave.opens_at
    if call.called_on <= timezone.localdate(opened, call.wave.zone):
        return opened
    return max(opened, morning)


def _by_person(calls: CallQuerySet) -> dict[Person, list[Call]]:
    """Return calls grouped by who is asked."""
    rows = calls.select_related(
        "person", "about__person", "wave__instrument", "wave__cohort__programme__organisation"
    ).order_by("person_id", "called_on", "pk")
    found: dict[UUID, list[Call]] = defaultdict(list)
    for call in rows:
        found[call.person_id].append(call)
    return {theirs[0].person: theirs for theirs in found.values()}
