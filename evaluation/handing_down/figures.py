"""From area scores to figures that may be handed down; without Django.

An area score is one person's mean over the questions of one area, from 1 to 7. A figure is told of
a group that may be shown: five or more, and not a few of one mind. The gap is told of those mentors
who rated themselves and were rated. As the means of all are told too, whoever was left out of the
gap could be worked out by taking away; so it is told only where those left out, on either side, are
nobody or five and more.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evaluation.statistics import Interval, mean_by_group, mean_interval, self_other_gap
from evaluation.suppression import SMALLEST_GROUP, may_show_distribution

# The scale of competencies.
LOW, HIGH = 1, 7

Key = TypeVar("Key", bound=Hashable)


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


def gap_figure(own: Mapping[Key, float], ratings: Sequence[Rating]) -> Told | None:
    """Return the mean over mentors of own score less the mean of the ratings of them.

    Positive: mentors see themselves higher. None where it may not be told, or where it would tell
    of those who are left out of it.
    """
    groups = _by_mentor(ratings)
    both = own.keys() & groups.keys()
    raters_left_out = {rating.rater for rating in ratings if rating.mentor not in both}
    if not all(_is_covered(count) for count in (len(own) - len(both), len(raters_left_out))):
        return None
    pairs = [(own[mentor], groups[mentor]) for mentor in sorted(both, key=str)]
    if not _may_tell([score - sum(rated) / len(rated) for score, rated in pairs]):
        return None
    return _told(self_other_gap(pairs), len(pairs), LOW - HIGH, HIGH - LOW)


def whole_rating(score: float) -> int:
    """Return an area score as a whole mark; halves go up."""
    return int(score + 0.5)


def _by_mentor(ratings: Sequence[Rating]) -> dict[Hashable, list[float]]:
    """Return the ratings of each mentor."""
    groups: dict[Hashable, list[float]] = {}
    for rating in ratings:
        groups.setdefault(rating.mentor, []).append(rating.score)
    return groups


def _is_covered(left_out: int) -> bool:
    """Tell whether so many left out cannot be worked out one by one."""
    return left_out == 0 or left_out >= SMALLEST_GROUP


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
