"""What competencies are used for."""

from typing import Any, cast

from django.db.models import Count, ForeignObjectRel, Q, QuerySet

from mentorship.accounts.models import Organisation
from training.competencies.shipped import KEYS
from training.models import Competency, CompetencyLevel
from training.models.competency import CompetencyQuerySet


def competencies_with_counts(organisation: Organisation) -> CompetencyQuerySet:
    """Return an organisation's competencies with `level_count` and `course_count`."""
    found = Competency.objects.filter(organisation=organisation)
    return found.annotate(
        level_count=Count("levels", distinct=True),
        course_count=Count("courses", filter=Q(courses__is_active=True), distinct=True),
    ).order_by("-is_active", "position", "name")


def is_used(competency: Competency) -> bool:
    """Tell whether anything names it: a course, a session, an hour, a score."""
    return any(rows.exists() for rows in _rows_naming(competency))


def may_be_removed(competency: Competency) -> bool:
    """Tell whether it can go for good: never used, and not one that comes with every programme."""
    return competency.key not in KEYS and not is_used(competency)


def _rows_naming(competency: Competency) -> list["QuerySet[Any]"]:
    """Return what names a competency, table by table, whichever app it belongs to."""
    return [
        cast("Any", relation.related_model).objects.filter(**{relation.field.name: competency})
        for relation in Competency._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and relation.related_model is not CompetencyLevel
        and not relation.related_model._meta.auto_created
    ]
