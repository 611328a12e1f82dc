"""Two values of the same thing, and the way between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.intervals import Scale
from mentorship.common.charts.palette import CATEGORIES, SOFT
from mentorship.common.charts.rows import label_axis, plot_width

_STEP = 34


@dataclass(frozen=True)
class Pair:
    """What is compared, and its two values."""

    label: str
    first: float
    second: float


def pair_chart(
    pairs: Sequence[Pair], *, words: Words, scale: Scale, series: tuple[str, str], first_column: str
) -> Chart:
    """Draw for each pair a dot of either colour and a line between the two.

    `series` names the two values. Raises ValueError without any pair.
    """
    if not pairs:
        raise ValueError("A chart needs at least one pair.")
    lines = [{"label": pair.label, "first": pair.first, "second": pair.second} for pair in pairs]
    dots = [
        {"label": pair.label, "series": name, "value": value}
        for pair in pairs
        for name, value in zip(series, (pair.first, pair.second), strict=True)
    ]
    axis = {"type": "quantitative", "scale": {"domain": [scale.low, scale.high], "nice": False}}

    def specify(frame: Frame) -> Specification:
        height, y, labels = label_axis(frame, _STEP)
        return {
            "width": plot_width(frame, [pair.label for pair in pairs]),
            "height": height,
            "encoding": {"y": y},
            "layer": [
                {"data": {"values": lines},
                 "mark": {"type": "rule", "color": SOFT, "strokeWidth": 2},
                 "encoding": {"x": axis | {"field": "first", "title": scale.title or None},
                              "x2": {"field": "second"}}},
                {"data": {"values": dots},
                 "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                 "encoding": {"x": axis | {"field": "value"}, "color": _colours(series),
                              "shape": _shapes(series)}},
                *({"data": {"values": lines}} | label for label in labels),
            ],
        }  # fmt: skip

    rows = tuple(
        (
            pair.label,
            number_format(round(pair.first, 1), 1),
            number_format(round(pair.second, 1), 1),
        )
        for pair in pairs
    )
    return build(specify, words, (first_column, *series), rows)


def _colours(series: tuple[str, str]) -> Specification:
    """Return the two colours, with their legend."""
    scale = {"domain": list(series), "range": [CATEGORIES[0], CATEGORIES[2]]}
    return {"field": "series", "type": "nominal", "sort": None, "scale": scale}


def _shapes(series: tuple[str, str]) -> Specification:
    """Return two shapes, so that nobody needs the colours."""
    scale = {"domain": list(series), "range": ["circle", "square"]}
    return {"field": "series", "type": "nominal", "sort": None, "scale": scale}
