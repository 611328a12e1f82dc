"""What a match plans without being asked: as long and where it met last, and until when."""

from datetime import date
from typing import Any

from matching.enums import MeetingState
from matching.models import Match

USUAL_MINUTES = 45


def usual_of(match: Match) -> dict[str, Any]:
    """Return length, place and video link of the latest meeting; one query."""
    last = match.meetings.exclude(state=MeetingState.NOT_HELD).order_by("-starts_at", "pk").first()
    if last is None:
        return {"minutes": USUAL_MINUTES, "place": "", "video_link": ""}
    return {"minutes": last.minutes, "place": last.place, "video_link": last.video_link}


def last_day_of(match: Match) -> date:
    """Return the last day on which they mean to meet: the agreement's, or the cohort's; a query."""
    ends_on: date = match.cohort.ends_on
    agreed = match.agreements.in_force().values_list("ends_on", flat=True).first()
    return min(agreed, ends_on) if agreed else ends_on
