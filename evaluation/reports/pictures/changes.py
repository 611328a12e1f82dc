"""Dumbbells: where the same people were before, and where they are after."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.model import ChangeLine
from mentorship.common.charts import Change, Chart, Scale, Words, change_chart


def changes_chart(lines: Sequence[ChangeLine]) -> Chart | None:
    """Draw the changes that may be shown, on one scale; None where there is none.

    Marks on other scales than the first are told by the table alone.
    """
    shown = [line for line in lines if line.figure.value is not None and line.last is not None]
    if not shown:
        return None
    low, high = shown[0].low, shown[0].high
    shown = [line for line in shown if (line.low, line.high) == (low, high)]
    words = Words(
        _("The same people, before and after"),
        _(
            "Mean marks of the same people before (ring) and after (dot); the dark line is the 95% "
            "interval of the change, measured from the ring."
        ),
    )
    columns = (_("Question"), _("Before"), _("After"), _("Change"))
    title = _("mean mark, %(low)s to %(high)s") % {"low": low, "high": high}
    return change_chart(
        [_change(line) for line in shown],
        words=words,
        scale=Scale(low, high, title=title),
        columns=columns,
    )


def _change(line: ChangeLine) -> Change:
    """Return one dumbbell: its interval is that of the change, put where it would end."""
    figure, first = line.figure, line.first
    if first is None or line.last is None or figure.value is None:
        raise ValueError("A change that is not shown cannot be drawn.")
    low, high = (
        None
        if bound is None
        else float(min(max(first + bound, Decimal(line.low)), Decimal(line.high)))
        for bound in (figure.low, figure.high)
    )
    words = _("%(change)s (n = %(n)s)") % {
        "change": phrases.signed(figure.value, 1),
        "n": phrases.whole(figure.n or 0),
    }
    return Change(phrases.shortened(line.text), float(first), float(line.last), low, high, words)
