"""Which invitations to look back should exist now: two at most to each, before the end."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from matching.ending.emails import CLOSING_INVITED, closing_facts
from matching.ending.nearing import NEARING, NOTICE, end_of, with_end
from matching.models import ClosingWord, Match
from matching.resting import not_resting
from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import Reconciled, ReminderPlan, reconcile
from training.reminding.steps import HORIZON, at_a_decent_hour, steps_around, wanted_steps

STEPS = (("three weeks before", -NOTICE.days), ("a week before", -7))
# Later the coordinator closes the match.
OF_USE = timedelta(days=14)


def closing_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every invitation to look back that should exist now; three queries.

    None of a match that rests, and none to who has finished.
    """
    today = timezone.localdate(now)
    under_way = not_resting(Match.objects.filter(state__in=NEARING), today)
    nearing = with_end(under_way).filter(
        Q(is_to_end_on__gt=today - OF_USE), Q(is_to_end_on__lte=today + NOTICE + HORIZON)
    )
    matches = list(nearing.select_related("cohort__programme__organisation").with_people())
    finished = set(
        ClosingWord.objects.filter(
            member__match__in=matches, finished_at__isnull=False
        ).values_list("member_id", flat=True)
    )
    for match in matches:
        for member in match.members.all():
            if member.pk not in finished and member.person.can_sign_in:
                yield from _plans_of(match, member.person, now)


def keep_inviting() -> Reconciled:
    """Keep invitations to look back in line with what is true."""
    return reconcile(CLOSING_INVITED, closing_plans(timezone.now()))


def _plans_of(match: Match, person: Person, now: datetime) -> Iterator[ReminderPlan]:
    """Yield the invitations of one person to look back on one match."""
    ends_on, zone = end_of(match), person.time_zone
    steps = steps_around(ends_on, STEPS, over=ends_on + OF_USE, zone=zone)
    for step in wanted_steps(steps, now):
        yield ReminderPlan(
            recipient=person,
            about=about_key(match),
            occurrence=f"{step.name} {ends_on:%Y-%m-%d}",
            due_at=at_a_decent_hour(step.due_at, now, zone),
            stale_after=step.stale_after,
            organisation=match.cohort.programme.organisation,
            programme_id=match.cohort.programme_id,
            context=closing_facts(match, person, ends_on),
        )
