"""Which times suit the people of a match: their hours, and what is in their way."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from matching.booking.slots import (
    HORIZON,
    WORKING,
    Clock,
    Interval,
    Search,
    overlapping,
    suggested,
    whole_days,
)
from matching.enums import MeetingState
from matching.models import FreeHours, Match, Meeting
from matching.wording import short_names, zone_name
from mentorship.accounts.models import Person
from programmes.models import Pause
from training.enums import SessionState
from training.models import Enrolment

# No meeting or session is longer.
LONGEST = timedelta(days=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A time that suits all, as its reader sees it: on one button."""

    starts_at: datetime
    day: str
    hour: str
    elsewhere: str

    @property
    def value(self) -> str:
        """Return the moment as the button sends it."""
        return self.starts_at.isoformat()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Times that suit all, and a sentence on what they rest on."""

    times: tuple[Suggestion, ...]
    sentence: str


def suggestions_for(
    match: Match, viewer: Person, *, minutes: int, meeting: Meeting | None = None
) -> Suggestions:
    """Return up to three times that suit everybody in a match; four queries, however many meet.

    With `meeting`, the one to be moved: its own time is in nobody's way, and not offered again.
    """
    people = [viewer, *match.others_than(viewer)]
    now = timezone.now()
    rows = FreeHours.objects.painted().filter(person__in=people)
    free = {pk: frozenset(hours) for pk, hours in rows.values_list("person", "half_hours")}
    busy = busy_times(people, now, now + HORIZON + DAY, besides=[meeting.pk] if meeting else ())
    clocks = [
        Clock(person.time_zone, free.get(person.pk, WORKING), tuple(busy[person.pk]))
        for person in people
    ]
    own = frozenset({meeting.starts_at}) if meeting else frozenset()
    found = suggested(clocks, Search(now=now, minutes=minutes, without=own))
    silent = [person for person in people if person.pk not in free]
    return Suggestions(
        times=tuple(_in_words(moment, viewer, match) for moment in found),
        sentence=_rests_on(silent, people, viewer, is_found=bool(found)),
    )


def busy_times(
    people: Collection[Person],
    since: datetime,
    until: datetime,
    *,
    besides: Collection[UUID] = (),
) -> defaultdict[UUID, list[Interval]]:
    """Return when people cannot meet, by person: meetings of all their matches, sessions, absences.

    `besides` leaves meetings out by their ids. Three queries.
    """
    busy: defaultdict[UUID, list[Interval]] = defaultdict(list)
    meetings = Meeting.objects.filter(
        match__members__participant__person__in=people,
        state=MeetingState.PLANNED,
        starts_at__range=(since - LONGEST, until),
    ).exclude(pk__in=besides)
    columns = ("match__members__participant__person", "starts_at", "minutes")
    for person_id, begins, minutes in meetings.values_list(*columns):
        busy[person_id].append((begins, begins + timedelta(minutes=minutes)))
    sessions = Enrolment.objects.enrolled().filter(
        person__in=people,
        session__state=SessionState.PLANNED,
        session__starts_at__range=(since - LONGEST, until),
    )
    for enrolment in sessions.select_related("session"):
        session = enrolment.session
        busy[enrolment.person_id].append((session.starts_at, session.ends_at))
    away = Pause.objects.filter(
        participant__person__in=people, starts_on__lte=timezone.localdate(until) + DAY
    ).exclude(ends_on__lt=timezone.localdate(since) - DAY)
    for pause in away.select_related("participant__person"):
        person = pause.participant.person
        stretch = whole_days(person.time_zone, pause.starts_on, pause.ends_on, until=until)
        busy[person.pk].append(stretch)
    return busy


def clash_at(
    match: Match,
    viewer: Person,
    starts_at: datetime,
    minutes: int,
    *,
    besides: Collection[UUID] = (),
) -> str:
    """Return a sentence on who has something else at a time; empty where nobody has."""
    until = starts_at + timedelta(minutes=minutes)
    busy = busy_times(match.people, starts_at, until, besides=besides)
    people = [one for one in match.people if overlapping(starts_at, minutes, busy[one.pk])]
    return clash_in_words(people, viewer)


def clash_in_words(people: Sequence[Person], viewer: Person) -> str:
    """Return a sentence on who has something else then, never what; empty where nobody has."""
    others = [person for person in people if person != viewer]
    if viewer in people and others:
        words = _("You and %(names)s have something else planned then.")
    elif viewer in people:
        words = _("You have something else planned then.")
    elif others:
        words = _("%(names)s cannot meet then, as far as we know.")
    else:
        return ""
    return words % {"names": short_names(others)}


def times_elsewhere(starts_at: datetime, viewer: Person, match: Match) -> str:
    """Return the time for those whose clocks differ: "15:00 for Amara, Lagos"."""
    own = timezone.localtime(starts_at, viewer.time_zone)
    told = []
    for other in match.others_than(viewer):
        there = timezone.localtime(starts_at, other.time_zone)
        if there.utcoffset() == own.utcoffset():
            continue
        hour = time_format(there, "H:i")
        if there.date() != own.date():
            hour = f"{date_format(there, 'l')} {hour}"
        told.append(
            _("%(hour)s for %(name)s, %(zone)s")
            % {"hour": hour, "name": other.short_name, "zone": zone_name(other.time_zone)}
        )
    return "; ".join(told)


def _in_words(moment: datetime, viewer: Person, match: Match) -> Suggestion:
    """Return a time as the reader sees it."""
    local = timezone.localtime(moment, viewer.time_zone)
    return Suggestion(
        starts_at=moment,
        day=date_format(local, "l j F"),
        hour=time_format(local, "H:i"),
        elsewhere=times_elsewhere(moment, viewer, match),
    )


def _rests_on(
    silent: Sequence[Person], people: Sequence[Person], viewer: Person, *, is_found: bool
) -> str:
    """Return what the times rest on, or that there are none."""
    if not is_found:
        return _("We found no hours in the next four weeks that suit you all. Choose a time below.")
    if len(silent) == len(people):
        return _("Nobody has told their hours yet, so we looked at working hours, 9 to 17.")
    if not silent:
        return _("You have all said that you are usually free then.")
    if silent == [viewer]:
        return _("You have not told your hours yet, so we took 9 to 17 for you.")
    others = short_names([person for person in silent if person != viewer])
    if viewer in silent:
        return _("You and %(names)s have not told your hours yet, so we took 9 to 17.") % {
            "names": others
        }
    return _("%(names)s told no hours yet, so we took 9 to 17 there.") % {"names": others}
