"""How an indicator has gone, drawn: its values, the line they should follow, and the target."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mentorship.common import charts
from programmes.indicators import Plan, Value
from programmes.models import Indicator, IndicatorValue
from programmes.strategy import IndicatorStatus
from programmes.strategy.wording import amount, day_words


def chart_of(
    indicator: Indicator, status: IndicatorStatus, values: Sequence[IndicatorValue]
) -> charts.Chart | None:
    """Return the values of an indicator over time; None where there is none, and no baseline."""
    read = _read(status, values)
    plan, unit = status.plan, indicator.unit
    if plan.baseline is not None and plan.baseline_on is not None:
        start = [Value(plan.baseline, plan.baseline_on)]
        read = [*start, *(each for each in read if each.as_of > plan.baseline_on)]
    if not read:
        return None
    lines = [
        charts.Line(_("Value"), [_point(each, unit) for each in read]),
        *_plans(plan, read),
    ]
    words = charts.Words(
        title=_("%(indicator)s over time") % {"indicator": indicator.name},
        caption=_caption(status),
    )
    columns = (_("Day"), _("Value"))
    return charts.line_chart(lines, words=words, columns=columns, unit=unit if unit == "%" else "")


def _read(status: IndicatorStatus, values: Sequence[IndicatorValue]) -> list[Value]:
    """Return what was read, by day; a figure counted just now comes last."""
    kept = [Value(each.value, each.as_of) for each in values]
    latest = status.latest
    if latest is not None and latest.as_of not in {each.as_of for each in kept}:
        kept.append(latest)
    return sorted(kept, key=lambda each: each.as_of)


def _plans(plan: Plan, read: Sequence[Value]) -> list[charts.Line]:
    """Return the line to follow, where there is one, and the target from first to last day."""
    first = min(read[0].as_of, plan.due_on)
    last = max(read[-1].as_of, plan.due_on)
    target = charts.Line(
        _("Target"),
        [charts.Point(day, float(plan.target)) for day in (first, last)],
        is_plan=True,
    )
    if plan.baseline is None or plan.baseline_on is None or plan.baseline_on >= plan.due_on:
        return [target]
    expected = charts.Line(
        _("Expected"),
        [
            charts.Point(plan.baseline_on, float(plan.baseline)),
            charts.Point(plan.due_on, float(plan.target)),
        ],
        is_plan=True,
    )
    return [expected, target]


def _point(read: Value, unit: str) -> charts.Point:
    """Return a value as drawn."""
    return charts.Point(read.as_of, float(read.value), amount(read.value, unit))


def _caption(status: IndicatorStatus) -> str:
    """Say the finding."""
    if status.latest is None:
        return _("No value yet: the line shows how it should go.")
    words = {
        "value": status.value,
        "day": day_words(status.latest.as_of),
        "target": status.target,
        "due": day_words(status.due_on),
    }
    return _("%(value)s on %(day)s; the target is %(target)s by %(due)s.") % words
