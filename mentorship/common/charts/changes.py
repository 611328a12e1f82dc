"""Changes: from a ring before to a dot after, with what is known of the way between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.intervals import Scale
from mentorship.common.charts.palette import ACCENT, CATEGORIES, GROUND, INK
from mentorship.common.charts.rows import label_axis, plot_width, text_width

_STEP = 30


@dataclass(frozen=True)
class Change:
    """A value before and after, the bounds of where it ended, and the words at its end."""

    label: str
    first: float
    last: float
    low: float | None
    high: float | None
    words: str


def change_chart(
    changes: Sequence[Change],
    *,
    words: Words,
    scale: Scale,
    columns: tuple[str, str, str, str],
) -> Chart:
    """Draw a ring before, a dot after and the way between; a dark line holds where it may end.

    `columns` names label, before, after and change in the table. Ring and dot differ by shape, so
    nobody needs the colours. Raises ValueError without any change.
    """
    if not changes:
        raise ValueError("A chart needs at least one value.")
    values = [_value(change) for change in changes]
    x: Specification = {
        "type": "quantitative",
        "scale": {"domain": [scale.low, scale.high], "nice": False},
    }

    def specify(frame: Frame) -> Specification:
        ends = text_width([change.words for change in changes])
        plot = max(plot_width(frame, [one.label for one in changes]) - ends, frame.width / 4)
        height, y, labels = label_axis(frame, _STEP)
        end = {"mark": {"type": "text", "align": "left", "dx": 12},
               "encoding": {"x": {"value": plot}, "text": {"field": "words"}}}  # fmt: skip
        return {
            "width": plot,
            "height": height,
            "data": {"values": values},
            "encoding": {"y": y},
            "layer": [*_marks(scale, x), end, *labels],
        }

    return build(specify, words, columns, tuple(_row(change) for change in changes))


def _marks(scale: Scale, x: Specification) -> list[Specification]:
    """Return the way, the interval, the ring and the dot, the later above the earlier."""
    first = {"x": x | {"field": "first", "title": scale.title or None, "axis": {"grid": True}}}
    point = {"type": "point", "filled": True, "size": 85, "opacity": 1}
    return [
        {"mark": {"type": "rule", "color": CATEGORIES[1], "strokeWidth": 5},
         "encoding": first | {"x2": {"field": "last"}}},
        {"transform": [{"filter": "isValid(datum.low)"}],
         "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
         "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}}},
        {"mark": point | {"color": GROUND, "stroke": ACCENT, "strokeWidth": 2},
         "encoding": {"x": x | {"field": "first"}}},
        {"mark": point | {"color": ACCENT}, "encoding": {"x": x | {"field": "last"}}},
    ]  # fmt: skip


def _value(change: Change) -> Specification:
    """Return one row of data."""
    return {
        "label": change.label,
        "first": change.first,
        "last": change.last,
        "low": change.low,
        "high": change.high,
        "words": change.words,
    }


def _row(change: Change) -> tuple[str, ...]:
    """Return one row of the table."""
    ends = (number_format(round(end, 2), 2) for end in (change.first, change.last))
    return (change.label, *ends, change.words)
