"""The same measures from one cohort to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from mentorship.common.charts.chart import Chart, Words, build
from mentorship.common.charts.drawing import WIDTH, Specification
from mentorship.common.charts.palette import CATEGORIES, INK

_HEIGHT = 190
_BARS_WITH_WORDS = 12


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
    kind: Literal["bars", "lines"] = "bars",
    first_column: str = "",
) -> Chart:
    """Draw up to five series over cohorts, as grouped bars or as lines.

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
    specification: Specification = {
        "width": WIDTH - 50,
        "height": _HEIGHT,
        "data": {"values": [_value(reading) for reading in readings]},
        "encoding": {
            "x": {"field": "cohort", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelColor": INK, "labelLimit": 120}},
            "y": {"field": "value", "type": "quantitative", "title": axis.title or None,
                  "scale": _domain(axis),
                  "axis": {"grid": True, "labelExpr": f"datum.label + '{axis.unit}'"}},
            "color": color,
        },
        "layer": _bars(len(readings)) if kind == "bars" else _lines(),
    }  # fmt: skip
    cohorts = list(dict.fromkeys(reading.cohort for reading in readings))
    columns = (first_column or _("Cohort"), *series)
    return build(specification, words, columns, _rows(readings, cohorts, series))


def _domain(axis: Axis) -> Specification:
    """Return the ends of the axis, or let them follow the data from zero."""
    if axis.low is None or axis.high is None:
        return {"zero": True, "nice": True}
    return {"domain": [axis.low, axis.high]}


def _bars(count: int) -> list[Specification]:
    """Return bars side by side, with words above while there are few enough to read."""
    beside = {"field": "series", "type": "nominal", "sort": None, "scale": {"paddingInner": 0.06}}
    offset = {"xOffset": beside}
    layers: list[Specification] = [{"mark": {"type": "bar"}, "encoding": offset}]
    if count <= _BARS_WITH_WORDS:
        layers.append(
            {"mark": {"type": "text", "dy": -8, "fontSize": 11.5},
             "encoding": offset | {"y": {"field": "foot", "type": "quantitative"},
                                   "text": {"field": "words"}, "color": {"value": INK}}}
        )  # fmt: skip
    return layers


def _lines() -> list[Specification]:
    """Return lines with a dot at each cohort; a suppressed reading leaves a gap."""
    shape = {"shape": {"field": "series", "type": "nominal", "sort": None, "legend": None}}
    return [
        {"mark": {"type": "line", "strokeWidth": 2.5}},
        {"transform": [{"filter": "isValid(datum.value)"}],
         "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1}, "encoding": shape},
    ]  # fmt: skip


def _value(reading: Reading) -> Specification:
    """Return one row of data."""
    return {
        "cohort": reading.cohort,
        "series": reading.series,
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
