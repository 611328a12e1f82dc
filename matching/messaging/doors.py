"""Whether the people of a match may write to each other now, or only read what they wrote."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from matching.enums import ENDED_STATES, MatchState
from matching.models import Match

# So long after the end there is time for a last thank-you.
DAYS_AFTER_THE_END = 30


class Door(StrEnum):
    """What a match's conversation is to its people."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"
    GONE = "gone"


def door_of(match: Match, now: datetime) -> Door:
    """Return how a conversation stands; the match comes with its people and programme.

    It opens when somebody asks to talk first, or all have said yes, and closes thirty days after
    the end. Of a proposal that came to nothing nothing is shown.
    """
    if match.state in {MatchState.DECLINED, MatchState.EXPIRED}:
        return Door.GONE
    if match.state == MatchState.PROPOSED:
        if match.answer_by is not None and match.answer_by <= now:
            return Door.GONE
        asked = any(member.talk_asked_at for member in match.members.all())
        return Door.OPEN if asked else Door.NOT_YET
    last_day = closes_on(match)
    zone = match.cohort.programme.organisation.time_zone
    if last_day is not None and timezone.localdate(now, zone) > last_day:
        return Door.CLOSED
    return Door.OPEN


def closes_on(match: Match) -> date | None:
    """Return the last day on which the people of an ended match may write, or None before."""
    if match.state not in ENDED_STATES or match.ended_on is None:
        return None
    return match.ended_on + timedelta(days=DAYS_AFTER_THE_END)
