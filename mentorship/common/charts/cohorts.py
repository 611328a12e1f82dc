"""The same measures from one cohort to the next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import TICKS, Specification, whole_ticks
from mentorship.common.charts.palette import CATEGORIES, INK

_HEIGHT = 190
# A bar with words above it needs about as much room as they do.
_WORDS_WIDTH = 27
_AXIS_WIDTH = 50


@dataclass(frozen=True)
class Reading:
    """One measure in one cohort; None where too few answered. `words` stand above it."""

    cohort: str
    series: str
    value: float | None
    words: str = ""


@dataclass(frozen=True)
class Axis:
    """The upright axis: its title, its unit and, where fixed, its two ends."""

    title: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None


def cohort_chart(
    readings: Sequence[Reading],
    *,
    words: Words,
    axis: Axis | None = None,
    kind: Literal["bars", "lines", "stacked"] = "bars",
    first_column: str = "",
) -> Chart:
    """Draw up to five series over cohorts, as grouped bars, as bars on one another, or as lines.

    Raises ValueError without any reading or with more series than there are colours.
    """
    series = list(dict.fromkeys(reading.series for reading in readings))
    if not readings or len(series) > len(CATEGORIES):
        raise ValueError(f"A chart over cohorts shows one to {len(CATEGORIES)} series.")
    axis = axis or Axis()
    color = {"field": "series", "type": "nominal", "sort": None,
             "scale": {"domain": series, "range": list(CATEGORIES[: len(series)])}}  # fmt: skip
    if len(series) == 1:
        color["legend"] = None
    cohorts = list(dict.fromkeys(reading.cohort for reading in readings))
    y = {"field": "value", "type": "quantitative", "title": axis.title or None,
         "scale": _domain(axis),
         "axis": {"grid": True, "labelExpr": f"datum.label + '{axis.unit}'",
                  "tickCount": _ticks(readings, axis, is_stacked=kind == "stacked")}}  # fmt: skip

    def specify(frame: Frame) -> Specification:
        width = frame.width - _AXIS_WIDTH
        room = width / len(cohorts)
        x = {"field": "cohort", "type": "nominal", "sort": None, "title": None,
             "axis": {"labelColor": INK, "labelLimit": room}}  # fmt: skip
        with_words = room / len(series) >= _WORDS_WIDTH
        return {
            "width": width,
            "height": _HEIGHT,
            "data": {"values": [_value(reading, series) for reading in readings]},
            "encoding": {"x": x, "y": y, "color": color},
            "layer": _layers(kind, with_words=with_words),
        }

    columns = (first_column or _("Cohort"), *series)
    return build(specify, words, columns, _rows(readings, cohorts, series))


def _ticks(readings: Sequence[Reading], axis: Axis, *, is_stacked: bool) -> int:
    """Return how many ticks stand at the upright axis: at whole numbers where all are whole."""
    values = [reading.value or 0 for reading in readings]
    if axis.high is not None or not all(float(value).is_integer() for value in values):
        return TICKS
    if not is_stacked:
        return whole_ticks(max(values))
    heights: Counter[str] = Counter()
    for reading in readings:
        heights[reading.cohort] += int(reading.value or 0)
    return whole_ticks(max(heights.values()))


def _domain(axis: Axis) -> Specification:
    """Return the ends of the axis, or let them follow the data from zero."""
    if axis.low is None or axis.high is None:
        return {"zero": True, "nice": True}
    return {"domain": [axis.low, axis.high]}


def _layers(kind: str, *, with_words: bool) -> list[Specification]:
    """Return what is drawn, one layer over the other."""
    if kind == "lines":
        return _lines()
    return _stacked() if kind == "stacked" else _bars(with_words=with_words)


def _bars(*, with_words: bool) -> list[Specification]:
    """Return bars side by side; words stand above where there is room, or upright for no bar."""
    beside = {"field": "series", "type": "nominal", "sort": None, "scale": {"paddingInner": 0.06}}
    offset: Specification = {"xOffset": beside}
    words = offset | {
        "y": {"field": "foot", "type": "quantitative"},
        "text": {"field": "words"},
        "color": {"value": INK},
    }
    bars: Specification = {"mark": {"type": "bar"}, "encoding": offset}
    above: Specification = {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "text", "dy": -8, "fontSize": 11.5},
        "encoding": words,
    }
    upright: Specification = {
        "transform": [{"filter": "!isValid(datum.value)"}],
        "mark": {"type": "text", "angle": 270, "align": "left", "dx": 5, "fontWeight": 400},
        "encoding": words,
    }
    return [bars, above, upright] if with_words else [bars, upright]


def _stacked() -> list[Specification]:
    """Return bars on one another, the first series at the foot; the table holds the numbers."""
    order = {"order": {"field": "place", "type": "quantitative"}}
    bars: Specification = {"mark": {"type": "bar", "width": {"band": 0.7}}, "encoding": order}
    return [bars]


def _lines() -> list[Specification]:
    """Return lines with a dot at each cohort; a suppressed reading leaves a gap."""
    shape = {"shape": {"field": "series", "type": "nominal", "sort": None, "legend": None}}
    return [
        {"mark": {"type": "line", "strokeWidth": 2.5}},
        {"transform": [{"filter": "isValid(datum.value)"}],
         "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}, "encoding": shape},
    ]  # fmt: skip


def _value(reading: Reading, series: list[str]) -> Specification:
    """Return one row of data."""
    return {
        "cohort": reading.cohort,
        "series": reading.series,
        "place": series.index(reading.series),
        "value": reading.value,
        "foot": reading.value or 0,
        "words": _words(reading),
    }


def _words(reading: Reading) -> str:
    """Return what stands above a bar."""
    if reading.value is None:
        return _("too few")
    return reading.words or f"{reading.value:g}"


def _rows(
    readings: Sequence[Reading], cohorts: list[str], series: list[str]
) -> tuple[tuple[str, ...], ...]:
    """Return a table with one row for each cohort and one column for each series."""
    cells = {(reading.cohort, reading.series): _words(reading) for reading in readings}
    return tuple(
        (cohort, *(cells.get((cohort, name), "") for name in series)) for cohort in cohorts
    )
