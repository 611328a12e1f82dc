"""Sessions as appointments in people's own calendars."""

from django.urls import reverse

from mentorship.common.calendars import Appointment
from mentorship.notifications.links import absolute
from training.models import Enrolment


def appointment_at(enrolment: Enrolment) -> Appointment:
    """Return the appointment of somebody who has a place.

    Its edition grows with each change of the session, and by two with each new turn: calendars
    take no invitation that is older than the cancellation between two turns.
    """
    return _appointment(enrolment, edition=enrolment.session.sequence + 2 * (enrolment.turn - 1))


def cancellation_of(enrolment: Enrolment) -> Appointment:
    """Return the appointment as it is taken out of a calendar: newer than any invitation to it."""
    return _appointment(enrolment, edition=enrolment.session.sequence + 2 * enrolment.turn - 1)


def _appointment(enrolment: Enrolment, *, edition: int) -> Appointment:
    """Return a session as one person's appointment."""
    session, person = enrolment.session, enrolment.person
    url = absolute(reverse("training:learn-session", args=(session.pk,)))
    return Appointment(
        key=f"session-{session.pk}",
        edition=edition,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        text="\n\n".join(part for part in (session.agenda, url) if part),
        url=url,
        organiser=session.programme.organisation.name,
        guest_name=person.name,
        guest_address=person.email or "",
    )
