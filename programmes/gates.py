"""Gates: what has to be in the database before a source of needs has anything to say.

A gate is a condition on a programme, which it calls `OuterRef("pk")`: a superset of what its source
reads. It is put into SQL once, and so names no person, no time zone (as `__date` does), and no day
but `TODAY` and `NOW`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    Q,
    Value,
)
from django.db.models.expressions import Combinable, NegatedExpression
from django.utils import timezone

from programmes.models import Programme

Gate = Callable[[], Exists | NegatedExpression[Combinable] | Q]

# What stands in the SQL for the programme, the day and the moment that are asked about.
_ANY_PROGRAMME = UUID(int=0)
TODAY = date.min
NOW = datetime.min.replace(tzinfo=UTC)
# More than there are sets of permissions to see different needs with.
_MOST_QUESTIONS = 64


def open_gates(programme: Programme, gates: Iterable[Gate]) -> frozenset[Gate]:
    """Return which of the gates are open for a programme; one query for all of them."""
    wanted = tuple(dict.fromkeys(gates))
    if not wanted:
        return frozenset()
    sql, parameters = question(wanted)
    meant: dict[Any, Any] = {
        _ANY_PROGRAMME: programme.pk,
        TODAY: timezone.localdate(),
        NOW: timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, [meant.get(each, each) for each in parameters])
        answers = cursor.fetchone() or ()
    return frozenset(gate for gate, is_open in zip(wanted, answers, strict=True) if is_open)


def later(when: date, by: timedelta) -> ExpressionWrapper[Combinable]:
    """Return `TODAY` or `NOW` so much later; earlier, if that is negative."""
    field = DateTimeField() if isinstance(when, datetime) else DateField()
    moved = Value(when, field) + Value(by, DurationField())
    return ExpressionWrapper(moved, DateTimeField())


@lru_cache(_MOST_QUESTIONS)
def question(gates: tuple[Gate, ...]) -> tuple[str, Sequence[Any]]:
    """Return the SQL that asks all gates at once, and its parameters, for any programme."""
    asked = Programme.objects.filter(pk=_ANY_PROGRAMME).order_by()
    conditions: list[Any] = [gate() for gate in gates]
    sql, parameters = asked.values_list(*conditions).query.sql_with_params()
    return sql, tuple(parameters)
