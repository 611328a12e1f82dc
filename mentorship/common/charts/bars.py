"""Bars: how many there were of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentorship.common.charts.chart import Chart, Words, build
from mentorship.common.charts.drawing import WIDTH, Specification
from mentorship.common.charts.palette import ACCENT, INK

_STEP = 27
_LETTER = 6.7
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
    longest = max((value["value"] for value in values), default=0) or 1
    labels = max(len(value["label"]) for value in values) * _LETTER
    ends = max(len(value["words"]) for value in values) * _LETTER + 12
    plot = WIDTH - labels
    specification: Specification = {
        "width": plot,
        "height": {"step": _STEP},
        "data": {"values": values},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelColor": INK, "labelLimit": 260, "labelFontSize": 12.5}},
            "x": {"field": "value", "type": "quantitative", "axis": None,
                  "scale": {"domain": [0, longest * plot / max(plot - ends, 1)]}},
        },
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT, "height": 17}},
            {"mark": {"type": "text", "align": "left", "dx": 6},
             "encoding": {"text": {"field": "words"}}},
        ],
    }  # fmt: skip
    return build(specification, words, columns, _rows(values))


def distribution_chart(
    levels: Sequence[Count], *, words: Words, columns: tuple[str, str], axis_title: str = ""
) -> Chart:
    """Draw upright bars over an ordered scale, each with its count: how answers are spread.

    Raises ValueError without any level.
    """
    values = _values(levels)
    specification: Specification = {
        "width": WIDTH - 10,
        "height": _LEVEL_HEIGHT,
        "data": {"values": values},
        "encoding": {
            "x": {"field": "label", "type": "nominal", "sort": None, "title": axis_title or None,
                  "axis": {"labelColor": INK, "labelLimit": 120}, "scale": {"paddingInner": 0.18}},
            "y": {"field": "value", "type": "quantitative", "axis": None},
        },
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT}},
            {"mark": {"type": "text", "dy": -9}, "encoding": {"text": {"field": "words"}}},
        ],
    }  # fmt: skip
    return build(specification, words, columns, _rows(values))


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
