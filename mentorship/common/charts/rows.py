"""Rows of marks under one another: where their labels stand, and how much room is left for them."""

from collections.abc import Sequence

from mentorship.common.charts.chart import Frame
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.palette import INK

_LETTER = 6.7
_GAP = 12
_LABEL_ABOVE = 17


def text_width(words: Sequence[str]) -> float:
    """Return the room in pixels that the longest of these words needs."""
    return max(len(word) for word in words) * _LETTER + _GAP


def plot_width(frame: Frame, labels: Sequence[str]) -> float:
    """Return the room in pixels beside the labels; above them it is all there is."""
    if frame.is_narrow:
        return frame.width
    return max(frame.width - text_width(labels), frame.width / 3)


def label_axis(frame: Frame, step: int) -> tuple[Specification, Specification, list[Specification]]:
    """Return height and upright axis for rows of marks, and the labels as a layer where narrow."""
    field: Specification = {"field": "label", "type": "nominal", "sort": None, "title": None}
    if not frame.is_narrow:
        axis = {"labelColor": INK, "labelLimit": 280, "labelFontSize": 12.5}
        return {"step": step}, field | {"axis": axis}, []
    above: Specification = {
        "mark": {"type": "text", "align": "left", "dy": -_LABEL_ABOVE, "fontWeight": 400},
        "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
    }
    return {"step": step + _LABEL_ABOVE}, field | {"axis": None}, [above]
