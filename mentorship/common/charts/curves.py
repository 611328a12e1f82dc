"""How something grew, counted in days from its beginning."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import TICKS, Specification
from mentorship.common.charts.palette import ACCENT, CATEGORIES

_HEIGHT = 190
_AXIS_WIDTH = 60
_FULL = 100
_LOOKS: tuple[tuple[str, list[int]], ...] = ((ACCENT, [1, 0]), (CATEGORIES[2], [6, 4]))


@dataclass(frozen=True)
class Curve:
    """What was reached on each day, in per cent: (days since the beginning, value), in order.

    `words` stand in the table, one for each step.
    """

    label: str
    steps: Sequence[tuple[int, float]]
    words: Sequence[str]


def curve_chart(
    curves: Sequence[Curve], *, words: Words, axis_title: str, first_column: str
) -> Chart:
    """Draw one or two curves, from 0 to 100 per cent; the first in front.

    Raises ValueError without any step, or with more curves than two.
    """
    drawn = [curve for curve in curves if curve.steps]
    if not drawn or len(drawn) > len(_LOOKS):
        raise ValueError(f"A picture shows one to {len(_LOOKS)} curves.")
    values = [
        {"series": curve.label, "day": day, "value": value}
        for curve in drawn
        for day, value in curve.steps
    ]
    days = [day for curve in drawn for day, _value in curve.steps]
    first, last = min(days), max(days)
    is_short = any(len(curve.steps) == 1 for curve in drawn)

    def specify(frame: Frame) -> Specification:
        return {
            "width": frame.width - _AXIS_WIDTH,
            "height": _HEIGHT,
            "data": {"values": values},
            "encoding": _encoding([curve.label for curve in drawn], axis_title, (first, last)),
            # A line needs two days; one alone is a point.
            "mark": {"type": "line", "strokeWidth": 2.5, "point": is_short},
        }

    return build(
        specify, words, (first_column, *(curve.label for curve in drawn)), _rows(drawn, last)
    )


def _encoding(labels: list[str], title: str, ends: tuple[int, int]) -> Specification:
    """Return the axes and how the curves are told apart, by colour and by dashes."""
    first, last = ends[0], max(ends[1], ends[0] + 1)
    looks = _LOOKS[: len(labels)]
    series: Specification = {"field": "series", "type": "nominal", "sort": None}
    shape = {"symbolType": "stroke", "symbolStrokeWidth": 2.5, "symbolSize": 300}
    series["legend"] = shape if len(labels) > 1 else None
    return {
        "x": {"field": "day", "type": "quantitative", "title": title,
              "scale": {"domain": [first, last], "nice": False},
              "axis": {"grid": False, "tickCount": min(TICKS, last - first), "format": "d"}},
        "y": {"field": "value", "type": "quantitative", "title": None,
              "scale": {"domain": [0, _FULL]}, "axis": {"labelExpr": "datum.label + '%'"}},
        "color": series | {"scale": {"domain": labels, "range": [look[0] for look in looks]}},
        "strokeDash": series | {"scale": {"domain": labels, "range": [look[1] for look in looks]}},
    }  # fmt: skip


def _rows(curves: Sequence[Curve], last: int) -> tuple[tuple[str, ...], ...]:
    """Return a line for each day on which anything changed."""
    told = [
        {day: words for (day, _value), words in zip(curve.steps, curve.words, strict=True)}
        for curve in curves
    ]
    days = [day for day in range(last + 1) if any(day in words for words in told)]
    return tuple((number_format(day), *(words.get(day, "") for words in told)) for day in days)
