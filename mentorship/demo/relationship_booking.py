"""The demo's hours, video links, and one pair that has planned its meetings up to the end."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.booking.recurring import Round
from matching.enums import MatchState, MeetingState
from matching.models import FreeHours, Match, Meeting, MeetingSeries
from matching.wishing.halves import BLOCKS
from mentorship.demo.programmes import Year
from programmes.models import Participant

VIDEO = "https://meet.guildhall.example/{number}"
AGENDA = "What went well since last time\nHow to run the first team meeting"
# Whose hours are told: the first pairs; the third pair's mentor has told none.
TOLD, SILENT = 5, 2
EVENING, MORNING, AFTERNOON = BLOCKS[4], BLOCKS[1], BLOCKS[3]
AT = time(15, 30)
EVERY_WEEKS, MOST = 2, 8


def build_booking(year: Year, today: date) -> None:
    """Store hours, links and a series for pairs of the running cohort."""
    first = _pair_for_sign_in(year)
    running = Match.objects.filter(cohort=year.running.cohort, state=MatchState.ACTIVE)
    others = running.exclude(pk=first.pk).with_people().order_by("proposed_at", "pk")
    matches = [first, *others[: TOLD - 1]]
    for number, match in enumerate(matches):
        for person in match.people:
            if number == SILENT and person in match.mentors:
                continue
            days = range(5) if person in match.mentors else range(number % 3, 5)
            free = {half for day in days for half in AFTERNOON.on(day)} | {*MORNING.on(1)}
            FreeHours.objects.get_or_create(person=person, defaults={"half_hours": sorted(free)})
    told = Meeting.objects.filter(match__in=matches)
    for number, match in enumerate(matches, start=1):
        told.filter(match=match).update(place="", video_link=VIDEO.format(number=number))
    upcoming = first.meetings.filter(state=MeetingState.PLANNED).order_by("starts_at")
    next_one = upcoming.last()
    upcoming.update(agenda=AGENDA, planned_by=first.mentees[0])
    since = timezone.localdate(next_one.starts_at) if next_one else today
    _series(first, since + timedelta(weeks=EVERY_WEEKS), video_link=VIDEO.format(number=1))


def _pair_for_sign_in(year: Year) -> Match:
    """Return the match of the mentor and the mentee whose addresses are printed."""
    mentor: Participant = year.running.mentors[0]
    matches = Match.objects.filter(members__participant=mentor, state=MatchState.ACTIVE)
    return matches.with_people().order_by("proposed_at", "pk")[0]


def _series(match: Match, first_on: date, *, video_link: str) -> None:
    """Plan meetings of a pair every other week until the cohort ends."""
    maker = match.mentors[0]
    dates = list(
        Round(first_on, AT, maker.time_zone, EVERY_WEEKS, MOST, match.cohort.ends_on).dates()
    )
    if len(dates) < 2:  # noqa: PLR2004  (fewer are no series)
        return
    series = MeetingSeries.objects.create(
        match=match,
        first_on=first_on,
        at=AT,
        time_zone=maker.time_zone,
        every_weeks=EVERY_WEEKS,
        times=len(dates),
        made_by=maker,
        made_at=timezone.make_aware(datetime.combine(first_on - timedelta(weeks=4), AT)),
    )
    Meeting.objects.bulk_create(
        Meeting(
            match=match, series=series, starts_at=moment, video_link=video_link, planned_by=maker
        )
        for moment in dates
    )
