"""Which courses come first, for somebody who wants to come to a session."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from training.enums import CourseKind, EntryKind
from training.models import Course, LedgerEntry, Session


class ComesFirstError(Exception):
    """Other courses come first for this person; `courses` are those."""

    def __init__(self, courses: Sequence[Course]) -> None:
        """Keep the courses."""
        self.courses = tuple(courses)
        super().__init__(comes_first_sentence(self.courses))


def missing_before(session: Session, person: Person) -> tuple[Course, ...]:
    """Return the courses that come before a session's and that the person has no hours of.

    Hours count that stand and are assured: from a session of that course or, before a course that
    is initial training, any initial training in a role it is for. A course that is not offered
    any more holds nobody up.
    """
    if session.course_id is None:
        return ()
    hours = LedgerEntry.objects.standing().filter(person=person, is_assured=True)
    taken = hours.filter(session__course=OuterRef("pk"))
    lacking = list(
        Course.objects.offered().filter(~Exists(taken), opens=session.course_id).order_by("title")
    )
    if not any(course.kind == CourseKind.INITIAL for course in lacking):
        return tuple(lacking)
    initial = hours.filter(
        kind=EntryKind.INITIAL, organisation=session.programme.organisation_id
    ).values_list("role", flat=True)
    roles = set(initial)
    return tuple(
        course
        for course in lacking
        if course.kind != CourseKind.INITIAL or not roles & {role.value for role in course.roles}
    )


def refuse_before_its_turn(session: Session, person: Person) -> None:
    """Raise ComesFirstError where other courses come first for a person."""
    missing = missing_before(session, person)
    if missing:
        raise ComesFirstError(missing)


def comes_first_sentence(courses: Sequence[Course]) -> str:
    """Say to somebody which courses come first."""
    words = ngettext(
        "Another course comes first: %(titles)s. After it, this one is open to you.",
        "Other courses come first: %(titles)s. After them, this one is open to you.",
        len(courses),
    )
    return words % {"titles": _titles(courses)}


def not_yet_sentence(person: Person, courses: Sequence[Course]) -> str:
    """Say to a coordinator which courses somebody has not had, whom they may give a place to."""
    words = _(
        "%(name)s has not had what comes first: %(titles)s. You may give a place all the same."
    )
    return words % {"name": person.name, "titles": _titles(courses)}


def _titles(courses: Sequence[Course]) -> str:
    """Return the titles of courses, as one says them."""
    return get_text_list([f"“{course.title}”" for course in courses], _("and"))
