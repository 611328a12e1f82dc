"""What recommendations should move: read at the decision, at a cohort's close, and now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from evaluation.ledger.moving import Moved, Movement, Point, Why, movement
from programmes.enums import Direction, ReadingMoment
from programmes.measures import Reading, ReadingKind, measure_of, read_measures
from programmes.models import Programme, Recommendation, RecommendationReading


@dataclass(frozen=True, slots=True)
class Moving:
    """One recommendation's figure before and after; `measure` and `unit` in words.

    `is_final` tells that the cohort which tried it has closed, so that `after` stays as it is;
    `same_place` that both were read in the same programme.
    """

    measure: str
    unit: str
    before: Point | None
    after: Point | None
    found: Movement
    is_final: bool = False
    same_place: bool = True


def movings_of(
    recommendations: Iterable[Recommendation], *, programme: Programme, today: date
) -> dict[UUID, Moving]:
    """Return how the figures of recommendations moved, by their ids.

    What no closed cohort settled is read now where `programme` follows it; each figure once. One
    query and those of each figure.
    """
    rows = list(recommendations)
    kept: dict[UUID, dict[str, RecommendationReading]] = {}
    for each in RecommendationReading.objects.filter(recommendation__in=rows):
        kept.setdefault(each.recommendation_id, {})[each.moment] = each
    open_now = [
        row
        for row in rows
        if row.taken_into_id == programme.pk and ReadingMoment.CLOSE not in kept.get(row.pk, {})
    ]
    now = read_measures(programme, (row.measure for row in open_now if row.measure), as_of=today)
    places = {row.pk for row in open_now}
    return {
        row.pk: _moving(row, kept.get(row.pk, {}), now if row.pk in places else {}) for row in rows
    }


def point_of(reading: Reading | RecommendationReading, *, is_tied: bool) -> Point:
    """Return a reading as arithmetic takes it; `is_tied` where its rows hang together."""
    return Point(
        value=float(reading.value),
        n=reading.n,
        of=reading.of,
        as_of=reading.as_of,
        is_count=reading.kind == ReadingKind.COUNT,
        is_share=reading.kind == ReadingKind.SHARE,
        is_tied=is_tied,
        low=_float(reading.low),
        high=_float(reading.high),
    )


def _moving(
    row: Recommendation,
    kept: dict[str, RecommendationReading],
    now: dict[str, Reading | None],
) -> Moving:
    """Put together what was kept and what is read now."""
    measure = measure_of(row.measure)
    if measure is None:
        nothing = Movement(Moved.CANNOT_TELL, Why.NO_MEASURE)
        return Moving("", "", None, None, nothing)
    first, last = kept.get(ReadingMoment.DECISION), kept.get(ReadingMoment.CLOSE)
    current = now.get(row.measure)
    before = point_of(first, is_tied=measure.is_tied) if first else None
    same_place = first is None or first.programme_id == row.taken_into_id
    latest = last or current
    after = point_of(latest, is_tied=measure.is_tied) if latest else None
    return Moving(
        measure=str(measure.title),
        unit=str(measure.unit),
        before=before,
        after=after,
        found=movement(
            before,
            after,
            is_higher_better=row.direction == Direction.HIGHER,
            same_place=same_place,
        ),
        is_final=last is not None,
        same_place=same_place,
    )


def _float(value: Decimal | None) -> float | None:
    """Return a decimal as arithmetic takes it."""
    return None if value is None else float(value)
