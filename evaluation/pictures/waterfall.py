"""The waterfall: from each benefit that is claimed, over what was spent, to what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.costing.money import in_money
from evaluation.reports.model import CostReport
from mentorship.common.charts import Chart, Words
from mentorship.common.charts.chart import Frame, build
from mentorship.common.charts.drawing import Specification
from mentorship.common.charts.palette import ACCENT, CATEGORIES, SOFT
from mentorship.common.charts.rows import label_axis, plot_width, text_width

_STEP = 30
_LONGEST = 40
# More steps than these cannot be told apart; the small ones are put together.
_MOST_STEPS = 7


@dataclass(frozen=True, slots=True)
class Step:
    """A bar from one running total to the next; `is_whole` ones start at nothing."""

    label: str
    begins: Decimal
    ends: Decimal
    is_whole: bool = False

    @property
    def amount(self) -> Decimal:
        """Return by how much it goes up, or down."""
        return self.ends - self.begins


def waterfall_of(report: CostReport, *, caption: str) -> Chart | None:
    """Draw benefits upwards, costs downwards, and what is left; None where either is missing."""
    if not report.costs or not report.benefits:
        return None
    steps = steps_of(report)
    values = [_value(step, report.currency) for step in steps]

    def specify(frame: Frame) -> Specification:
        ends = text_width([value["words"] for value in values])
        plot = max(plot_width(frame, [value["label"] for value in values]) - ends, frame.width / 3)
        height, y, labels = label_axis(frame, _STEP)
        axis: Specification = {"type": "quantitative", "axis": None, "scale": {"nice": False}}
        bar = {"mark": {"type": "bar", "height": 17},
               "encoding": {"x": axis | {"field": "low"}, "x2": {"field": "high"},
                            "color": {"field": "colour", "type": "nominal",
                                      "scale": None}}}  # fmt: skip
        zero = {"mark": {"type": "tick", "color": SOFT, "thickness": 1, "size": 23},
                "encoding": {"x": axis | {"datum": 0}}}  # fmt: skip
        end = {"mark": {"type": "text", "align": "left", "dx": 6},
               "encoding": {"x": axis | {"field": "high"}, "text": {"field": "words"}}}  # fmt: skip
        return {
            "width": plot,
            "height": height,
            "data": {"values": values},
            "encoding": {"y": y},
            "layer": [bar, zero, end, *labels],
        }

    words = Words(_("From what is claimed to what is left"), caption)
    rows = tuple((value["label"], value["words"]) for value in values)
    return build(specify, words, (_("Step"), _("Amount")), rows)


def steps_of(report: CostReport) -> list[Step]:
    """Return each benefit, each cost and what is left, as bars of a running total.

    Where there are too many of either, the smallest are put together as one.
    """
    running = Decimal(0)
    steps = []
    for label, amount in (
        *_few([(line.title, line.claimed) for line in report.benefits], _("Other benefits")),
        *_few([(line.title, -line.amount) for line in report.costs], _("Other costs")),
    ):
        steps.append(Step(label, running, running + amount))
        running += amount
    return [*steps, Step(_("Benefit less cost"), Decimal(0), running, is_whole=True)]


def _few(lines: Sequence[tuple[str, Decimal]], rest: str) -> list[tuple[str, Decimal]]:
    """Return at most so many lines, with the smallest put together at the end."""
    if len(lines) <= _MOST_STEPS:
        return list(lines)
    by_size = sorted(lines, key=lambda line: -abs(line[1]))
    kept = set(by_size[: _MOST_STEPS - 1])
    others = sum((amount for _title, amount in by_size[_MOST_STEPS - 1 :]), Decimal(0))
    return [*(line for line in lines if line in kept), (rest, others)]


def _value(step: Step, currency: str) -> Specification:
    """Return one bar; the picture may be drawn in floats, the words are exact."""
    low, high = sorted((step.begins, step.ends))
    colour = CATEGORIES[2] if step.is_whole else ACCENT if step.amount >= 0 else CATEGORIES[3]
    label = step.label if len(step.label) <= _LONGEST else f"{step.label[: _LONGEST - 1]}…"
    return {
        "label": label,
        "low": float(low),
        "high": float(high),
        "colour": colour,
        "words": in_money(step.amount, currency),
    }
