"""How the same people's marks changed, over one cohort or several."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from evaluation.comparing.chance import holm, p_of_change
from evaluation.comparing.pooling import pooled_change
from evaluation.comparing.rows import ChangeRow
from evaluation.comparing.series import COURSE, series_in, twins_in
from evaluation.comparing.walk import Step, walks
from evaluation.enums import Purpose, WaveState
from evaluation.models import Wave
from evaluation.reports.gathering.rounding import four
from evaluation.reports.model import ChangeLine, Figure, Source, State, Unit
from evaluation.statistics import Change
from programmes.models import Cohort

# The audience first, and what else must be the same for changes to be put together.
_Kind = tuple[str, str, str, str, int, int, bool]

# What people say of themselves at the start and at the end is what they learnt.
LEARNING = 2
TOLD_OF = (*COURSE, Purpose.COMPETENCY_SELF)


@dataclass(frozen=True, slots=True)
class _Told:
    """One row of a cohort's comparison, and the days between which it tells of change."""

    row: ChangeRow
    first_on: date
    last_on: date


def changes_of(cohorts: Sequence[Cohort]) -> tuple[ChangeLine, ...]:
    """Return how the same people's marks changed from a first survey to the next one.

    Each cohort is compared as the page of comparisons does, with the same people and the same ones
    set aside; several cohorts are put together from what that page tells of each, and from nothing
    else. Four queries, however many cohorts.
    """
    waves = list(
        Wave.objects.filter(cohort__in=cohorts, state=WaveState.CLOSED)
        .select_related("instrument", "cohort__programme__organisation")
        .order_by("closes_at", "pk")
    )
    ratings = {pk: wave for twin in twins_in(waves) for pk, wave in twin.others.items()}
    series = [one.waves for one in series_in(waves) if one.waves[0].instrument.purpose in TOLD_OF]
    if not series:
        return ()
    steps = [found.steps[0] for found in walks(series, ratings)]
    groups = _grouped(steps)
    changes = {same: _change(told) for same, told in groups.items()}
    beyond_chance = holm(
        {str(same): p_of_change(change) if change else None for same, change in changes.items()}
    )
    return tuple(
        replace(_line(same[0], told, changes[same]), is_told=str(same) in beyond_chance)
        for same, told in groups.items()
    )


def _grouped(steps: Sequence[Step]) -> Mapping[_Kind, list[_Told]]:
    """Return the rows that say the same of different cohorts together, in order of cohorts."""
    groups: defaultdict[_Kind, list[_Told]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: step.first.cohort.number):
        first, second = step.first.instrument, step.second.instrument
        for row in step.rows:
            one = row.measured
            if row.linked.found:
                kind = (second.audience, first.purpose, second.purpose)
                same = (*kind, one.key, one.low, one.high, one.is_reversed)
                groups[same].append(_Told(row, _day(step.first), _day(step.second)))
    return groups


def _line(audience: str, told: Sequence[_Told], change: Change | None) -> ChangeLine:
    """Return one question or area, over the cohorts of which something may be told."""
    one = told[-1].row.measured
    shown = [each for each in told if each.row.change is not None]
    has_ways = bool(shown) and all(each.row.has_ways for each in shown)
    return ChangeLine(
        level=LEARNING,
        key=one.key,
        text=one.label,
        audience=audience,
        first=four(change.before) if change else None,
        last=four(change.after) if change else None,
        rose=change.rose if change and has_ways else None,
        effect=four(change.d_z) if change else None,
        figure=_figure(change),
        low=one.low,
        high=one.high,
        of=sum(each.row.linked.found for each in told) if change else None,
        is_reversed=one.is_reversed,
        first_on=min(each.first_on for each in told),
        last_on=max(each.last_on for each in told),
    )


def _figure(change: Change | None) -> Figure:
    """Return the mean change with its interval, or that it may not be shown."""
    if change is None:
        return Figure(source=Source.SURVEYS, unit=Unit.PEOPLE, state=State.TOO_FEW)
    return Figure(
        source=Source.SURVEYS,
        unit=Unit.PEOPLE,
        n=change.n,
        value=four(change.value),
        low=four(change.low),
        high=four(change.high),
    )


def _change(told: Sequence[_Told]) -> Change | None:
    """Return the change over the cohorts of which it may be told; None of none."""
    shown = [each.row.change for each in told if each.row.change is not None]
    return pooled_change(shown) if shown else None


def _day(wave: Wave) -> date:
    """Return the day on which a wave closed."""
    return timezone.localdate(wave.closed_at or wave.closes_at, wave.zone)
