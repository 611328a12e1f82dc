"""How answers came in, day by day, beside the last cohort's."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentorship.common.charts import Chart, Curve, Words, curve_chart


@dataclass(frozen=True, slots=True)
class Coming:
    """The share of those asked who had answered at the end of each day, in per cent, from day 1.

    Counts of days only: nothing says who answered when.
    """

    label: str
    shares: Sequence[float]


def response_chart(curves: Sequence[Coming], *, days: Sequence[int], caption: str) -> Chart:
    """Draw one or two curves over the days since the opening; their table has these days.

    `days` count from 0 and are in order. Raises ValueError without any share.
    """
    return curve_chart(
        [_curve(one, [day for day in days if day < len(one.shares)]) for one in curves],
        words=Words(_("How answers came in"), caption),
        axis_title=_("day since it opened"),
        first_column=_("Day"),
    )


def _curve(one: Coming, days: Sequence[int]) -> Curve:
    """Return a curve with a point for each of these days."""
    return Curve(
        one.label,
        [(day + 1, one.shares[day]) for day in days],
        [f"{one.shares[day]:.0f}%" for day in days],
    )
