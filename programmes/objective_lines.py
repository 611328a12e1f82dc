"""The objectives of a programme as lines of a document.

A stand-in for `programmes.strategy.objectives_with_status`, of the same signature and with the same
names as far as a document reads them: it shows the latest values, and judges nothing.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from programmes.models import Indicator, Objective, Programme


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator in words."""

    name: str
    value: str
    target: str
    due_on: date
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """One objective with the goal it serves."""

    title: str
    goal: str
    indicators: tuple[IndicatorLine, ...]


def objectives_with_status(programme: Programme) -> tuple[ObjectiveLine, ...]:
    """Return the programme's objectives with their indicators; three queries."""
    objectives = (
        Objective.objects.filter(programme=programme)
        .select_related("goal")
        .prefetch_related("indicators__values")
        .order_by("goal__position", "goal__title", "position", "title")
    )
    return tuple(
        ObjectiveLine(
            objective.title,
            objective.goal.title,
            tuple(_line(indicator) for indicator in objective.indicators.all()),
        )
        for objective in objectives
    )


def _line(indicator: Indicator) -> IndicatorLine:
    """Return an indicator in words."""
    values = list(indicator.values.all())
    value = _amount(values[0].value, indicator.unit) if values else ""
    target = _amount(indicator.target, indicator.unit)
    return IndicatorLine(
        indicator.name, value, target, indicator.due_on, _("Cannot tell yet"), "idle"
    )


def _amount(value: object, unit: str) -> str:
    """Return a number with its unit."""
    words = number_format(f"{value:f}".rstrip("0").rstrip(".") or "0")
    return f"{words}%" if unit == "%" else f"{words} {unit}".strip()
