"""Which organisations somebody is tied to by what they do, or did, in programmes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from mentorship.accounts.models import Person
from programmes.models import Application, Participant, Sponsorship, TeamMember

_NOT_ENDED = ExpressionWrapper(Q(ended_on__isnull=True), output_field=BooleanField())
# What somebody sent in stays theirs, however it was decided.
_NOT_NOW = Value(value=False)
_PARTS = (
    (Participant, "cohort__programme__organisation", _NOT_ENDED),
    (TeamMember, "programme__organisation", _NOT_ENDED),
    (Sponsorship, "programme__organisation", _NOT_ENDED),
    (Application, "cohort__programme__organisation", _NOT_NOW),
)


def ties_of_programmes(people: Sequence[Person]) -> Iterable[tuple[UUID, bool]]:
    """Return where they take part, work, sponsor and apply, or did; one query."""
    first, *others = (_rows(model, path, holds, people) for model, path, holds in _PARTS)
    return list(first.union(*others))


def _rows(
    model: Any, path: str, holds: Combinable, people: Sequence[Person]
) -> QuerySet[Any, tuple[UUID, bool]]:
    """Return organisation and whether it holds now, of each row of a model about these people."""
    rows = model._base_manager.filter(person__in=people)
    told: QuerySet[Any, tuple[UUID, bool]] = rows.order_by().values_list(F(path), holds)
    return told
