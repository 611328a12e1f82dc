"""Cancelling what a match had planned, one by one or all that is left, and telling its people."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from matching.booking.emails import (
    MEETING_TOMORROW,
    post_meeting_cancelled,
    post_meetings_cancelled,
)
from matching.enums import MeetingState
from matching.models import Match, Meeting
from mentorship.accounts.models import Person
from mentorship.audit.actions import record_many
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import reconcile


@transaction.atomic
def cancel_planned(match: Match, *, by: Person | None) -> int:
    """Cancel what a match has planned and that has not begun; return how many meetings that were.

    `match` is locked by the caller, who also says why. Each meeting is recorded; everybody gets
    one mail with what takes them out of their calendar.
    """
    planned = match.meetings.filter(state=MeetingState.PLANNED, starts_at__gt=timezone.now())
    meetings = call_off(list(planned.order_by("starts_at", "pk")), match)
    if not meetings:
        return 0
    record_many(
        "meeting.cancelled",
        [(meeting, {}) for meeting in meetings],
        by=by,
        organisation_id=match.cohort.programme.organisation_id,
    )
    post_meetings_cancelled(meetings, by=None)
    return len(meetings)


def call_off(meetings: Sequence[Meeting], match: Match) -> list[Meeting]:
    """Set planned meetings of a locked match to cancelled; return those that were planned still."""
    done = []
    now = timezone.now()
    for meeting in meetings:
        sequence = meeting.sequence + 1
        row = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PLANNED)
        if row.update(state=MeetingState.CANCELLED, sequence=sequence, changed_at=now):
            meeting.state, meeting.sequence, meeting.match = MeetingState.CANCELLED, sequence, match
            done.append(meeting)
    forget_reminders(done)
    return done


def forget_reminders(meetings: Sequence[Meeting]) -> None:
    """Take back reminders of meetings that changed, before they leave with what was."""
    reconcile(MEETING_TOMORROW, [], about={about_key(meeting) for meeting in meetings})


def tell_cancelled(meetings: Sequence[Meeting], *, by: Person) -> None:
    """Tell everybody by one mail, whether it was one meeting or several."""
    if len(meetings) == 1:
        post_meeting_cancelled(meetings[0], by=by)
    else:
        post_meetings_cancelled(meetings, by=by)
