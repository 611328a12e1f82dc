"""Pictures of several figures side by side; each has its numbers beneath."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from evaluation.enums import ItemKind
from evaluation.results_page.numbers import cut, mark
from evaluation.results_page.questions import QuestionResult
from evaluation.results_page.scales import ScaleResult
from mentorship.common.charts import Chart, Estimate, Scale, Words, interval_chart

FEWEST = 2
HUNDREDTHS = Decimal("0.01")


def section_chart(title: str, questions: Sequence[QuestionResult]) -> Chart | None:
    """Draw the means of a section's questions; None unless two or more have one on one scale."""
    shown = [
        result for result in questions if result.is_shown and result.question.kind == ItemKind.SCALE
    ]
    ends = {(result.question.low, result.question.high) for result in shown}
    if len(shown) < FEWEST or len(ends) != 1:
        return None
    ((low, high),) = ends
    return _chart(
        [_estimate(result) for result in shown],
        title=title or _("The marks of all questions"),
        low=low or 0,
        high=high or 0,
    )


def scales_chart(scales: Sequence[ScaleResult]) -> Chart | None:
    """Draw the means of the scales; None unless two or more run from and to the same mark."""
    ends = {(scale.low, scale.high) for scale in scales}
    if len(scales) < FEWEST or len(ends) != 1:
        return None
    ((low, high),) = ends
    estimates = [
        Estimate(
            cut(scale.title),
            _rounded(scale.figure.value),
            _rounded(scale.figure.low),
            _rounded(scale.figure.high),
            scale.figure.n,
            _words(scale.figure.value, scale.figure.n),
        )
        for scale in scales
    ]
    return _chart(estimates, title=_("The scales"), low=low, high=high)


def _chart(estimates: Sequence[Estimate], *, title: str, low: int, high: int) -> Chart:
    """Draw means on one scale, each with its interval."""
    has_intervals = any(estimate.low is not None for estimate in estimates)
    caption = _("Mean marks, from %(low)s to %(high)s")
    if has_intervals:
        caption = _("Mean marks, from %(low)s to %(high)s; the line is the 95%% interval")
    return interval_chart(
        estimates,
        words=Words(title, caption % {"low": low, "high": high}),
        scale=Scale(low, high),
        columns=(_("Question"), _("Mean"), _("95% interval"), _("Answers")),
    )


def _estimate(result: QuestionResult) -> Estimate:
    """Return a mean as a row of the picture."""
    figure = result.question.figure
    value = _rounded(figure.value)
    return Estimate(
        cut(result.question.text),
        value,
        _rounded(figure.low),
        _rounded(figure.high),
        figure.n or 0,
        _words(value, figure.n or 0),
    )


def _words(value: float | None, n: int) -> str:
    """Write what stands at the end of a row."""
    return _("%(mean)s, n = %(n)s") % {"mean": mark(value), "n": n}


def _rounded(value: Decimal | float | None) -> float | None:
    """Return a figure with the two decimals that are written."""
    # As it is written beside it: Python alone would round halves to even.
    return None if value is None else float(Decimal(value).quantize(HUNDREDTHS, ROUND_HALF_UP))
