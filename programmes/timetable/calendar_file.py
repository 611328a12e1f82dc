"""A programme's dates as an iCalendar file (RFC 5545), for the team; it names no participant.

The same dates give the same file, byte for byte: what is unchanged is answered without a body.
"""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mentorship.common.calendars import host, in_utc, one_line
from mentorship.notifications.links import absolute
from programmes.models import Cohort, Milestone, Phase, Programme
from programmes.timetable.reading import with_dates

# How often a calendar may come back for news.
REFRESH = timedelta(hours=6)
_DAY = timedelta(days=1)


def calendar_file(programme: Programme) -> bytes:
    """Return the dates of a programme's open cohorts; three queries, however many there are."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Mentorship//Timetable//{(get_language() or 'en').upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(programme.name))
    calendar.add("x-wr-calname", one_line(programme.name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    cohorts = Cohort.objects.open().filter(programme=programme).order_by("starts_on", "pk")
    for cohort in with_dates(cohorts):
        for phase in cohort.phases.all():
            calendar.add_component(_phase(programme, cohort, phase))
        for milestone in cohort.milestones.all():
            calendar.add_component(_milestone(programme, cohort, milestone))
    file: bytes = calendar.to_ical()
    return file


def _phase(programme: Programme, cohort: Cohort, phase: Phase) -> Event:
    """Return a phase as a span of whole days, which leaves its reader free for meetings."""
    event = _event(programme, cohort, phase, phase.starts_on, phase.ends_on)
    event.add("uid", f"phase-{phase.pk}@{host()}")
    event.add("summary", one_line(f"{phase} · {cohort.name}"))
    event.add("categories", [_("Phase")])
    return event


def _milestone(programme: Programme, cohort: Cohort, milestone: Milestone) -> Event:
    """Return a milestone as one whole day."""
    event = _event(programme, cohort, milestone, milestone.on, milestone.on)
    event.add("uid", f"milestone-{milestone.pk}@{host()}")
    event.add("summary", one_line(f"{milestone} · {cohort.name}"))
    event.add("categories", [_("Milestone")])
    return event


def _event(
    programme: Programme, cohort: Cohort, row: Phase | Milestone, first: date, last: date
) -> Event:
    """Return a whole-day event that knows its edition; its end is the day after the last."""
    event = Event()
    stamp = in_utc(row.changed_at)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", row.revision)
    event.add("dtstart", first)
    event.add("dtend", last + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("url", absolute(reverse("programmes:timetable", args=(programme.slug, cohort.pk))))
    return event
