"""One question in several groups, each figure with its interval."""

from django.utils.translation import gettext as _

from evaluation.comparing import words
from evaluation.comparing.cells import Cell, Row
from mentorship.common.charts import Chart, Estimate, Scale, Words, interval_chart

HUNDRED = 100
DIGITS = 2


def groups_chart(row: Row, groups: list[str], *, caption: str) -> Chart | None:
    """Draw the figure of each group with its 95 % interval; None where nothing is shown."""
    if not row.shown:
        return None
    is_share = any(cell.count is not None for cell in row.cells)
    item = row.worded.item
    scale = Scale(0, HUNDRED, unit="%") if is_share else Scale(item.low or 0, item.high or 0)
    return interval_chart(
        [_estimate(cell, label) for cell, label in zip(row.cells, groups, strict=True)],
        words=Words(row.worded.text, caption),
        scale=scale,
        columns=(
            _("Group"),
            _("Per cent") if is_share else _("Mean"),
            _("95% interval"),
            _("Answers"),
        ),
    )


def _estimate(cell: Cell, label: str) -> Estimate:
    """Return one line; a hidden one carries no number."""
    times = 1 if cell.count is None else HUNDRED
    value, low, high = (
        None if bound is None else round(bound * times, DIGITS)
        for bound in (cell.value, cell.low, cell.high)
    )
    return Estimate(words.name(label), value, low, high, cell.n, words.full_figure(cell))
