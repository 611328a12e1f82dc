"""Series of sessions, and who would hear of a change of all that are to come."""

from collections.abc import Collection

from django.db.models import QuerySet

from mentorship.accounts.models import Person
from programmes.models import Programme
from training.models import Enrolment, Session, SessionSeries
from training.models.session import SessionQuerySet


def coming_of(series: SessionSeries) -> SessionQuerySet:
    """Return the sessions of a series that are still to come, with what pages show of them."""
    sessions = Session.objects.filter(series=series).upcoming().with_seats()
    sessions = sessions.select_related("programme__organisation", "course", "cohort", "series")
    return sessions.prefetch_related("competencies", "slot_competencies")


def standing_at(sessions: Collection[Session]) -> list[Enrolment]:
    """Return who has, or waits for, a place at any of the sessions, by date and name; one query."""
    rows = Enrolment.objects.standing().filter(session__in=sessions)
    rows = rows.select_related("person", "session__programme__organisation")
    return list(rows.order_by("session__starts_at", "person__name", "pk"))


def series_of(programme: Programme, person: Person) -> "QuerySet[SessionSeries]":
    """Return the series of a programme that the person may see."""
    return SessionSeries.objects.filter(
        programme=programme, programme__in=Programme.objects.visible_to(person)
    )
