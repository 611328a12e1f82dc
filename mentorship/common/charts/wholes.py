"""Wholes and their parts: one lying bar for each, cut into the same parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification, whole_ticks
from mentorship.common.charts.palette import CATEGORIES, colours
from mentorship.common.charts.rows import label_axis, plot_width

_STEP = 34


@dataclass(frozen=True)
class Whole:
    """What is cut up, and how large each part is, by the part's name."""

    label: str
    parts: Mapping[str, int]


def whole_chart(
    wholes: Sequence[Whole],
    *,
    words: Words,
    parts: Sequence[str],
    axis_title: str,
    first_column: str,
    is_ordered: bool = False,
) -> Chart:
    """Draw a bar for each whole with its parts in this order, up to five of them.

    `is_ordered` says that the parts are marks of a scale, which their colours then show. Raises
    ValueError without any whole, or with more parts than there are colours.
    """
    if not wholes or len(parts) > len(CATEGORIES):
        raise ValueError(f"Stacks show something, in {len(CATEGORIES)} parts at most.")
    values = [
        {"label": whole.label, "part": part, "order": place, "value": whole.parts.get(part, 0)}
        for whole in wholes
        for place, part in enumerate(parts)
    ]
    longest = max(sum(whole.parts.values()) for whole in wholes)
    scale = {"domain": list(parts), "range": list(colours(len(parts), is_ordered=is_ordered))}
    bars: Specification = {
        "mark": {"type": "bar", "height": 16},
        "encoding": {
            "x": {"field": "value", "type": "quantitative", "stack": "zero",
                  "title": axis_title or None, "axis": {"tickCount": whole_ticks(longest)}},
            "color": {"field": "part", "type": "nominal", "sort": None, "scale": scale},
            "order": {"field": "order", "type": "quantitative"},
        },
    }  # fmt: skip

    def specify(frame: Frame) -> Specification:
        height, y, labels = label_axis(frame, _STEP)
        return {
            "width": plot_width(frame, [whole.label for whole in wholes]),
            "height": height,
            "data": {"values": values},
            "encoding": {"y": y},
            "layer": [bars, *labels],
        }

    rows = tuple(
        (whole.label, *(str(whole.parts.get(part, 0)) for part in parts)) for whole in wholes
    )
    return build(specify, words, (first_column, *parts), rows)
