"""A table of values as a map: the stronger the colour, the higher the value."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentorship.common.charts.chart import Chart, Frame, Words, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.palette import ACCENT, INK, SOFT
from mentorship.common.charts.rows import label_axis, plot_width

_STEP = 34
_HEIGHT_NARROW, _HEIGHT_WIDE = 19, 28
_LETTER = 7.2
_FAINTEST, _STRONGEST = 0.04, 0.5
# What is said in a cell without a value, in the picture.
_NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """Where a value lies between 0 (faint) and 1 (strong), or None; and how it is written.

    `words` stand in the picture, `more` in the table where there is more room.
    """

    place: float | None
    words: str = ""
    more: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the map, with a cell for each column."""

    label: str
    cells: Sequence[Cell]


def heat_chart(
    lines: Sequence[Line], *, words: Words, columns: Sequence[str], first_column: str
) -> Chart:
    """Draw a field for each cell, the higher its value the stronger, each with its words.

    Raises ValueError without any line or column, or for a line of another length.
    """
    if not lines or not columns or any(len(line.cells) != len(columns) for line in lines):
        raise ValueError("A map has lines and columns, and a cell for each of the two together.")
    values = [
        {
            "label": line.label,
            "column": column,
            "place": cell.place,
            "words": cell.words or _NOTHING,
        }
        for line in lines
        for column, cell in zip(columns, line.cells, strict=True)
    ]

    def specify(frame: Frame) -> Specification:
        width = plot_width(frame, [line.label for line in lines])
        height, y, labels = label_axis(frame, _STEP)
        return {
            "width": width,
            "height": height,
            "data": {"values": values},
            "encoding": {"y": y},
            "layer": [
                *_fields(
                    _across(columns, width / len(columns)),
                    _HEIGHT_NARROW if frame.is_narrow else _HEIGHT_WIDE,
                ),
                *labels,
            ],
        }

    rows = tuple(
        (line.label, *(cell.more or cell.words or _("too few to show") for cell in line.cells))
        for line in lines
    )
    return build(specify, words, (first_column, *columns), rows)


def _across(columns: Sequence[str], room: float) -> Specification:
    """Return the axis across; names that do not fit stand aslant."""
    fits = max(len(column) for column in columns) * _LETTER <= room
    axis: Specification = {"labelColor": INK, "orient": "top", "labelLimit": 130}
    if not fits:
        axis |= {"labelAngle": -40, "labelAlign": "left", "labelBaseline": "middle"}
    return {
        "x": {"field": "column", "type": "nominal", "sort": None, "title": None, "axis": axis},
    }


def _fields(across: Specification, height: int) -> list[Specification]:
    """Return the fields, and the words in them; those without a value are only said."""
    strength = {
        "field": "place",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [0, 1], "range": [_FAINTEST, _STRONGEST], "clamp": True},
    }
    return [
        {"transform": [{"filter": "isValid(datum.place)"}],
         "mark": {"type": "rect", "fill": ACCENT, "width": {"band": 0.96}, "height": height},
         "encoding": across | {"opacity": strength}},
        {"transform": [{"filter": "isValid(datum.place)"}],
         "mark": {"type": "text"}, "encoding": across | {"text": {"field": "words"}}},
        {"transform": [{"filter": "!isValid(datum.place)"}],
         "mark": {"type": "text", "color": SOFT, "fontWeight": 400},
         "encoding": across | {"text": {"field": "words"}}},
    ]  # fmt: skip
