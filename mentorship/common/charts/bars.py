"""Bars: how many there were of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.palette import ACCENT, INK
from mentorship.common.charts.rows import label_axis, plot_width, text_width

_STEP = 27
_LEVEL_HEIGHT = 170


@dataclass(frozen=True)
class Count:
    """One bar: its value, or None where too few answered to show it; `words` stand at its end."""

    label: str
    value: float | None
    words: str = ""


def bar_chart(counts: Sequence[Count], *, words: Words, columns: tuple[str, str]) -> Chart:
    """Draw horizontal bars, one under the other, each with its words: a funnel, a comparison.

    `columns` names the two columns of the table. Raises ValueError without any bar.
    """
    values = _values(counts)
    longest = max(value["value"] for value in values) or 1

    def specify(frame: Frame) -> Specification:
        plot = plot_width(frame, [value["label"] for value in values])
        ends = text_width([value["words"] for value in values])
        height, y, labels = label_axis(frame, _STEP)
        x = {"field": "value", "type": "quantitative", "axis": None,
             "scale": {"domain": [0, longest * plot / max(plot - ends, plot / 4)]}}  # fmt: skip
        bar = {"mark": {"type": "bar", "color": ACCENT, "height": 17}, "encoding": {"x": x}}
        end = {"mark": {"type": "text", "align": "left", "dx": 6},
               "encoding": {"x": x, "text": {"field": "words"}}}  # fmt: skip
        return {
            "width": plot,
            "height": height,
            "data": {"values": values},
            "encoding": {"y": y},
            "layer": [bar, end, *labels],
        }

    return build(specify, words, columns, _rows(values))


def distribution_chart(
    levels: Sequence[Count], *, words: Words, columns: tuple[str, str], axis_title: str = ""
) -> Chart:
    """Draw upright bars over an ordered scale, each with its count: how answers are spread.

    Raises ValueError without any level.
    """
    values = _values(levels)

    def specify(frame: Frame) -> Specification:
        x = {"field": "label", "type": "nominal", "sort": None, "title": axis_title or None,
             "axis": {"labelColor": INK, "labelLimit": frame.width / len(values)},
             "scale": {"paddingInner": 0.18}}  # fmt: skip
        return {
            "width": frame.width - 10,
            "height": _LEVEL_HEIGHT,
            "data": {"values": values},
            "encoding": {"x": x, "y": {"field": "value", "type": "quantitative", "axis": None}},
            "layer": [
                {"mark": {"type": "bar", "color": ACCENT}},
                {"mark": {"type": "text", "dy": -9}, "encoding": {"text": {"field": "words"}}},
            ],
        }

    return build(specify, words, columns, _rows(values))


def _values(counts: Sequence[Count]) -> list[Specification]:
    """Return the rows of data; a suppressed value is drawn as nothing and says so."""
    if not counts:
        raise ValueError("A chart needs at least one value.")
    return [
        {"label": count.label, "value": count.value or 0, "words": end_words(count)}
        for count in counts
    ]


def end_words(count: Count) -> str:
    """Return what stands at the end of a bar."""
    if count.value is None:
        return _("too few to show")
    return count.words or f"{count.value:g}"


def _rows(values: list[Specification]) -> tuple[tuple[str, ...], ...]:
    """Return the same numbers for the table."""
    return tuple((value["label"], value["words"]) for value in values)
