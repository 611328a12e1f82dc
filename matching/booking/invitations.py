"""Meetings as files for the calendars of the people in them; why so: docs/adr/0019."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from matching.models import Meeting
from matching.wording import short_names
from mentorship.accounts.models import Person
from mentorship.common.calendars import CONTENT_TYPE, Appointment, Method, published_file
from mentorship.notifications.actions import Enclosure
from mentorship.notifications.calendar_files import enclosures_of
from mentorship.notifications.enums import Placement
from mentorship.notifications.links import absolute

Enclosures = tuple[Enclosure, ...]


def appointment_of(meeting: Meeting, guest: Person) -> Appointment:
    """Return a meeting as it stands in one guest's calendar, in their language.

    The others are named, never their addresses; what they want to talk about stays here.
    """
    url = absolute(reverse("matching:meetings"))
    with translation.override(guest.language):
        title = _("Meeting with %(names)s") % {
            "names": short_names(meeting.match.others_than(guest))
        }
        hint = _("Move or cancel it here, and everybody’s calendar follows: %(url)s")
        text = "\n\n".join(filter(None, (meeting.video_link, hint % {"url": url})))
    return Appointment(
        key=f"meeting-{meeting.pk}",
        edition=meeting.sequence,
        title=title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place or meeting.video_link,
        text=text,
        url=url,
        organiser=meeting.match.cohort.programme.organisation.name,
        guest_name=guest.name,
        guest_address=guest.email or "",
    )


def invitation(meeting: Meeting, guest: Person) -> Enclosures:
    """Return what puts a meeting into a guest's calendar, or brings it up to date there."""
    return enclosures_of(appointment_of(meeting, guest), Method.REQUEST)


def cancellation(meeting: Meeting, guest: Person) -> Enclosures:
    """Return what takes a meeting out of a guest's calendar."""
    return enclosures_of(appointment_of(meeting, guest), Method.CANCEL)


def cancellations(meetings: Sequence[Meeting], guest: Person) -> Enclosures:
    """Return what takes several meetings out of a calendar: a file for each, as one must be."""
    files = [cancellation(meeting, guest) for meeting in meetings]
    if len(files) == 1:
        return files[0]
    return tuple(
        Enclosure(f"cancelled-{number}.ics", part.content_type, part.content)
        for number, (_instead, part) in enumerate(files, start=1)
    )


def published(meetings: Sequence[Meeting], guest: Person) -> Enclosures:
    """Return one file with several meetings, to open once."""
    content = published_file(appointment_of(meeting, guest) for meeting in meetings)
    kind = f"{CONTENT_TYPE}; method={Method.PUBLISH.value}"
    return (Enclosure("meetings.ics", kind, content, Placement.ATTACHED),)
