"""One question or area compared: with itself at another time, or with how others see it. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any

from evaluation.comparing.chance import LEVEL, holm, p_of_change
from evaluation.comparing.linking import Linked, linked, within
from evaluation.comparing.marks import DIGITS, Marked
from evaluation.comparing.scores import Measured
from evaluation.statistics import Change, Interval, paired_change, self_other_gap
from evaluation.suppression import may_show_distribution


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Who could be linked, and how they changed.

    `change` is None where it may not be shown. `is_told` says that more than chance is behind it,
    over all rows of the table together; `has_ways` that it may be told how many rose and fell.
    """

    measured: Measured
    linked: Linked[Any]
    change: Change | None = None
    is_told: bool = False
    has_ways: bool = True


@dataclass(frozen=True, slots=True)
class GapRow:
    """The mean over mentors of their own mark, of their mentees' mean mark, and of the gap.

    `gap` is None where it may not be shown. `ratings` counts the mentees' marks behind it;
    `is_told` says that the gap is more than chance, over all areas together.
    """

    measured: Measured
    linked: Linked[Any]
    gap: Interval | None = None
    own: float | None = None
    others: float | None = None
    ratings: int = 0
    is_told: bool = False


def change_row(
    measured: Measured, before: Marked, after: Marked, *, among: Sequence[Any] | None, rank: Any
) -> ChangeRow:
    """Return how those changed who have a mark both times.

    `among` are those of whom something was shown already; then nobody else is looked at.
    """
    firsts, partly = _within(before, among)
    afters = after.marks
    found = linked([firsts, afters], rank=rank, partly=[partly, after.is_partly])
    if not found.is_shown:
        return ChangeRow(measured, found)
    change = paired_change(
        [firsts[who][0] for who in found.who], [afters[who][0] for who in found.who]
    )
    differences = Counter(round(afters[who][0] - firsts[who][0], DIGITS) for who in found.who)
    if not may_show_distribution(differences.values()):
        # Everybody's change would be known from that of all.
        return ChangeRow(measured, replace(found, who=()))
    ways = may_show_distribution([change.rose, change.same, change.fell])
    return ChangeRow(measured, found, change, has_ways=ways)


def gap_row(
    measured: Measured,
    own: Marked,
    others: Marked,
    *,
    among: Sequence[Any] | None,
    rank: Any,
    areas: int,
) -> GapRow:
    """Return the gap of those mentors who rated themselves and were rated.

    Every mentor weighs the same, however many rated them. Whether it is told is decided at 5 % over
    all `areas` together (Bonferroni).
    """
    selves, partly = _within(own, among)
    found = linked([selves, others.marks], rank=rank, partly=[partly, others.is_partly])
    if not found.is_shown:
        return GapRow(measured, found)
    pairs = [(selves[mentor][0], others.marks[mentor]) for mentor in found.who]
    differences = Counter(round(mark - _mean(ratings), DIGITS) for mark, ratings in pairs)
    if not may_show_distribution(differences.values()):
        # Every mentor's gap would be known from that of all.
        return GapRow(measured, replace(found, who=()))
    strict = self_other_gap(pairs, level=1 - LEVEL / areas)
    return GapRow(
        measured,
        found,
        self_other_gap(pairs),
        _mean([mark for mark, _ratings in pairs]),
        _mean([_mean(ratings) for _mark, ratings in pairs]),
        sum(len(ratings) for _mark, ratings in pairs),
        is_told=_is_beyond_zero(strict),
    )


def told(rows: Sequence[ChangeRow]) -> tuple[ChangeRow, ...]:
    """Say which changes are more than chance, over all of them together."""
    found = holm(
        {row.measured.key: None if row.change is None else p_of_change(row.change) for row in rows}
    )
    return tuple(replace(row, is_told=row.measured.key in found) for row in rows)


def _within(
    marked: Marked, among: Sequence[Any] | None
) -> tuple[Mapping[Any, Sequence[float]], bool]:
    """Return the marks of those of whom something was shown already, or of all if nothing was.

    Whether a few answered only in part was heeded where something was shown first.
    """
    if among is None:
        return marked.marks, marked.is_partly
    return within(marked.marks, among), False


def _is_beyond_zero(interval: Interval) -> bool:
    """Tell whether an interval lies wholly on one side of nothing."""
    if interval.low is None or interval.high is None:
        return False
    return interval.low > 0 or interval.high < 0


def _mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return fsum(values) / len(values)
