"""What people say after a meeting: how it was, what they note, and that they met without a plan."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from matching.actions.fit import ask_about_fit
from matching.actions.locks import lock_match
from matching.actions.matches import start_if_accepted
from matching.actions.meetings import NotUnderWayError, NotYetHeldError
from matching.actions.practice import note_meeting
from matching.afterwards.enums import Mood, NoteReader
from matching.afterwards.queries import FIT_STATES
from matching.enums import MatchState, MeetingState
from matching.models import Match, Meeting, MeetingMood, MeetingNote
from mentorship.accounts.models import Person
from mentorship.audit.actions import record


class NotHeldError(Exception):
    """Nobody said that the meeting happened, so there is nothing to say of how it was."""


class BeforeTheMatchError(Exception):
    """On that day the two were not matched yet; `since` is the first day that counts."""

    def __init__(self, since: date) -> None:
        """Keep the first day that counts."""
        self.since = since
        super().__init__(f"before {since}")


class SameTimeError(Exception):
    """The match has a meeting at that time already."""

    def __init__(self, meeting: Meeting) -> None:
        """Keep the meeting that is there."""
        self.meeting = meeting
        super().__init__(f"meeting {meeting.pk}")


@transaction.atomic
def say_mood(meeting: Meeting, *, by: Person, mood: int, keeps_first: bool = False) -> None:
    """Say how a meeting was for oneself, from 1 to 5, or say it anew.

    With `keeps_first` what was said before stays: so a link that was passed on changes nothing.
    Not recorded: what somebody felt, and when they said so, is nobody's business. Raises
    NotHeldError, and ValueError for a face that there is not.
    """
    said = Mood(mood)
    if not Meeting.objects.held().filter(pk=meeting.pk).exists():
        raise NotHeldError
    if keeps_first:
        MeetingMood.objects.get_or_create(meeting=meeting, person=by, defaults={"mood": said})
        return
    MeetingMood.objects.update_or_create(
        meeting=meeting, person=by, defaults={"mood": said, "said_at": timezone.now()}
    )


@transaction.atomic
def write_notes(meeting: Meeting, *, by: Person, own: str, shared: str) -> None:
    """Keep a note to oneself and one for everybody in the match; an empty one is taken away.

    Not recorded: that somebody wrote to themselves is nobody's business either.
    """
    for reader, words in ((NoteReader.SELF, own.strip()), (NoteReader.BOTH, shared.strip())):
        if words:
            MeetingNote.objects.update_or_create(
                meeting=meeting, by=by, reader=reader, defaults={"words": words}
            )
        else:
            MeetingNote.objects.filter(meeting=meeting, by=by, reader=reader).delete()


@transaction.atomic
def log_past_meeting(
    match: Match, *, by: Person, starts_at: datetime, minutes: int, place: str = ""
) -> Meeting:
    """Enter a meeting that took place without having been planned here; recorded.

    It begins an accepted match and counts as practice, as others do; no invitation leaves. Pressed
    twice it is entered once. Raises NotYetHeldError, BeforeTheMatchError, SameTimeError, and
    NotUnderWayError where the match was not accepted or has ended.
    """
    match.refresh_from_db(fields=["state"])
    if match.state == MatchState.ACCEPTED:
        _refuse_wrong_time(match, starts_at, minutes)
        start_if_accepted(match, by=by)
    now = lock_match(match)
    if now.state not in FIT_STATES:
        raise NotUnderWayError
    _refuse_wrong_time(now, starts_at, minutes)
    for known in _at_the_same_time(now, starts_at, minutes):
        if known.is_entered_late and known.logged_by == by and known.starts_at == starts_at:
            return known
        raise SameTimeError(known)
    meeting = Meeting.objects.create(
        match=now,
        starts_at=starts_at,
        minutes=minutes,
        place=place,
        planned_by=by,
        is_entered_late=True,
        state=MeetingState.HELD,
        logged_at=timezone.now(),
        logged_by=by,
    )
    organisation_id = now.cohort.programme.organisation_id
    changes = {"starts_at": starts_at}
    record("meeting.entered", meeting, by=by, organisation_id=organisation_id, changes=changes)
    note_meeting(meeting, by=by)
    ask_about_fit(now)
    return meeting


def matched_since(match: Match) -> date:
    """Return the first day on which the people of an accepted match may have met, in their place.

    That is the day on which all had said yes, or on which it began where that is earlier.
    """
    zone = match.cohort.programme.organisation.time_zone
    accepted_on = timezone.localdate(match.accepted_at, zone) if match.accepted_at else None
    days = [day for day in (accepted_on, match.started_on) if day is not None]
    return min(days) if days else timezone.localdate(match.proposed_at, zone)


def _refuse_wrong_time(match: Match, starts_at: datetime, minutes: int) -> None:
    """Refuse what is not over yet, and what was before the match."""
    if starts_at + timedelta(minutes=minutes) > timezone.now():
        raise NotYetHeldError
    since, zone = matched_since(match), match.cohort.programme.organisation.time_zone
    if timezone.localdate(starts_at, zone) < since:
        raise BeforeTheMatchError(since)


def _at_the_same_time(match: Match, starts_at: datetime, minutes: int) -> list[Meeting]:
    """Return the meetings of a match that overlap with a time, but for cancelled ones."""
    ends_at = starts_at + timedelta(minutes=minutes)
    around = match.meetings.exclude(state=MeetingState.CANCELLED).filter(
        starts_at__lt=ends_at, starts_at__gt=starts_at - timedelta(days=1)
    )
    return [
        meeting for meeting in around.select_related("logged_by") if meeting.ends_at > starts_at
    ]
