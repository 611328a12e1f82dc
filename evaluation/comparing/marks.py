"""The marks that may be compared: of each person, or of whom they rate."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.comparing.queries import linked_answers
from evaluation.comparing.scores import Measured
from evaluation.models import Wave
from evaluation.suppression import may_show_distribution

Values = Mapping[str, Any]
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Marked:
    """Marks by the person they are counted for, of one question or area in one wave.

    With `is_partly`, a few answered only some of an area's questions. Beside the means of its
    questions, a mean over everybody else would tell what these few answered.
    """

    marks: Mapping[Any, Sequence[float]] = field(default_factory=dict)
    is_partly: bool = False


def marks_of(
    waves: Sequence[Wave],
    measured: Mapping[uuid.UUID, Sequence[Measured]],
    *,
    about: Collection[Any],
) -> dict[Any, Marked]:
    """Return marks by wave and measure: of each person, or in `about` waves of whom they rate.

    One query. An area has no marks where one of its questions may not be shown: it could be worked
    out from the area and the others.
    """
    given: dict[Any, list[tuple[Any, Values]]] = defaultdict(list)
    for wave_id, who, whom, values in linked_answers(waves):
        counted_for = whom if wave_id in about else who
        if counted_for:
            given[wave_id].append((counted_for, values))
    return {
        (wave.pk, one.key): _marked(one, given[wave.pk])
        for wave in waves
        for one in measured[wave.pk]
    }


def _marked(measured: Measured, given: Sequence[tuple[Any, Values]]) -> Marked:
    """Return the marks of one question or area."""
    if measured.is_area and not _may_show_each(measured, [values for _who, values in given]):
        return Marked()
    marks: dict[Any, list[float]] = defaultdict(list)
    for who, values in given:
        mark = measured.mark(values)
        if mark is not None:
            marks[who].append(mark)
    partly = Counter(
        round(sum(told) / len(told), DIGITS)
        for _who, values in given
        for told in [[values[item.key] for item in measured.items if item.key in values]]
        if 0 < len(told) < len(measured.items)
    )
    return Marked(dict(marks), bool(partly) and not may_show_distribution(partly.values()))


def _may_show_each(measured: Measured, given: Sequence[Values]) -> bool:
    """Tell whether the answers to each question of an area may be shown."""
    return all(
        may_show_distribution(
            Counter(values[item.key] for values in given if item.key in values).values()
        )
        for item in measured.items
    )
