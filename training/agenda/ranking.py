"""From evidence to an agenda: which competencies come first, why, and for how long.

Four sources speak, each as a strength from 0 to 1:

* *score*: how far mentees' mean rating lies below the top of the scale, (7 − mean)/6;
* *gap*: by how much mentors rate themselves above their mentees, gap/3, at most 1; who rates
  themselves lower has no strength here;
* *raised*: the competency's share of the concerns and reasons that were given;
* *faded*: the share of mentors of whose skill less than half is left, by the decay clock.

A competency's rank is the weighted mean of the sources that have spoken at all; a source that is
silent for everybody weighs nothing. The weights say what a planner would: what mentees see first,
then what mentors cannot see, then what was raised, then what a clock supposes.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

SCALE = 6.0
WIDE_GAP = 3.0
TOP = 7.0


Key = TypeVar("Key", bound=Hashable)


class Source(StrEnum):
    """What put a competency on the agenda."""

    SCORE = "score"
    GAP = "gap"
    RAISED = "raised"
    FADED = "faded"


WEIGHTS: Mapping[Source, float] = {
    Source.SCORE: 0.4,
    Source.GAP: 0.25,
    Source.RAISED: 0.2,
    Source.FADED: 0.15,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What one source says of a competency: the figure, over how many, and how strong it is."""

    source: Source
    value: float
    n: int
    strength: float


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """A competency with its place on the agenda: `weight` 0 to 1, the strongest figure first."""

    key: Key
    weight: float
    figures: tuple[Figure, ...] = field(default=())


def score_figure(mean: float, n: int) -> Figure:
    """Return what a mean rating by mentees, 1 to 7, says."""
    return Figure(Source.SCORE, mean, n, _within((TOP - mean) / SCALE))


def gap_figure(gap: float, n: int) -> Figure:
    """Return what own ratings less mentees' ratings, in points of the scale, say."""
    return Figure(Source.GAP, gap, n, _within(gap / WIDE_GAP))


def raised_figure(count: int, of: int) -> Figure:
    """Return what so many of so many reasons that were given say."""
    return Figure(Source.RAISED, float(count), of, _within(count / of if of else 0.0))


def faded_figure(count: int, of: int) -> Figure:
    """Return what it says that so many of so many mentors have less than half left."""
    return Figure(Source.FADED, float(count), of, _within(count / of if of else 0.0))


def rank(evidence: Mapping[Key, Sequence[Figure]]) -> tuple[Ranked[Key], ...]:
    """Return the competencies of which something was said, the most pressing first.

    Those that weigh the same keep the order in which they came. The order of figures within a
    competency does not matter.
    """
    spoken = {figure.source for figures in evidence.values() for figure in figures}
    total = sum(WEIGHTS[source] for source in spoken)
    ranked = [
        Ranked(
            key,
            sum(WEIGHTS[figure.source] * figure.strength for figure in figures) / total,
            tuple(sorted(figures, key=_pull, reverse=True)),
        )
        for key, figures in evidence.items()
        if any(figure.strength > 0 for figure in figures)
    ]
    return tuple(sorted(ranked, key=lambda item: -item.weight))


def minutes_for(weights: Sequence[float], minutes: int, *, least: int, step: int = 5) -> list[int]:
    """Share minutes out by weight in steps; each item has the least, and the sum is `minutes`.

    The first gets what is left over. Raises ValueError where even the least does not fit.
    """
    count = len(weights)
    if not count:
        return []
    spare = minutes - count * least
    if spare < 0:
        raise ValueError("There is not time enough for so many items.")
    total = sum(weights) or 1.0
    shares = [least + int(spare * weight / total) // step * step for weight in weights]
    shares[0] += minutes - sum(shares)
    return shares


def _pull(figure: Figure) -> tuple[float, str]:
    """Return how hard a figure pulls, with a name so that equal ones keep an order."""
    return WEIGHTS[figure.source] * figure.strength, figure.source


def _within(strength: float) -> float:
    """Keep a strength between 0 and 1."""
    return min(1.0, max(0.0, strength))
