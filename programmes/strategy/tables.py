"""The strategy map as a table, and what the page of an indicator lists."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.measures import Reading, all_measures, read_measures
from programmes.models import Indicator, IndicatorValue, Programme
from programmes.strategy import IndicatorStatus, ObjectiveStatus, basis_of
from programmes.strategy.wording import amount, day_words, percent


def map_header() -> list[str]:
    """Return the columns of the file."""
    return [
        _("Theme"),
        _("Goal"),
        _("Objective"),
        _("Indicator"),
        _("Exactly what is counted"),
        _("Status"),
        _("Why"),
        _("Value"),
        _("As of"),
        _("Rows behind it"),
        _("Baseline"),
        _("Baseline as of"),
        _("Target"),
        _("To be reached by"),
        _("Looked after by"),
        _("Where it comes from"),
    ]


def map_lines(objectives: Iterable[ObjectiveStatus]) -> list[list[object]]:
    """Return one line for each indicator, and one for an objective that has none."""
    lines: list[list[object]] = []
    for objective in objectives:
        opening = [objective.theme, objective.goal, objective.title]
        if not objective.indicators:
            lines.append([*opening, *[""] * (len(map_header()) - len(opening))])
        lines += [[*opening, *_cells(indicator)] for indicator in objective.indicators]
    return lines


def _cells(indicator: IndicatorStatus) -> list[object]:
    """Return an indicator's cells: numbers as numbers, days as ISO 8601 writes them."""
    plan, latest = indicator.plan, indicator.latest
    return [
        indicator.name,
        indicator.definition,
        indicator.word,
        indicator.rule,
        latest.value if latest else "",
        latest.as_of.isoformat() if latest else "",
        indicator.basis,
        "" if plan.baseline is None else plan.baseline,
        plan.baseline_on.isoformat() if plan.baseline_on else "",
        plan.target,
        plan.due_on.isoformat(),
        indicator.owner,
        indicator.source,
    ]


def facts_of(indicator: Indicator, status: IndicatorStatus) -> list[dict[str, Any]]:
    """Return what an indicator is, as a list of facts."""
    facts = [
        (_("Exactly what is counted"), status.counts or indicator.definition),
        (_("Where it comes from"), status.source),
        (_("Rows behind it"), status.basis),
        (_("Baseline"), _baseline(indicator)),
        (_("Target"), _target(indicator, status)),
        (_("Better is"), indicator.get_direction_display()),
        (_("Way covered"), _way(status)),
        (_("Looked after by"), status.owner or _("Nobody yet")),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def value_columns() -> list[dict[str, Any]]:
    """Return the columns of an indicator's values."""
    return [
        {"label": _("Day")},
        {"label": _("Value"), "is_number": True},
        {"label": _("Where it comes from")},
        {"label": _("Entered by")},
    ]


def value_rows(
    indicator: Indicator, values: Sequence[IndicatorValue]
) -> list[list[dict[str, Any]]]:
    """Return the values that were entered, the latest day first."""
    return [
        [
            {"text": date_format(value.as_of)},
            {"text": amount(value.value, indicator.unit), "column": _("Value"), "is_number": True},
            {
                "text": value.source or (_("Counted here") if indicator.measure else ""),
                "column": _("Where it comes from"),
            },
            {
                "text": value.entered_by.name if value.entered_by else _("by itself"),
                "column": _("Entered by"),
            },
        ]
        for value in reversed(values)
    ]


def measures_offered(programme: Programme, today: date) -> list[dict[str, str]]:
    """Return each figure with what it counts and what it says today."""
    measures = all_measures()
    readings = read_measures(programme, [each.key for each in measures], as_of=today)
    return [
        {
            "title": str(each.title),
            "counts": str(each.describe),
            "today": _today(readings[each.key], str(each.unit)),
        }
        for each in measures
    ]


def _today(reading: Reading | None, unit: str) -> str:
    """Say what a figure says today."""
    if reading is None:
        return _("Not enough on record yet")
    words = amount(reading.value, unit)
    basis = basis_of(reading)
    return f"{words} ({basis})" if basis else words


def _baseline(indicator: Indicator) -> str:
    """Say where an indicator stood before."""
    if indicator.baseline is None or indicator.baseline_on is None:
        return _("None")
    words = {
        "value": amount(indicator.baseline, indicator.unit),
        "day": day_words(indicator.baseline_on),
    }
    return _("%(value)s on %(day)s") % words


def _target(indicator: Indicator, status: IndicatorStatus) -> str:
    """Say where it is to be, and by when."""
    words = {"value": status.target, "day": day_words(indicator.due_on)}
    return _("%(value)s by %(day)s") % words


def _way(status: IndicatorStatus) -> str:
    """Say how far it has come of how far it should have."""
    standing = status.standing
    if standing.way_covered is None:
        return ""
    words = {"way": percent(standing.way_covered), "expected": percent(standing.way_expected)}
    return _("%(way)s, where %(expected)s is expected by today") % words
