"""Mails about meetings, each with what the reader's calendar needs."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.booking.invitations import (
    Enclosures,
    cancellation,
    cancellations,
    invitation,
    published,
)
from matching.models import Match, Meeting
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, Turn
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute

IN_MATCH = _("you are in this match")

MEETING_PLANNED = register(
    MessageKind(name="matching.meeting_planned", title=_("A meeting was planned"), why=IN_MATCH)
)
MEETING_MOVED = register(
    MessageKind(name="matching.meeting_moved", title=_("A meeting was moved"), why=IN_MATCH)
)
MEETING_CANCELLED = register(
    MessageKind(name="matching.meeting_cancelled", title=_("A meeting was cancelled"), why=IN_MATCH)
)
MEETINGS_PLANNED = register(
    MessageKind(name="matching.meetings_planned", title=_("Meetings were planned"), why=IN_MATCH)
)
MEETINGS_MOVED = register(
    MessageKind(name="matching.meetings_moved", title=_("Meetings were moved"), why=IN_MATCH)
)
MEETINGS_CANCELLED = register(
    MessageKind(
        name="matching.meetings_cancelled", title=_("Meetings were cancelled"), why=IN_MATCH
    )
)
MEETING_TOMORROW = register(
    MessageKind(
        name="matching.meeting_tomorrow",
        title=_("Reminder of a meeting"),
        why=_("you have a meeting the next day"),
        category=Category.MEETINGS,
        is_reminder=True,
        turn=Turn.APART,
    )
)


def post_meeting_planned(meeting: Meeting, *, by: Person) -> None:
    """Tell everybody in the match when they meet; of no use once the meeting has begun."""
    _post_about(MEETING_PLANNED, meeting, invitation, by=by)


def post_meeting_moved(meeting: Meeting, *, by: Person, was_at: datetime) -> None:
    """Tell everybody in the match when or where they meet instead."""
    is_moved = was_at != meeting.starts_at
    _post_about(MEETING_MOVED, meeting, invitation, by=by, was_at=was_at, is_moved=is_moved)


def post_meeting_cancelled(meeting: Meeting, *, by: Person) -> None:
    """Tell everybody in the match that they do not meet then."""
    _post_about(MEETING_CANCELLED, meeting, cancellation, by=by)


def post_meetings_planned(meetings: Sequence[Meeting], *, by: Person) -> None:
    """Tell everybody in the match of a whole series at once, with one file for their calendar."""
    _post_about_several(MEETINGS_PLANNED, meetings, published, by=by)


def post_meetings_moved(meetings: Sequence[Meeting], *, by: Person) -> None:
    """Tell everybody in the match of the new times of the rest of a series."""
    _post_about_several(MEETINGS_MOVED, meetings, published, by=by)


def post_meetings_cancelled(meetings: Sequence[Meeting], *, by: Person | None) -> None:
    """Tell everybody in the match which meetings are off; without `by`, the match is what ended."""
    _post_about_several(MEETINGS_CANCELLED, meetings, cancellations, by=by)


def facts_of(match: Match, person: Person) -> dict[str, Any]:
    """Return what every mail about meetings tells its reader."""
    return {
        "others": [other.short_name for other in match.others_than(person)],
        "programme_name": match.cohort.programme.name,
        "organisation_name": match.cohort.programme.organisation.name,
        "action_url": absolute(reverse("matching:meetings")),
    }


def _post_about(
    kind: MessageKind,
    meeting: Meeting,
    files: Callable[[Meeting, Person], Enclosures],
    *,
    by: Person,
    **more: Any,
) -> None:
    """Tell everybody in the match about one of its meetings."""
    facts = {
        "starts_at": meeting.starts_at,
        "minutes": meeting.minutes,
        "place": meeting.place,
        "video_link": meeting.video_link,
        "by_name": by.short_name,
        **more,
    }
    for person in _told(meeting.match):
        post(
            kind,
            recipient=person,
            organisation=meeting.match.cohort.programme.organisation,
            programme_id=meeting.match.cohort.programme_id,
            about=meeting,
            occurrence=f"change {meeting.sequence}",
            stale_after=meeting.starts_at,
            context=facts_of(meeting.match, person) | facts | {"is_own_doing": person == by},
            attachments=files(meeting, person),
        )


def _post_about_several(
    kind: MessageKind,
    meetings: Sequence[Meeting],
    files: Callable[[Sequence[Meeting], Person], Enclosures],
    *,
    by: Person | None,
) -> None:
    """Tell everybody in the match about several meetings, the first one first, in one mail."""
    first, match = meetings[0], meetings[0].match
    facts = {
        "starts_at": first.starts_at,
        "times": [meeting.starts_at for meeting in meetings],
        "minutes": first.minutes,
        "place": first.place,
        "video_link": first.video_link,
        "by_name": by.short_name if by else "",
    }
    for person in _told(match):
        post(
            kind,
            recipient=person,
            organisation=match.cohort.programme.organisation,
            programme_id=match.cohort.programme_id,
            about=first,
            occurrence=f"change {first.sequence}",
            stale_after=meetings[-1].starts_at,
            context=facts_of(match, person) | facts | {"is_own_doing": person == by},
            attachments=files(meetings, person),
        )


def _told(match: Match) -> list[Person]:
    """Return who hears of meetings: everybody in the match who can sign in."""
    return [person for person in match.people if person.can_sign_in]
