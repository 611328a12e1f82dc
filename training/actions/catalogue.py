"""What an organisation can teach."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from training.courses.order import way_back
from training.enums import Audience, CourseKind
from training.models import Competency, Course


class CircleError(Exception):
    """A course would come after itself; `titles` is the way on which it would."""

    def __init__(self, titles: list[str]) -> None:
        """Keep the titles, from the course that was chosen to the course itself."""
        self.titles = titles
        super().__init__(" → ".join(titles))


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePlan:
    """What a course is to be."""

    title: str
    kind: CourseKind | str
    audience: Audience | str
    hours: Decimal
    summary: str = ""
    pass_percent: int = 80
    competencies: tuple[Competency, ...] = ()
    prerequisites: tuple[Course, ...] = ()


@transaction.atomic
def add_course(organisation: Organisation, plan: CoursePlan, *, by: Person | None) -> Course:
    """Add a course that sessions of all the organisation's programmes can teach; recorded.

    Raises ValueError for competencies or earlier courses of another organisation.
    """
    _check_own(organisation.pk, plan.competencies, plan.prerequisites)
    course = Course(organisation=organisation)
    _put(course, plan)
    course.save(force_insert=True)
    course.competencies.set(plan.competencies)
    course.prerequisites.set(plan.prerequisites)
    record("course.added", course, by=by, changes={"kind": plan.kind, "hours": plan.hours})
    return course


@transaction.atomic
def change_course(course: Course, plan: CoursePlan, *, by: Person | None) -> None:
    """Put a course otherwise; recorded. Hours that were earned stay as they were entered.

    Raises CircleError where it would come after itself, and ValueError for competencies or
    earlier courses of another organisation.
    """
    # One change of what comes after what at a time: two together could close a circle.
    Organisation.objects.select_for_update(no_key=True).get(pk=course.organisation_id)
    _check_own(course.organisation_id, plan.competencies, plan.prerequisites)
    refuse_circle(course, plan.prerequisites)
    course.save(update_fields=_put(course, plan))
    course.competencies.set(plan.competencies)
    course.prerequisites.set(plan.prerequisites)
    changes = {"kind": course.kind, "hours": course.hours, "after": len(plan.prerequisites)}
    record("course.changed", course, by=by, changes=changes)


@transaction.atomic
def withdraw_course(course: Course, *, by: Person | None) -> bool:
    """Offer a course no more; what is planned stays. Return whether it was offered; recorded."""
    changed = Course.objects.filter(pk=course.pk, is_active=True).update(is_active=False)
    if changed:
        record("course.withdrawn", course, by=by)
    return bool(changed)


@transaction.atomic
def offer_course(course: Course, *, by: Person | None) -> bool:
    """Offer a withdrawn course again. Return whether it was withdrawn; recorded."""
    changed = Course.objects.filter(pk=course.pk, is_active=False).update(is_active=True)
    if changed:
        record("course.offered", course, by=by)
    return bool(changed)


def refuse_circle(course: Course, prerequisites: Iterable[Course]) -> None:
    """Raise CircleError if a course that comes after these would come after itself."""
    comes_after: defaultdict[UUID, list[UUID]] = defaultdict(list)
    pairs = Course.prerequisites.through.objects.filter(
        from_course__organisation=course.organisation_id
    )
    for later, earlier in pairs.values_list("from_course_id", "to_course_id"):
        comes_after[later].append(earlier)
    way = way_back(course.pk, [earlier.pk for earlier in prerequisites], comes_after)
    if way:
        titles = dict(Course.objects.filter(pk__in=way).values_list("pk", "title"))
        raise CircleError([titles[step] for step in way])


def _put(course: Course, plan: CoursePlan) -> list[str]:
    """Write the plan's own words and figures into a course; return their names."""
    names = [field.name for field in fields(plan) if field.name not in _BESIDE]
    for name in names:
        setattr(course, name, getattr(plan, name))
    return names


_BESIDE = frozenset({"competencies", "prerequisites"})


def _check_own(
    organisation_id: UUID, competencies: Iterable[Competency], courses: Iterable[Course]
) -> None:
    """Raise ValueError for a row of another organisation."""
    owners = {row.organisation_id for row in competencies} | {
        row.organisation_id for row in courses
    }
    if owners - {organisation_id}:
        raise ValueError("A competency or course belongs to another organisation.")
