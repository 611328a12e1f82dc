"""What this app puts on a participant's home: their next session, and training that is due."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.common.statements import NOW
from programmes.cards import Card
from programmes.models import Participant
from training import wording
from training.currency import Status
from training.enums import CourseKind, SessionKind, SessionState
from training.learning import OwnCurrency, in_words
from training.models import Enrolment, Session
from training.models.enrolment import EnrolmentQuerySet
from training.queries.own_currency import OwnRecord
from training.queries.register import counted_bookings

SOON = timedelta(days=2)
SESSION_SOON, IN_GRACE, SESSION, DUE = 18, 24, 35, 45


def next_booking(person: Person) -> EnrolmentQuerySet:
    """Return somebody's place at the next session at which they have one."""
    return (
        Enrolment.objects.of(person)
        .enrolled()
        .filter(session__state=SessionState.PLANNED, session__starts_at__gt=NOW)
        .select_related("session__course")
        .order_by("session__starts_at", "pk")[:1]
    )


def a_counted_booking(person: Person) -> EnrolmentQuerySet:
    """Return a place of somebody's that keeps training current, where there is any."""
    return counted_bookings(NOW).filter(person=person)[:1]


def cards_of_bookings(person: Person, booked: Sequence[Enrolment]) -> Iterator[Card]:
    """Yield the person's next session."""
    yield _session(booked[0].session, person)


def cards_of_due_training(
    _person: Person, places: Sequence[Participant], bookings: Sequence[Enrolment], *rows: Any
) -> Iterator[Card]:
    """Yield the training that is due, where nothing is booked."""
    if not bookings:
        own = in_words(OwnRecord(places, *rows))
        yield from (_due(each) for each in own if _is_due(each))


def _is_due(own: OwnCurrency) -> bool:
    """Tell whether the person had better do something."""
    is_urgent = own.current.status in {Status.DUE, Status.IN_GRACE, Status.LAPSED}
    return is_urgent and not own.current.is_paused


def _session(session: Session, person: Person) -> Card:
    """Say when their next session is."""
    local = timezone.localtime(session.starts_at, person.time_zone)
    place = f", {session.place}" if session.place else ""
    is_soon = session.starts_at - timezone.now() < SOON
    return Card(
        key=f"training.session.{session.pk}",
        headline=_what(session)
        % {"day": wording.on_day(local.date(), timezone.localdate(timezone=person.time_zone))},
        title=date_format(local, "D j F, H:i"),
        text=f"{session.title}{place}",
        action=_("See it"),
        url=reverse("training:learn-session", args=(session.pk,)),
        order=SESSION_SOON if is_soon else SESSION,
    )


def _what(session: Session) -> str:
    """Return the sentence that says what is on which day."""
    if session.kind == SessionKind.GATHERING:
        return _("Your gathering is %(day)s")
    if session.course and session.course.kind == CourseKind.REFRESHER:
        return _("Your refresher is %(day)s")
    return _("Your training is %(day)s")


def _due(own: OwnCurrency) -> Card:
    """Say that training is due."""
    is_late = own.current.status is not Status.DUE
    return Card(
        key=f"training.due.{own.place.pk}",
        headline=_("Time to refresh your training"),
        title=own.sentence,
        text=own.restore,
        action=_("Find a session"),
        url=reverse("training:learn"),
        order=IN_GRACE if is_late else DUE,
    )
