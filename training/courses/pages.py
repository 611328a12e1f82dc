"""Courses as console pages show them."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from training import wording
from training.enums import SessionState
from training.models import Attendance, Course, Session
from training.models.course import CourseQuerySet

MOST_SESSIONS = 10


@dataclass(frozen=True, slots=True)
class CourseSessions:
    """What is planned of a course in a programme, what was, and how often it was taught."""

    coming: tuple[Session, ...]
    past: tuple[Session, ...]
    taught: int
    people: int


def courses_with_counts(courses: CourseQuerySet) -> CourseQuerySet:
    """Add to each course how many sessions were `held`, and are `coming_up` or open."""
    return courses.annotate(
        held=_count_of(Session.objects.filter(state=SessionState.HELD)),
        coming_up=_count_of(Session.objects.upcoming() | Session.objects.open_modules()),
    ).prefetch_related("competencies")


def courses_headline(count: int) -> str:
    """Say in a sentence how many courses can be taught."""
    if not count:
        return _("No course can be taught yet")
    return ngettext("%(count)s course can be taught", "%(count)s courses can be taught", count) % {
        "count": wording.number(count)
    }


def sessions_of(course: Course, programme: Programme) -> CourseSessions:
    """Return the sessions of a course in a programme, the latest of the past first."""
    sessions = Session.objects.filter(course=course, programme=programme)
    coming = sessions.upcoming() | sessions.open_modules().order_by("starts_at")
    held = sessions.filter(state=SessionState.HELD)
    present = Attendance.objects.filter(session__in=sessions, is_present=True)
    people = present.aggregate(people=Count("person", distinct=True))["people"]
    return CourseSessions(
        coming=tuple(coming[:MOST_SESSIONS]),
        past=tuple(held.order_by("-starts_at")[:MOST_SESSIONS]),
        taught=held.count(),
        people=people,
    )


def taught_sentence(sessions: CourseSessions) -> str:
    """Say how often a course was taught in a programme, and to how many people."""
    if not sessions.taught and not sessions.people:
        return _("It was not taught here yet.")
    times = ngettext("Taught %(count)d time here", "Taught %(count)d times here", sessions.taught)
    people = ngettext("to %(count)d person", "to %(count)d people", sessions.people)
    if not sessions.taught:
        done = ngettext(
            "%(count)d person finished it here.",
            "%(count)d people finished it here.",
            sessions.people,
        )
        return done % {"count": sessions.people}
    return _("%(times)s, %(people)s.") % {
        "times": times % {"count": sessions.taught},
        "people": people % {"count": sessions.people},
    }


def _count_of(sessions: "QuerySet[Session]") -> Coalesce:
    """Return how many of these sessions teach a course, as a column."""
    counted = (
        sessions.filter(course=OuterRef("pk"))
        .order_by()
        .values("course")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted), 0)
