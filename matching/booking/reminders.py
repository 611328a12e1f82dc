"""Which reminders of meetings should exist now: one to each, the day before."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo

from django.db.models import F, Prefetch
from django.utils import timezone

from matching.booking.emails import MEETING_TOMORROW, facts_of
from matching.enums import MatchState
from matching.models import Match, Meeting
from matching.resting import not_resting
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import Reconciled, ReminderPlan, reconcile

MORNING = time(9)
HORIZON = timedelta(days=3)
# Whoever got the invitation so shortly before needs no reminder.
FRESH = timedelta(days=2)


def remind_of_meetings() -> Reconciled:
    """Make the outbox's reminders of meetings what they should be, and return what was done."""
    return reconcile(MEETING_TOMORROW, meeting_plans(timezone.now()))


def meeting_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of a meeting that should exist now; three queries.

    None while a match rests, or somebody in it is away then or now, and none of a meeting that was
    planned, or moved, less than two days before it begins.
    """
    today, tomorrow = timezone.localdate(now), timezone.localdate(now + timedelta(days=1))
    going_on = Match.objects.filter(state__in=[MatchState.ACCEPTED, MatchState.ACTIVE])
    awake = not_resting(not_resting(going_on, today), tomorrow)
    meetings = (
        Meeting.objects.upcoming()
        .filter(match__in=awake, starts_at__gt=now, starts_at__lte=now + HORIZON)
        .filter(changed_at__lte=F("starts_at") - FRESH)
    )
    people = Match.objects.select_related("cohort__programme__organisation").with_people()
    for meeting in meetings.prefetch_related(Prefetch("match", people)):
        for person in meeting.match.people:
            if not person.can_sign_in:
                continue
            yield ReminderPlan(
                recipient=person,
                about=about_key(meeting),
                occurrence=f"the day before, change {meeting.sequence}",
                due_at=day_before(meeting.starts_at, person.time_zone),
                stale_after=meeting.starts_at,
                organisation=meeting.match.cohort.programme.organisation,
                programme_id=meeting.match.cohort.programme_id,
                context=facts_of(meeting.match, person)
                | {
                    "starts_at": meeting.starts_at,
                    "minutes": meeting.minutes,
                    "place": meeting.place,
                    "video_link": meeting.video_link,
                },
            )


def day_before(starts_at: datetime, zone: tzinfo) -> datetime:
    """Return the morning before a meeting, where its reader is."""
    day = timezone.localdate(starts_at, zone) - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING), zone)
