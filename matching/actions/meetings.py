"""Planning meetings, and saying whether they happened."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from matching.actions.cancelling import forget_reminders
from matching.actions.fit import ask_about_fit, take_back_fit
from matching.actions.locks import lock_match
from matching.actions.matches import start_if_accepted
from matching.actions.practice import note_meeting, take_back_meeting
from matching.booking.emails import (
    post_meeting_cancelled,
    post_meeting_moved,
    post_meeting_planned,
)
from matching.enums import MEETING_CORRECTIONS, MEETING_TRANSITIONS, MeetingState
from matching.models import Match, Meeting
from matching.models.meeting import MeetingQuerySet
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance

USUAL_MINUTES = 45


class NotUnderWayError(Exception):
    """The match has not been accepted, pauses or has ended, so it plans no meetings."""


class MeetingChangedError(Exception):
    """Somebody else moved, cancelled or logged the meeting first; nothing was changed."""


class NotYetHeldError(Exception):
    """The meeting has not begun, so nobody can say whether it happened."""


@transaction.atomic
def plan_meeting(
    match: Match,
    *,
    by: Person,
    starts_at: datetime,
    minutes: int = USUAL_MINUTES,
    place: str = "",
    video_link: str = "",
    agenda: str = "",
) -> Meeting:
    """Plan a meeting; recorded, and everybody in the match gets its time by mail.

    The first one begins an accepted match. Planned twice for the same time it is planned once.
    Raises NotUnderWayError.
    """
    now = lock_under_way(match, by=by)
    facts = {"minutes": minutes, "place": place, "video_link": video_link, "agenda": agenda}
    meeting, is_new = Meeting.objects.get_or_create(
        match=now,
        starts_at=starts_at,
        state=MeetingState.PLANNED,
        defaults={**facts, "planned_by": by},
    )
    if is_new:
        _record("meeting.planned", meeting, by=by, changes={"starts_at": starts_at})
        post_meeting_planned(meeting, by=by)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    by: Person,
    starts_at: datetime,
    minutes: int | None = None,
    place: str | None = None,
    video_link: str | None = None,
    agenda: str | None = None,
) -> None:
    """Move a planned meeting; recorded, and everybody in the match gets the new time by mail.

    What is None stays as it was; a new agenda alone is kept without a mail. `meeting` is what the
    person saw: when somebody changed it since, raises MeetingChangedError. Raises NotUnderWayError
    when the match pauses or has ended.
    """
    now = lock_match(meeting.match)
    if not now.is_under_way:
        raise NotUnderWayError
    told = {"minutes": minutes, "place": place, "video_link": video_link}
    news = {"starts_at": starts_at} | {k: v for k, v in told.items() if v is not None}
    seen = Meeting.objects.filter(
        pk=meeting.pk, state=MeetingState.PLANNED, sequence=meeting.sequence
    )
    if agenda is not None and agenda != meeting.agenda:
        _keep_agenda(meeting, seen, agenda, by=by)
    if all(getattr(meeting, name) == value for name, value in news.items()):
        return
    was_at = meeting.starts_at
    is_taken = now.meetings.filter(starts_at=starts_at, state=MeetingState.PLANNED).exclude(
        pk=meeting.pk
    )
    if is_taken.exists() or not seen.update(
        **news, sequence=F("sequence") + 1, changed_at=timezone.now()
    ):
        raise MeetingChangedError
    meeting.refresh_from_db()
    meeting.match = now
    forget_reminders([meeting])
    if was_at == starts_at:
        _record("meeting.place_changed", meeting, by=by)
    else:
        _record("meeting.moved", meeting, by=by, changes={"starts_at": starts_at})
    post_meeting_moved(meeting, by=by, was_at=was_at)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Person) -> None:
    """Cancel a planned meeting; recorded, and everybody in the match is told by mail.

    Raises IllegalTransitionError when it is no longer planned.
    """
    meeting.match = lock_match(meeting.match)
    # Whoever moved it meanwhile is heard: calendars and the mail name when it would have been.
    meeting.refresh_from_db(fields=["starts_at", "minutes", "place", "video_link", "sequence"])
    advance(
        meeting,
        MeetingState.CANCELLED,
        MEETING_TRANSITIONS,
        sequence=meeting.sequence + 1,
        changed_at=timezone.now(),
    )
    forget_reminders([meeting])
    _record("meeting.cancelled", meeting, by=by)
    post_meeting_cancelled(meeting, by=by)


def lock_under_way(match: Match, *, by: Person) -> Match:
    """Return a match that plans meetings, locked; an accepted one begins by it.

    Raises NotUnderWayError.
    """
    start_if_accepted(match, by=by)
    now = lock_match(match)
    if not now.is_under_way:
        raise NotUnderWayError
    return now


@transaction.atomic
def log_meeting(meeting: Meeting, *, by: Person, is_held: bool) -> None:
    """Say whether a meeting happened, once it has begun; recorded. Nothing of it is written down.

    A meeting that happened counts as practice of its mentors; after the first one everybody is
    asked about the fit.

    Raises NotYetHeldError, and IllegalTransitionError when somebody said so before, or when it
    was cancelled.
    """
    meeting.match = lock_match(meeting.match)
    meeting.refresh_from_db(fields=["starts_at", "minutes"])
    if meeting.starts_at > timezone.now():
        raise NotYetHeldError
    to = MeetingState.HELD if is_held else MeetingState.NOT_HELD
    advance(meeting, to, MEETING_TRANSITIONS, logged_at=timezone.now(), logged_by=by)
    _record(f"meeting.{to}", meeting, by=by)
    if is_held:
        note_meeting(meeting, by=by)
        ask_about_fit(meeting.match)


@transaction.atomic
def correct_meeting(meeting: Meeting, *, by: Person, is_held: bool) -> None:
    """Say the opposite of what was said of a meeting; recorded, and the mentors' practice follows.

    Raises IllegalTransitionError when nobody said that before, or somebody has corrected it.
    """
    meeting.match = lock_match(meeting.match)
    to = MeetingState.HELD if is_held else MeetingState.NOT_HELD
    advance(meeting, to, MEETING_CORRECTIONS, logged_at=timezone.now(), logged_by=by)
    _record(f"meeting.{to}", meeting, by=by)
    if is_held:
        note_meeting(meeting, by=by)
        ask_about_fit(meeting.match)
    else:
        take_back_meeting(meeting, by=by)
        take_back_fit(meeting.match)


def _keep_agenda(meeting: Meeting, seen: MeetingQuerySet, agenda: str, *, by: Person) -> None:
    """Keep what they want to talk about, as long as nobody changed the meeting meanwhile."""
    if not seen.update(agenda=agenda):
        raise MeetingChangedError
    _record("meeting.agenda_kept", meeting, by=by)


def _record(
    kind: str, meeting: Meeting, *, by: Person, changes: Mapping[str, object] | None = None
) -> None:
    """Record under the organisation that the match belongs to."""
    organisation_id = meeting.match.cohort.programme.organisation_id
    record(kind, meeting, by=by, organisation_id=organisation_id, changes=changes)
