"""The tornado: how far each assumption, moved alone, moves what came back for each unit spent."""

from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.costing.money import each_returned
from evaluation.reports.model import CostReport, Swing
from mentorship.common.charts import Chart, Words
from mentorship.common.charts.chart import Frame, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.palette import CATEGORIES, INK
from mentorship.common.charts.rows import label_axis, plot_width, text_width

_STEP = 30
_LONGEST = 44
_MOST_SWINGS = 8


def tornado_of(report: CostReport, *, caption: str) -> Chart | None:
    """Draw the widest assumptions as bars across the likely ratio; None where none moves it."""
    if report.ratio is None or not report.swings:
        return None
    values = [_value(swing, report.currency) for swing in report.swings[:_MOST_SWINGS]]
    ratio = float(report.ratio)

    def specify(frame: Frame) -> Specification:
        ends = text_width([value["words"] for value in values])
        plot = max(plot_width(frame, [value["label"] for value in values]) - ends, frame.width / 3)
        height, y, labels = label_axis(frame, _STEP)
        x: Specification = {"type": "quantitative", "scale": {"zero": False, "nice": True}}
        axis = {"grid": True, "tickCount": 4, "labelFlush": False,
                "labelExpr": f"'{_sign(report.currency)}' + datum.label"}  # fmt: skip
        bar = {"mark": {"type": "bar", "color": CATEGORIES[1], "height": 15},
               "encoding": {"x": x | {"field": "low", "axis": axis, "title": None},
                            "x2": {"field": "high"}}}  # fmt: skip
        end = {"mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
               "encoding": {"x": {"value": plot}, "text": {"field": "words"}}}  # fmt: skip
        # A tick in each row, so that no line runs through the labels of narrow pictures.
        tick = {"mark": {"type": "tick", "color": INK, "thickness": 3, "size": 19, "opacity": 1},
                "encoding": {"x": x | {"datum": ratio}}}  # fmt: skip
        return {
            "width": plot,
            "height": height,
            "data": {"values": values},
            "encoding": {"y": y},
            "layer": [bar, tick, end, *labels],
        }

    words = Words(_("What the return depends on"), caption)
    columns = (_("Assumption"), _("Cautious"), _("Hopeful"), _("Back for each unit spent"))
    rows = tuple(
        (swing.title, swing.cautious, swing.hopeful, _span(swing, report.currency))
        for swing in report.swings
    )
    return build(specify, words, columns, rows)


def _value(swing: Swing, currency: str) -> Specification:
    """Return one bar with its words."""
    title = _("%(title)s (%(cautious)s to %(hopeful)s)") % {
        "title": swing.title,
        "cautious": swing.cautious,
        "hopeful": swing.hopeful,
    }
    label = title if len(title) <= _LONGEST else swing.title
    return {
        "label": label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…",
        "low": float(swing.low),
        "high": float(swing.high),
        "words": _span(swing, currency),
    }


def _span(swing: Swing, currency: str) -> str:
    """Write “£0.90 to £3.10”."""
    return _("%(low)s to %(high)s") % {
        "low": each_returned(swing.low, currency),
        "high": each_returned(swing.high, currency),
    }


def _sign(currency: str) -> str:
    """Return what stands before a number of the axis."""
    return each_returned(Decimal(0), currency).rstrip("0.,٫")
