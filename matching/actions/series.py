"""Meetings that come round: planned at once, and moved or cancelled from one of them on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from matching.actions.cancelling import call_off, forget_reminders, tell_cancelled
from matching.actions.locks import lock_match
from matching.actions.meetings import MeetingChangedError, NotUnderWayError, lock_under_way
from matching.booking.emails import post_meetings_moved, post_meetings_planned
from matching.booking.recurring import FEWEST_TIMES, MOST_TIMES, moved_along
from matching.enums import MeetingState
from matching.models import Match, Meeting, MeetingSeries
from mentorship.accounts.models import Person
from mentorship.audit.actions import record


@transaction.atomic
def plan_series(
    match: Match,
    *,
    by: Person,
    dates: Sequence[datetime],
    every_weeks: int,
    minutes: int,
    place: str = "",
    video_link: str = "",
) -> MeetingSeries | None:
    """Plan 2 to 60 meetings at once; recorded once, and everybody gets one mail with all of them.

    `dates` are in UTC; those at which the match meets already are left out, and None is returned
    where that is all of them, so that a second press plans nothing. Raises NotUnderWayError, and
    ValueError for too few or too many dates.
    """
    if not FEWEST_TIMES <= len(dates) <= MOST_TIMES:
        message = f"A series has {FEWEST_TIMES} to {MOST_TIMES} meetings."
        raise ValueError(message)
    now = lock_under_way(match, by=by)
    taken = set(
        now.meetings.filter(state=MeetingState.PLANNED, starts_at__in=dates).values_list(
            "starts_at", flat=True
        )
    )
    new = sorted(set(dates) - taken)
    if not new:
        return None
    local = min(dates).astimezone(by.time_zone)
    series = MeetingSeries.objects.create(
        match=now,
        first_on=local.date(),
        at=local.time(),
        time_zone=by.time_zone,
        every_weeks=every_weeks,
        times=len(dates),
        made_by=by,
    )
    facts = {"minutes": minutes, "place": place, "video_link": video_link, "planned_by": by}
    meetings = Meeting.objects.bulk_create(
        [Meeting(match=now, series=series, starts_at=starts_at, **facts) for starts_at in new]
    )
    _record("meeting_series.planned", series, len(meetings), by=by)
    post_meetings_planned(meetings, by=by)
    return series


@transaction.atomic
def move_rest(
    meeting: Meeting,
    *,
    by: Person,
    starts_at: datetime,
    minutes: int,
    place: str = "",
    video_link: str = "",
) -> int:
    """Move a meeting of a series and all later ones by as many days, to one hour of `by`'s clock.

    Recorded once, with one mail to everybody; return how many were moved. `meeting` is what the
    person saw. Raises MeetingChangedError and NotUnderWayError.
    """
    now = lock_match(meeting.match)
    if not now.is_under_way:
        raise NotUnderWayError
    series, rest = _rest_of(meeting, now)
    zone = by.time_zone
    local, was = starts_at.astimezone(zone), meeting.starts_at.astimezone(zone)
    by_days = (local.date() - was.date()).days
    moments = moved_along(
        [each.starts_at for each in rest], by_days=by_days, at=local.time(), zone=zone
    )
    others = now.meetings.filter(state=MeetingState.PLANNED, starts_at__in=moments)
    if others.exclude(pk__in=[each.pk for each in rest]).exists():
        raise MeetingChangedError
    changed_at = timezone.now()
    pairs = list(zip(rest, moments, strict=True))
    # The one in front first, so that no meeting takes the place of one that has not gone yet.
    for each, moment in reversed(pairs) if moments[0] > rest[0].starts_at else pairs:
        each.starts_at, each.sequence, each.changed_at = moment, each.sequence + 1, changed_at
        each.minutes, each.place, each.video_link = minutes, place, video_link
        each.save(
            update_fields=[
                "starts_at", "sequence", "changed_at", "minutes", "place", "video_link",
            ]
        )  # fmt: skip
    forget_reminders(rest)
    _record("meeting_series.moved", series, len(rest), by=by)
    post_meetings_moved(rest, by=by)
    return len(rest)


@transaction.atomic
def cancel_rest(meeting: Meeting, *, by: Person) -> int:
    """Cancel a meeting of a series and all later ones; return how many.

    Recorded once, with one mail to everybody. `meeting` is what the person saw. Raises
    MeetingChangedError.
    """
    now = lock_match(meeting.match)
    series, rest = _rest_of(meeting, now)
    done = call_off(rest, now)
    series.ended_at = timezone.now()
    series.save(update_fields=["ended_at"])
    _record("meeting_series.cancelled", series, len(done), by=by)
    tell_cancelled(done, by=by)
    return len(done)


def _rest_of(meeting: Meeting, match: Match) -> tuple[MeetingSeries, list[Meeting]]:
    """Return a series, and a meeting of it as the person saw it with all later ones, as of now.

    Raises MeetingChangedError where somebody changed it since.
    """
    if meeting.series is None:
        raise MeetingChangedError
    rest = list(
        Meeting.objects.filter(
            match=match,
            series=meeting.series,
            state=MeetingState.PLANNED,
            starts_at__gte=meeting.starts_at,
        )
        .select_for_update()
        .order_by("starts_at", "pk")
    )
    if not rest or (rest[0].pk, rest[0].sequence) != (meeting.pk, meeting.sequence):
        raise MeetingChangedError
    for each in rest:
        each.match = match
    return meeting.series, rest


def _record(kind: str, series: MeetingSeries, meetings: int, *, by: Person) -> None:
    """Record under the organisation that the match belongs to, with how many meetings it was."""
    organisation_id = series.match.cohort.programme.organisation_id
    record(kind, series, by=by, organisation_id=organisation_id, changes={"meetings": meetings})
