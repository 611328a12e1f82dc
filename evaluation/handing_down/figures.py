"""From area scores to figures that may be handed down; without Django.

An area score is one person's mean over the questions of one area, from 1 to 7. A figure is told of
a group that may be shown: five or more, and not a few of one mind. The gap is that of the page that
compares (`comparing.walk`), of the very same mentors: as the means of all are told too, another
gap of other mentors would tell of those who are in one of them only.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from evaluation.statistics import Interval, mean_by_group, mean_interval
from evaluation.suppression import SMALLEST_GROUP, may_show_distribution

# The scale of competencies.
LOW, HIGH = 1, 7


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with its 95 % interval, where there is one, and how many people are behind it."""

    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater's area score of one mentor is; who rated and who was rated, by any key."""

    rater: Hashable
    mentor: Hashable
    score: float


def own_figure(scores: Iterable[float]) -> Told | None:
    """Return the mean of mentors' own area scores; None where it may not be told."""
    kept = list(scores)
    if not _may_tell(kept):
        return None
    return _told(mean_interval(kept), len(kept), LOW, HIGH)


def mentees_figure(ratings: Sequence[Rating]) -> Told | None:
    """Return the mean of all ratings by mentees; None where it may not be told.

    `n` counts mentees; the interval draws mentors, since ratings of one mentor resemble each other.
    """
    raters = len({rating.rater for rating in ratings})
    if raters < SMALLEST_GROUP or not _may_tell([rating.score for rating in ratings]):
        return None
    groups = _by_mentor(ratings)
    return _told(mean_by_group(groups.values()), raters, LOW, HIGH)


def means_figure(mean: float, people: int) -> Told | None:
    """Return the mean of questions' means; None of too few. It has no interval."""
    return Told(mean, None, None, people) if people >= SMALLEST_GROUP else None


def gap_figure(gap: Interval) -> Told | None:
    """Return a gap as it is handed down. Positive: mentors see themselves higher."""
    return _told(gap, gap.n, LOW - HIGH, HIGH - LOW)


def whole_rating(score: float) -> int:
    """Return an area score as a whole mark; halves go up."""
    return int(score + 0.5)


def _by_mentor(ratings: Sequence[Rating]) -> dict[Hashable, list[float]]:
    """Return the ratings of each mentor."""
    groups: dict[Hashable, list[float]] = {}
    for rating in ratings:
        groups.setdefault(rating.mentor, []).append(rating.score)
    return groups


def _may_tell(scores: Sequence[float]) -> bool:
    """Tell whether these scores may have a mean that is told."""
    return may_show_distribution(Counter(round(score, 6) for score in scores).values())


def _told(found: Interval, n: int, low: float, high: float) -> Told | None:
    """Return an interval within the scale as it is handed down."""
    if found.value is None:
        return None
    return Told(
        found.value,
        None if found.low is None else max(found.low, low),
        None if found.high is None else min(found.high, high),
        n,
    )
