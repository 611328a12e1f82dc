"""Why a programme is run and how far it has come: objectives with their indicators, as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.indicators import Better, Plan, Standing, Status, Value, standing_on
from programmes.measures import Reading, measure_of, read_measures
from programmes.models import Indicator, IndicatorValue, Objective, Programme
from programmes.strategy.wording import STATUS_TONES, STATUS_WORDS, Rule, amount


@dataclass(frozen=True, slots=True)
class IndicatorStatus:
    """An indicator as of a day, in words: `word` says its status, `rule` why it is that one.

    `value` is empty where there is none; `counts` says what a counted one counts, and `basis` how
    many rows are behind it.
    """

    id: UUID
    name: str
    definition: str
    word: str
    tone: str
    value: str
    target: str
    due_on: date
    rule: str
    counts: str
    basis: str
    owner: str
    source: str
    is_counted: bool
    plan: Plan
    latest: Value | None
    standing: Standing

    @property
    def status(self) -> Status:
        """Return the status as data."""
        return self.standing.status

    @property
    def bar(self) -> dict[str, int] | None:
        """Return the ways covered and expected, in per cent as drawn; None without a way."""
        covered, expected = self.standing.way_covered, self.standing.way_expected
        if covered is None or expected is None:
            return None
        return {"covered": _within(covered), "mark": min(_within(expected), 99)}


@dataclass(frozen=True, slots=True)
class ObjectiveStatus:
    """An objective with the goal it serves and the indicators by which one would see it reached."""

    id: UUID
    goal_id: UUID
    goal: str
    theme: str
    title: str
    description: str
    indicators: tuple[IndicatorStatus, ...]


def today_of(programme: Programme) -> date:
    """Return today's date where the programme's organisation is."""
    return timezone.localdate(timezone=programme.organisation.time_zone)


def objectives_with_status(
    programme: Programme, as_of: date | None = None
) -> tuple[ObjectiveStatus, ...]:
    """Return the programme's objectives as of a day (today, unless said), by goal and place.

    Counted indicators are read now for today, and taken from the values kept for an earlier day,
    since rows say how things are and not how they were. Three queries and those of each figure.
    """
    day = as_of or today_of(programme)
    indicators = Indicator.objects.select_related("owner")
    objectives = list(
        Objective.objects.filter(programme=programme)
        .select_related("goal")
        .prefetch_related(Prefetch("indicators", indicators))
        .order_by("goal__position", "goal__title", "goal", "position", "title")
    )
    found = [indicator for objective in objectives for indicator in objective.indicators.all()]
    latest = latest_values(found, day)
    readings = _readings(programme, found, day)
    return tuple(
        ObjectiveStatus(
            id=objective.pk,
            goal_id=objective.goal_id,
            goal=objective.goal.title,
            theme=objective.goal.get_theme_display(),
            title=objective.title,
            description=objective.description,
            indicators=tuple(
                _status_of(each, day, latest, readings) for each in objective.indicators.all()
            ),
        )
        for objective in objectives
    )


def indicator_with_status(
    programme: Programme, indicator: Indicator, as_of: date | None = None
) -> IndicatorStatus:
    """Return one indicator as of a day (today, unless said)."""
    day = as_of or today_of(programme)
    latest = latest_values([indicator], day)
    return _status_of(indicator, day, latest, _readings(programme, [indicator], day))


def plan_of(indicator: Indicator) -> Plan:
    """Return what an indicator's standing is measured against."""
    return Plan(
        target=indicator.target,
        due_on=indicator.due_on,
        better=Better(indicator.direction),
        baseline=indicator.baseline,
        baseline_on=indicator.baseline_on,
    )


def latest_values(indicators: Iterable[Indicator], day: date) -> dict[UUID, Value]:
    """Return the latest stored value of each indicator up to a day; one query."""
    rows = (
        IndicatorValue.objects.filter(indicator__in=list(indicators), as_of__lte=day)
        .order_by("indicator_id", "-as_of")
        .distinct("indicator_id")
        .values_list("indicator_id", "value", "as_of")
    )
    return {pk: Value(value, as_of) for pk, value, as_of in rows}


def _readings(
    programme: Programme, indicators: Iterable[Indicator], day: date
) -> Mapping[str, Reading | None]:
    """Read what the indicators count, each figure once; nothing for a day that is over."""
    if day < today_of(programme):
        return {}
    keys = {indicator.measure for indicator in indicators if indicator.measure}
    return read_measures(programme, keys, as_of=day)


def _status_of(
    indicator: Indicator,
    day: date,
    kept: Mapping[UUID, Value],
    readings: Mapping[str, Reading | None],
) -> IndicatorStatus:
    """Put an indicator, what was read of it and what follows into words."""
    plan, unit = plan_of(indicator), indicator.unit
    is_counted, measure = bool(indicator.measure), measure_of(indicator.measure)
    latest, basis = kept.get(indicator.pk), ""
    if indicator.measure in readings:
        reading = readings[indicator.measure]
        latest = Value(reading.value, reading.as_of) if reading else None
        basis = basis_of(reading)
    standing = standing_on(day, plan, latest)
    return IndicatorStatus(
        id=indicator.pk,
        name=indicator.name,
        definition=indicator.definition,
        word=str(STATUS_WORDS[standing.status]),
        tone=STATUS_TONES[standing.status],
        value=amount(latest.value, unit) if latest else "",
        target=amount(indicator.target, unit),
        due_on=indicator.due_on,
        rule=Rule(plan, unit, is_counted, latest, standing).sentence(),
        counts=str(measure.describe) if measure else "",
        basis=basis,
        owner=indicator.owner.name if indicator.owner else "",
        source=source_of(indicator),
        is_counted=is_counted,
        plan=plan,
        latest=latest,
        standing=standing,
    )


def basis_of(reading: Reading | None) -> str:
    """Say how many rows are behind a figure; nothing where the figure is that number itself."""
    if reading is None or (reading.of is None and reading.value == reading.n):
        return ""
    if reading.of is None:
        return _("n = %(n)d") % {"n": reading.n}
    return _("%(n)d of %(of)d") % {"n": reading.n, "of": reading.of}


def source_of(indicator: Indicator) -> str:
    """Say where an indicator's values come from."""
    if not indicator.measure:
        return _("Entered by hand")
    measure = measure_of(indicator.measure)
    if measure is None:
        return _("A figure that is no longer counted here")
    return _("Counted: %(title)s") % {"title": measure.title}


def _within(share: Fraction) -> int:
    """Return a share of the way in per cent, kept between none and all of it."""
    return min(max(round(100 * share), 0), 100)
