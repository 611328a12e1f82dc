"""Which reminders of wishes and requests should exist now; reconciled by the outbox."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from matching.models import MatchRequest, Round
from matching.rounds.enums import WhoWishes
from matching.wishing.emails import answer_url, request_facts, wishes_facts
from matching.wishing.lists import asked_in
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from programmes.models import Pause
from training.reminding.steps import (
    HORIZON,
    at_a_decent_hour,
    morning,
    steps_around,
    wanted_steps,
)

WISH_DAYS = (("a week before", -7), ("the day before", -1))
# Of the time to answer, when a mentor is reminded first; the last reminder is a day before its end.
FIRST_SHARE = 0.5
LAST_DAY = timedelta(days=1)


def wish_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of wishes not handed in that should exist now; queries grow with rounds.

    A week and a day before the last day, in the morning where the person is; none to who is away.
    """
    soon = timezone.localdate(now) + timedelta(days=HORIZON.days + 8)
    asking = Round.objects.open().filter(wishes_until__lte=soon)
    rounds = asking.filter(wishes_until__gte=timezone.localdate(now) - timedelta(days=1))
    for chosen in rounds.exclude(who_wishes=WhoWishes.NOBODY).select_related(
        "cohort__programme__organisation"
    ):
        yield from _plans_of(chosen, now)


def _plans_of(chosen: Round, now: datetime) -> Iterator[ReminderPlan]:
    """Yield the reminders of one round; one query."""
    until, programme = chosen.wishes_until, chosen.cohort.programme
    if until is None:
        return
    over = until + timedelta(days=1)
    away = Pause.objects.on(timezone.localdate(now))
    silent = asked_in(chosen).filter(handed_in_at__isnull=True, person__is_active=True)
    for place in silent.exclude(pauses__in=away):
        zone = place.person.time_zone
        for step in wanted_steps(steps_around(until, WISH_DAYS, over=over, zone=zone), now):
            yield ReminderPlan(
                recipient=place.person,
                about=f"matching.wishes:{chosen.pk}:{place.pk}",
                occurrence=f"{step.name} {until:%Y-%m-%d}",
                due_at=at_a_decent_hour(step.due_at, now, zone),
                stale_after=step.stale_after,
                organisation=programme.organisation,
                programme_id=programme.pk,
                context=wishes_facts(place, chosen),
            )


def request_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a request that should exist now; one query.

    Two at most to each mentor, none while they are away: half-way, and on the morning before the
    last day.
    """
    away = Pause.objects.on(timezone.localdate(now))
    waiting = MatchRequest.objects.waiting().filter(answer_by__gt=now)
    waiting = waiting.exclude(mentor__pauses__in=away)
    for request in waiting.select_related(
        "round__cohort__programme__organisation", "mentee__person", "mentor__person"
    ):
        for occurrence, due_at, over in request_steps(request):
            if due_at > now + HORIZON or over <= now:
                continue
            programme, mentor = request.round.cohort.programme, request.mentor.person
            yield ReminderPlan(
                recipient=mentor,
                about=about_key(request),
                occurrence=occurrence,
                due_at=at_a_decent_hour(due_at, now, mentor.time_zone),
                stale_after=over,
                organisation=programme.organisation,
                programme_id=programme.pk,
                context=request_facts(request) | {"action_url": answer_url(request)},
            )


def request_steps(request: MatchRequest) -> list[tuple[str, datetime, datetime]]:
    """Return the reminders of a request: name, when it leaves, until when it is of use.

    A mentor with a day or two to answer is reminded once, or not at all.
    """
    zone = request.mentor.person.time_zone
    asked, end = request.asked_at, request.answer_by
    half = morning(timezone.localdate(asked + (end - asked) * FIRST_SHARE, zone), zone)
    last = morning(timezone.localdate(end - LAST_DAY, zone), zone)
    steps = []
    if asked + LAST_DAY < half < last:
        steps.append(("half-way", half, last))
    if asked < last < end:
        steps.append(("last day", last, end))
    return steps
