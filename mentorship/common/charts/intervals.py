"""Estimates with what is known of their certainty."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.palette import ACCENT, SOFT
from mentorship.common.charts.rows import label_axis, plot_width, text_width

_STEP = 30


@dataclass(frozen=True)
class Estimate:
    """A value between its bounds, from n answers; None everywhere where too few answered.

    `words` stand at the end of the row, such as "4.6, n = 105".
    """

    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    words: str = ""


@dataclass(frozen=True)
class Scale:
    """The span of the axis, its title, and where given a line to compare with and its label."""

    low: float
    high: float
    title: str = ""
    unit: str = ""
    mark: float | None = None
    mark_label: str = ""


def interval_chart(
    estimates: Sequence[Estimate], *, words: Words, scale: Scale, columns: tuple[str, str, str, str]
) -> Chart:
    """Draw a dot for each estimate and a line from its lower to its upper bound.

    `columns` names label, value, interval and n in the table. Raises ValueError without
    any estimate.
    """
    if not estimates:
        raise ValueError("A chart needs at least one value.")
    values = [_value(estimate) for estimate in estimates]
    x: Specification = {
        "type": "quantitative",
        "scale": {"domain": [scale.low, scale.high], "nice": False},
    }

    def specify(frame: Frame) -> Specification:
        ends = text_width([value["words"] for value in values])
        plot = max(plot_width(frame, [value["label"] for value in values]) - ends, frame.width / 4)
        height, y, labels = label_axis(frame, _STEP)
        end = {"mark": {"type": "text", "align": "left", "dx": 12},
               "encoding": {"x": {"value": plot}, "text": {"field": "words"}}}  # fmt: skip
        return {
            "width": plot,
            "height": height,
            "data": {"values": values},
            "encoding": {"y": y},
            "layer": [*_mark(scale, x), *_dots(scale, x), end, *labels],
        }

    return build(specify, words, columns, tuple(_row(estimate) for estimate in estimates))


def _dots(scale: Scale, x: Specification) -> list[Specification]:
    """Return a line from bound to bound and a dot at the value; nothing where it is suppressed."""
    axis = {"labelExpr": f"datum.label + '{scale.unit}'", "grid": True}
    return [
        {"transform": [{"filter": "isValid(datum.low)"}],
         "mark": {"type": "rule", "color": ACCENT, "strokeWidth": 2},
         "encoding": {"x": x | {"field": "low", "title": scale.title or None, "axis": axis},
                      "x2": {"field": "high"}}},
        {"transform": [{"filter": "isValid(datum.value)"}],
         "mark": {"type": "point", "filled": True, "color": ACCENT, "size": 85, "opacity": 1},
         "encoding": {"x": x | {"field": "value"}}},
    ]  # fmt: skip


def _mark(scale: Scale, x: Specification) -> list[Specification]:
    """Return the line to compare with, if there is one."""
    if scale.mark is None:
        return []
    where = {"x": x | {"datum": scale.mark}}
    return [
        {"data": {"values": [{}]},
         "encoding": where | {"y": {"value": 0}, "y2": {"value": "height"}},
         "mark": {"type": "rule", "color": SOFT, "strokeDash": [4, 3]}},
        {"data": {"values": [{}]}, "encoding": where | {"y": {"value": -8}},
         "mark": {"type": "text", "text": scale.mark_label, "color": SOFT, "fontWeight": 400}},
    ]  # fmt: skip


def _value(estimate: Estimate) -> Specification:
    """Return one row of data."""
    return {
        "label": estimate.label,
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "words": _words(estimate),
    }


def _words(estimate: Estimate) -> str:
    """Return what stands at the end of a row."""
    if estimate.value is None:
        return _("too few to show")
    return estimate.words or _("%(value)s, n = %(n)s") % {
        "value": f"{estimate.value:g}",
        "n": estimate.n,
    }


def _row(estimate: Estimate) -> tuple[str, ...]:
    """Return one row of the table; n stays unsaid where it was too small to show."""
    if estimate.value is None:
        return (estimate.label, _("too few to show"), "", "")
    span = "" if estimate.low is None else f"{estimate.low:g}–{estimate.high:g}"
    return (estimate.label, f"{estimate.value:g}", span, str(estimate.n))
