"""What people read, watch or fill in for a course."""

from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.documents.keeping import forget_document, keep_document
from programmes.documents.reading import Document
from programmes.models import StoredFile
from training.models import Course, CourseMaterial, QuizQuestion

Part = TypeVar("Part", CourseMaterial, QuizQuestion)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialPlan:
    """What a material is to be: words, a link, a document, or several of them."""

    title: str
    words: str = ""
    link: str = ""
    document: Document | None = None
    keeps_file: bool = True


@transaction.atomic
def add_material(course: Course, plan: MaterialPlan, *, by: Person) -> CourseMaterial:
    """Add a material after the others; recorded."""
    locked = lock_course(course)
    material = CourseMaterial.objects.create(
        course=locked,
        position=locked.materials.count(),
        title=plan.title,
        words=plan.words,
        link=plan.link,
        file=_kept(plan, locked, by=by),
    )
    _record("course.material_added", locked, by=by)
    return material


@transaction.atomic
def change_material(material: CourseMaterial, plan: MaterialPlan, *, by: Person) -> None:
    """Put a material otherwise; a new document takes the old one's place. Recorded."""
    course = lock_course(material.course)
    before = material.file
    material.title, material.words, material.link = plan.title, plan.words, plan.link
    if plan.document is not None or not plan.keeps_file:
        material.file = _kept(plan, course, by=by)
    material.save(update_fields=("title", "words", "link", "file"))
    if before is not None and before != material.file:
        _let_go(before)
    _record("course.material_changed", course, by=by)


@transaction.atomic
def remove_material(material: CourseMaterial, *, by: Person | None) -> None:
    """Take a material out, and its document with it; recorded."""
    course = lock_course(material.course)
    file = material.file
    gone, _rows = CourseMaterial.objects.filter(pk=material.pk).delete()
    if not gone:
        return
    if file is not None:
        _let_go(file)
    number_anew(list(course.materials.all()))
    _record("course.material_removed", course, by=by)


@transaction.atomic
def move_material(material: CourseMaterial, *, step: int, by: Person | None) -> None:
    """Move a material up (-1) or down (1); recorded when it moved."""
    course = lock_course(material.course)
    if swap(list(course.materials.all()), material, step=step):
        _record("course.material_moved", course, by=by)


def lock_course(course: Course) -> Course:
    """Return the course as stored, so that its parts are put in order one at a time."""
    courses = Course.objects.select_related("organisation")
    return courses.select_for_update(of=("self",), no_key=True).get(pk=course.pk)


def swap(rows: list[Part], row: Part, *, step: int) -> bool:
    """Change places with the neighbour, and tell whether there was one."""
    if row not in rows:
        return False
    here = rows.index(row)
    if not 0 <= here + step < len(rows):
        return False
    rows[here], rows[here + step] = rows[here + step], rows[here]
    number_anew(rows)
    return True


def number_anew(rows: list[Part]) -> None:
    """Store the places of rows in this order."""
    for position, row in enumerate(rows):
        row.position = position
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["position"])


def _kept(plan: MaterialPlan, course: Course, *, by: Person) -> StoredFile | None:
    """Store the document, where there is one."""
    if plan.document is None:
        return None
    return keep_document(plan.document, organisation=course.organisation, by=by)


def _let_go(file: StoredFile) -> None:
    """Delete a file that no material needs any more; its bytes go once that is certain."""
    transaction.on_commit(partial(forget_document, file))
    StoredFile.objects.filter(pk=file.pk).delete()


def _record(kind: str, course: Course, *, by: Person | None) -> None:
    """Record what was done to a course, and how many materials it has now."""
    record(kind, course, by=by, changes={"materials": course.materials.count()})
