"""What an organisation can teach."""

from decimal import Decimal

from django.db import transaction

from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from training.enums import Audience, CourseKind
from training.models import Course


@transaction.atomic
def add_course(
    organisation: Organisation,
    *,
    title: str,
    kind: CourseKind | str,
    audience: Audience | str,
    hours: Decimal,
    by: Person | None,
    summary: str = "",
) -> Course:
    """Add a course that sessions of all the organisation's programmes can teach; recorded."""
    course = Course.objects.create(
        organisation=organisation,
        title=title,
        summary=summary,
        kind=kind,
        audience=audience,
        hours=hours,
    )
    record("course.added", course, by=by, changes={"kind": kind, "hours": hours})
    return course
