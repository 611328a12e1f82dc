"""How one would see that an objective is reached, and the values that are read off it."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.actions.places import move_among, next_place
from programmes.models import Indicator, IndicatorValue, Objective


class IndicatorTakenError(Exception):
    """The objective has an indicator of that name already; nothing was changed."""


class IndicatorCountedError(Exception):
    """The product counts the indicator from its own rows, so no value can be entered."""


class OtherSourceError(Exception):
    """Its values come from another source; a line through both would say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Everything that says what an indicator is; `measure` is empty where values are entered."""

    name: str
    target: Decimal
    due_on: date
    direction: str
    definition: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    owner: Person | None = None
    measure: str = ""


@transaction.atomic
def add_indicator(*, objective: Objective, definition: Definition, by: Person | None) -> Indicator:
    """Say how one would see that an objective is reached; recorded. Raises IndicatorTakenError."""
    hold(objective)
    indicator = Indicator(
        objective=objective, position=next_place(Indicator.objects.filter(objective=objective))
    )
    _define(indicator, definition)
    _record("indicator.added", indicator, by=by, changes=_figures(definition))
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, *, definition: Definition, by: Person | None) -> None:
    """Change what an indicator is; its values stay. Recorded.

    Raises IndicatorTakenError, or OtherSourceError once there are values and they are to come from
    elsewhere.
    """
    hold(indicator)
    if indicator.measure != definition.measure and indicator.values.exists():
        raise OtherSourceError
    _define(indicator, definition)
    _record("indicator.changed", indicator, by=by, changes=_figures(definition))


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Person | None) -> None:
    """Take an indicator off the map with its values; recorded."""
    hold(indicator)
    changes: dict[str, object] = {"values": indicator.values.count()}
    _record("indicator.removed", indicator, by=by, changes=changes)
    indicator.delete()


@transaction.atomic
def move_indicator(indicator: Indicator, *, step: int, by: Person | None) -> None:
    """Move an indicator up (-1) or down (1) among those of its objective; recorded if it moved."""
    hold(indicator.objective)
    hold(indicator)
    beside = list(Indicator.objects.filter(objective=indicator.objective_id))
    if move_among(beside, indicator, step):
        _record("indicator.moved", indicator, by=by, changes={"step": step})


@transaction.atomic
def enter_value(
    indicator: Indicator, *, value: Decimal, as_of: date, source: str, by: Person | None
) -> IndicatorValue | None:
    """Keep what was read off an indicator on a day, and return what it took the place of.

    One value a day: a correction replaces it. Recorded with both figures. Raises
    IndicatorCountedError.
    """
    hold(indicator)
    if indicator.measure:
        raise IndicatorCountedError
    before = IndicatorValue.objects.filter(indicator=indicator, as_of=as_of).first()
    IndicatorValue.objects.update_or_create(
        indicator=indicator,
        as_of=as_of,
        defaults={
            "value": value,
            "source": source,
            "entered_by": by,
            "entered_at": timezone.now(),
        },
    )
    changes: dict[str, object] = {"value": value, "as_of": as_of}
    if before is not None:
        changes["replaced"] = before.value
    _record(
        "indicator.value_corrected" if before else "indicator.value_entered",
        indicator,
        by=by,
        changes=changes,
    )
    return before


def _define(indicator: Indicator, definition: Definition) -> None:
    """Store what an indicator is, unless its name is taken."""
    for field in fields(definition):
        setattr(indicator, field.name, getattr(definition, field.name))
    try:
        with transaction.atomic():
            indicator.save()
    except IntegrityError as error:
        raise IndicatorTakenError(definition.name) from error


def _figures(definition: Definition) -> dict[str, object]:
    """Return the days, numbers and ids of a definition, for the record."""
    return {
        "measure": definition.measure,
        "baseline": definition.baseline,
        "baseline_on": definition.baseline_on,
        "target": definition.target,
        "due_on": definition.due_on,
        "direction": definition.direction,
        "owner": definition.owner.pk if definition.owner else None,
    }


def _record(
    kind: str, indicator: Indicator, *, by: Person | None, changes: dict[str, object]
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = indicator.objective.programme.organisation_id
    record(kind, indicator, by=by, organisation_id=organisation_id, changes=changes)
