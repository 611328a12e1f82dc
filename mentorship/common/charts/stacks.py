"""What adds up to a whole, month after month, beside what it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification, whole_ticks
from mentorship.common.charts.palette import CATEGORIES, INK

_HEIGHT = 200
_AXIS_WIDTH = 50
# Labels stand upright where they have less room than this.
_LABEL_WIDTH = 40


@dataclass(frozen=True)
class Layer:
    """A part of a bar: at which place, in which of the bars there, as which series, how much."""

    place: str
    bar: str
    series: str
    value: int


def stacked_chart(
    layers: Sequence[Layer], *, words: Words, axis_title: str, first_column: str
) -> Chart:
    """Draw bars side by side at each place, each stacked from its series.

    Raises ValueError without any layer or with more series than there are colours.
    """
    series = list(dict.fromkeys(layer.series for layer in layers))
    if not layers or len(series) > len(CATEGORIES):
        raise ValueError(f"A stacked chart shows one to {len(CATEGORIES)} series.")
    places = list(dict.fromkeys(layer.place for layer in layers))
    highest = max(_heights(layers))
    color = {"field": "series", "type": "nominal", "sort": None,
             "scale": {"domain": series, "range": list(CATEGORIES[: len(series)])}}  # fmt: skip
    y = {"field": "value", "type": "quantitative", "title": axis_title, "stack": "zero",
         "scale": {"domain": [0, max(highest, 1)]},
         "axis": {"grid": True, "tickCount": whole_ticks(highest)}}  # fmt: skip

    def specify(frame: Frame) -> Specification:
        width = frame.width - _AXIS_WIDTH
        is_tight = width / len(places) < _LABEL_WIDTH
        x = {"field": "place", "type": "nominal", "sort": None, "title": None,
             "axis": {"labelColor": INK, "labelAngle": -90 if is_tight else 0}}  # fmt: skip
        beside = {"field": "bar", "type": "nominal", "sort": None, "scale": {"paddingInner": 0.06}}
        return {
            "width": width,
            "height": _HEIGHT,
            "data": {"values": [_row(number, layer) for number, layer in enumerate(layers)]},
            "mark": {"type": "bar"},
            "encoding": {
                "x": x,
                "y": y,
                "color": color,
                "xOffset": beside,
                "order": {"field": "order", "type": "quantitative"},
            },
        }

    cells = {(layer.place, layer.series): str(layer.value) for layer in layers}
    rows = tuple((place, *(cells.get((place, name), "0") for name in series)) for place in places)
    return build(specify, words, (first_column, *series), rows)


def _heights(layers: Sequence[Layer]) -> list[int]:
    """Return how high each bar is."""
    found: dict[tuple[str, str], int] = {}
    for layer in layers:
        key = (layer.place, layer.bar)
        found[key] = found.get(key, 0) + layer.value
    return list(found.values())


def _row(number: int, layer: Layer) -> Specification:
    """Return one row of data."""
    return {
        "place": layer.place,
        "bar": layer.bar,
        "series": layer.series,
        "value": layer.value,
        "order": number,
    }
