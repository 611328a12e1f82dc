"""The order of rows that people arrange by hand: each is one place before or after another."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Max, QuerySet

from programmes.models import (
    Criterion,
    Expectation,
    FormSection,
    Indicator,
    Objective,
    Question,
    StrategicGoal,
)

Row = TypeVar(
    "Row", StrategicGoal, Objective, Indicator, FormSection, Question, Expectation, Criterion
)

UP, DOWN = -1, 1


def next_place(rows: "QuerySet[Row]") -> int:
    """Return the place after the last one."""
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def move_among(rows: Sequence[Row], row: Row, step: int) -> bool:
    """Let a row change places with its neighbour; tell whether there was one.

    The places of all are numbered anew, since rows that nobody arranged share the first one. The
    caller holds the lock of what they belong to.
    """
    order = [each.pk for each in rows]
    place = order.index(row.pk)
    other = place + step
    if not 0 <= other < len(order):
        return False
    order[place], order[other] = order[other], order[place]
    for each in rows:
        each.position = order.index(each.pk)
    type(row)._default_manager.bulk_update(rows, ["position"])  # noqa: SLF001  (Django's own name)
    return True
