"""Which reminders of proposals should exist now: one to each who is silent, before it ends."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo

from django.utils import timezone

from matching.enums import MatchState
from matching.models import Match
from matching.publishing.emails import reminder_facts
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import ReminderPlan
from programmes.models import Pause

MORNING = time(9)
DAYS_BEFORE = 2
# Of a shorter time to answer, the reminder leaves on the last day but one.
SHORT = timedelta(days=4)
HORIZON = timedelta(days=7)
# Nobody is reminded so soon after they were asked, or asked to talk.
PEACE = timedelta(hours=20)


def proposal_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a proposal that should exist now; three queries.

            if member.participant_id in away:
                continue
    To whoever has not answered, once for each end: more time brings a reminder of its own. Nobody
    is reminded right after they asked to talk first.
    """
    resting = Pause.objects.on(timezone.localdate(now))
    away = set(
        resting.filter(participant__match_places__match__state=MatchState.PROPOSED).values_list(
            "participant_id", flat=True
        )
    )
    open_proposals = Match.objects.filter(state=MatchState.PROPOSED, answer_by__gt=now)
    related = open_proposals.select_related("cohort__programme__organisation").with_people()
    for match in related.order_by("answer_by", "pk"):
        for member in match.members.all():
            if member.has_answered or not member.person.can_sign_in or match.answer_by is None:
                continue
            if member.participant_id in away:
                continue
            last_heard = member.talk_asked_at or match.proposed_at
            due_at = remind_at(last_heard, match.answer_by, member.person.time_zone)
            if due_at is None or due_at > now + HORIZON:
                continue
            yield ReminderPlan(
                recipient=member.person,
                about=about_key(match),
                occurrence=f"before the end on {timezone.localdate(match.answer_by)}",
                due_at=due_at,
                stale_after=match.answer_by,
                organisation=match.cohort.programme.organisation,
                programme_id=match.cohort.programme_id,
                context=reminder_facts(match, member.person),
            )


def remind_at(asked_at: datetime, answer_by: datetime, zone: tzinfo) -> datetime | None:
    """Return when somebody is reminded, in the morning where they are.

    `asked_at` is when they were asked, or asked to talk. None where that would be too soon after
    it, or too late.
    """
    days = DAYS_BEFORE if answer_by - asked_at >= SHORT else 1
    day = timezone.localdate(answer_by, zone) - timedelta(days=days)
    due_at = timezone.make_aware(datetime.combine(day, MORNING), zone)
    return due_at if asked_at + PEACE <= due_at < answer_by else None
