"""Pictures of numbers: the same SVG for page and PDF, and PNG for mail."""

from mentorship.common.charts.bars import Count, bar_chart, distribution_chart
from mentorship.common.charts.changes import Change, change_chart
from mentorship.common.charts.chart import Chart, Words
from mentorship.common.charts.cohorts import Axis, Reading, cohort_chart
from mentorship.common.charts.curves import Curve, curve_chart
from mentorship.common.charts.drawing import png as _png
from mentorship.common.charts.heat import Cell, heat_chart
from mentorship.common.charts.heat import Line as HeatLine
from mentorship.common.charts.intervals import Estimate, Scale, interval_chart
from mentorship.common.charts.lines import Line, Point, line_chart
from mentorship.common.charts.pairs import Pair, pair_chart
from mentorship.common.charts.stacks import Layer, stacked_chart
from mentorship.common.charts.timeline import Milestone, Phase, Timeline, timeline
from mentorship.common.charts.wholes import Whole, whole_chart

__all__ = [
    "Axis",
    "Cell",
    "Change",
    "Chart",
    "Count",
    "Curve",
    "Estimate",
    "HeatLine",
    "Layer",
    "Line",
    "Milestone",
    "Pair",
    "Phase",
    "Point",
    "Reading",
    "Scale",
    "Timeline",
    "Whole",
    "Words",
    "bar_chart",
    "change_chart",
    "cohort_chart",
    "curve_chart",
    "distribution_chart",
    "heat_chart",
    "interval_chart",
    "line_chart",
    "pair_chart",
    "png",
    "stacked_chart",
    "timeline",
    "whole_chart",
]


def png(chart: Chart, *, scale: float = 3) -> bytes:
    """Return the narrow picture on white for a mail; its alternative text is the description."""
    return _png(chart.narrow_svg, scale=scale)
