"""How the answers to one question are spread, group by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentorship.common.charts import (
    Chart,
    Whole,
    Words,
    whole_chart,
)
from mentorship.common.charts.palette import CATEGORIES

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each value was given in one group that may be shown."""

    label: str
    counted: Mapping[Any, int]

    @property
    def n(self) -> int:
        """Return how many answered."""
        return sum(self.counted.values())


def spreads_of(
    spreads: Sequence[Spread],
    options: Mapping[Any, str],
    *,
    words: Words,
    first_column: str,
    is_ordered: bool = False,
) -> Chart | None:
    """Draw the answers of several groups under one another, each as parts of 100 per cent.

    `is_ordered` says that the options are marks of a scale. None where there are more options than
    can be told apart, or nobody answered.
    """
    shown = [spread for spread in spreads if spread.n]
    if not shown or len(options) > len(CATEGORIES):
        return None
    drawn = whole_chart(
        [
            Whole(spread.label, dict(zip(options.values(), _parts(spread, options), strict=True)))
            for spread in shown
        ],
        words=words,
        parts=list(options.values()),
        axis_title=_("per cent of answers"),
        first_column=first_column,
        is_ordered=is_ordered,
    )
    columns = (first_column, *options.values(), _("n"))
    return replace(drawn, columns=columns, rows=tuple(_cells(one, options) for one in shown))


def _parts(spread: Spread, options: Mapping[Any, str]) -> list[int]:
    """Return whole per cent that add up to 100: the largest remainders are rounded up."""
    counts = [spread.counted.get(value, 0) for value in options]
    parts = [HUNDRED * count // spread.n for count in counts]
    by_rest = sorted(range(len(counts)), key=lambda at: -(HUNDRED * counts[at] % spread.n))
    for at in by_rest[: HUNDRED - sum(parts)]:
        parts[at] += 1
    return parts


def _cells(spread: Spread, options: Mapping[Any, str]) -> tuple[str, ...]:
    """Return a line of the table: counts, and how many there are."""
    counts = (number_format(spread.counted.get(value, 0)) for value in options)
    return (spread.label, *counts, number_format(spread.n))
