"""Values over days, with where they are to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.palette import ACCENT, CATEGORIES, INK, SOFT

_HEIGHT = 220
_AXIS_WIDTH = 60
# The least width that a day needs below the axis, and how many marks there are at most.
_DAY_WIDTH = 90


@dataclass(frozen=True)
class Point:
    """A value on a day; `words` stand in the table ("62%")."""

    on: date
    value: float
    words: str = ""


@dataclass(frozen=True)
class Line:
    """Points joined in the order of days; a `plan` is drawn thin and dashed, without dots."""

    label: str
    points: Sequence[Point]
    is_plan: bool = False


def line_chart(
    lines: Sequence[Line], *, words: Words, columns: tuple[str, str], unit: str = ""
) -> Chart:
    """Draw up to three lines over days: the values in front, plans dashed behind them.

    `columns` name day and value in the table, which holds the points of the lines that are no
    plan. Raises ValueError without any point, or with more lines than can be told apart.
    """
    drawn = [line for line in lines if line.points]
    if not drawn or len(drawn) > len(_LOOKS):
        raise ValueError(f"A chart over days shows one to {len(_LOOKS)} lines.")
    values = [
        {"series": line.label, "day": point.on.isoformat(), "value": point.value}
        for line in drawn
        for point in line.points
    ]

    def specify(frame: Frame) -> Specification:
        width = frame.width - _AXIS_WIDTH
        return {
            "width": width,
            "height": _HEIGHT,
            "data": {"values": values},
            "encoding": _encoding(drawn, unit, max(2, width // _DAY_WIDTH)),
            "layer": _layers(drawn),
        }

    rows = tuple(
        (date_format(point.on), point.words or f"{point.value:g}{unit}")
        for line in drawn
        if not line.is_plan
        for point in line.points
    )
    return build(specify, words, columns, rows)


def _encoding(lines: Sequence[Line], unit: str, ticks: int) -> Specification:
    """Return the axes and how the lines are told apart, by colour and by dashes."""
    labels = [line.label for line in lines]
    looks = _looks_of(lines)
    series = {"field": "series", "type": "nominal", "sort": None}
    return {
        "x": {"field": "day", "type": "temporal", "timeUnit": "utcyearmonthdate", "title": None,
              "axis": {"format": "%b %Y", "tickCount": ticks, "labelColor": INK, "grid": False}},
        "y": {"field": "value", "type": "quantitative", "title": None,
              "scale": {"zero": False, "nice": True},
              "axis": {"grid": True, "labelExpr": f"datum.label + '{unit}'"}},
        "color": series | {"scale": {"domain": labels, "range": [look[0] for look in looks]}},
        "strokeDash": series | {"scale": {"domain": labels, "range": [look[1] for look in looks]}},
    }  # fmt: skip


def _layers(lines: Sequence[Line]) -> list[Specification]:
    """Return plans thin, values thick, and a dot at each value."""
    plans = [line.label for line in lines if line.is_plan]
    values = [line.label for line in lines if not line.is_plan]
    return [
        {"transform": [{"filter": {"field": "series", "oneOf": plans}}],
         "mark": {"type": "line", "strokeWidth": 1.5}},
        {"transform": [{"filter": {"field": "series", "oneOf": values}}],
         "mark": {"type": "line", "strokeWidth": 2.5}},
        {"transform": [{"filter": {"field": "series", "oneOf": values}}],
         "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1}},
    ]  # fmt: skip


def _looks_of(lines: Sequence[Line]) -> list[tuple[str, list[int]]]:
    """Return the colour and the dashes of each line: whole for values, dashed for plans."""
    plans = iter(_LOOKS[1:])
    return [next(plans) if line.is_plan else _LOOKS[0] for line in lines]


_LOOKS: tuple[tuple[str, list[int]], ...] = (
    (ACCENT, [1, 0]),
    (CATEGORIES[2], [6, 4]),
    (SOFT, [2, 3]),
)
