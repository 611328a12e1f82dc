"""Objectives with their results, for a report."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt
from uuid import UUID

from django.utils.translation import gettext as _
from scipy.special import stdtrit

from evaluation.reports.gathering.rounding import beside, outwards
from evaluation.reports.judging import Seen, judged
from evaluation.reports.model import Basis, IndicatorLine, ObjectiveLine
from evaluation.statistics import wilson
from evaluation.statistics.results import LEVEL
from programmes.enums import Direction
from programmes.measures import Reading, measure_of, read_measures
from programmes.models import Indicator, IndicatorValue, Objective, Programme
from programmes.strategy import plan_of

PER_CENT = 100
PAIR = 2


def objectives_of(programme: Programme, as_at: date) -> tuple[ObjectiveLine, ...]:
    """Return each objective with its indicators as of a day, which is today.

    Three queries, and those of each figure that is counted.
    """
    indicators = list(
        Indicator.objects.filter(objective__programme=programme)
        .select_related("objective")
        .order_by("position", "name")
    )
    readings = read_measures(
        programme, {each.measure for each in indicators if each.measure}, as_of=as_at
    )
    kept = _kept(indicators, as_at)
    lines: defaultdict[UUID, list[IndicatorLine]] = defaultdict(list)
    for each in indicators:
        is_read = each.measure in readings
        found = _counted(each, readings[each.measure]) if is_read else _typed(kept.get(each.pk))
        lines[each.objective_id].append(_line(each, found, as_at))
    objectives = Objective.objects.filter(programme=programme).select_related("goal")
    return tuple(
        ObjectiveLine(objective.goal.title, objective.title, tuple(lines[objective.pk]))
        for objective in objectives.order_by(
            "goal__position", "goal__title", "goal", "position", "title"
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What is known of an indicator: the value as it was read, and what is behind it."""

    seen: Seen | None
    basis: Basis
    source: str
    n: int | None = None
    of: int | None = None


def _kept(indicators: Collection[Indicator], as_at: date) -> Mapping[UUID, IndicatorValue]:
    """Return the latest value that was kept of each indicator; one query."""
    rows = IndicatorValue.objects.filter(indicator__in=indicators, as_of__lte=as_at)
    latest = rows.order_by("indicator_id", "-as_of").distinct("indicator_id")
    return {row.indicator_id: row for row in latest}


def _typed(row: IndicatorValue | None) -> _Found:
    """Return what somebody read off, with its source."""
    seen = Seen(row.value, row.as_of) if row else None
    return _Found(seen=seen, basis=Basis.TYPED, source=row.source if row else "")


def _counted(indicator: Indicator, reading: Reading | None) -> _Found:
    """Return what the product counted, with its interval where the figure is a share or a mean."""
    measure = measure_of(indicator.measure)
    source = str(measure.title) if measure else ""
    if reading is None:
        return _Found(seen=None, basis=Basis.COUNTED, source=source)
    value = reading.value if reading.exact is None else reading.exact
    is_tied = measure is not None and measure.is_tied
    low, high = _interval(reading, value, is_tied=is_tied)
    return _Found(
        seen=Seen(value, reading.as_of, low, high, reading.is_answered),
        basis=Basis.ANSWERED if reading.is_answered else Basis.COUNTED,
        source=source,
        n=reading.n,
        of=reading.of,
    )


def _interval(
    reading: Reading, value: Decimal, *, is_tied: bool
) -> tuple[Decimal | None, Decimal | None]:
    """Return the 95 % interval of a reading: its own, Student's from its spread, or Wilson's.

    Where rows hang together (`is_tied`), Wilson's would be too narrow, and there may be none.
    """
    if reading.low is not None:
        return reading.low, reading.high
    if reading.sd and reading.n >= PAIR:
        quantile = float(stdtrit(reading.n - 1, (1 + LEVEL) / 2))
        margin = Decimal(repr(quantile / sqrt(reading.n))) * reading.sd
        return value - margin, value + margin
    if is_tied or reading.is_answered or reading.exact is None or not reading.of:
        return None, None
    found = wilson(reading.n, reading.of)
    if found.low is None or found.high is None:
        return None, None
    return PER_CENT * Decimal(repr(found.low)), PER_CENT * Decimal(repr(found.high))


def _line(indicator: Indicator, found: _Found, as_at: date) -> IndicatorLine:
    """Return an indicator as it is frozen: judged first, rounded after."""
    seen = found.seen
    verdict, reason = judged(plan_of(indicator), seen, as_at)
    low, high = outwards(seen.low, seen.high) if seen else (None, None)
    return IndicatorLine(
        key=str(indicator.pk),
        name=indicator.name,
        unit=indicator.unit,
        is_higher_better=indicator.direction == Direction.HIGHER,
        baseline=indicator.baseline,
        target=indicator.target,
        due_on=indicator.due_on,
        value=beside(seen.value, indicator.target) if seen else None,
        value_on=seen.on if seen else None,
        n=found.n,
        of=found.of,
        low=low,
        high=high,
        basis=found.basis,
        source=found.source or (_("Entered by hand") if seen else ""),
        verdict=verdict,
        reason=reason,
    )
