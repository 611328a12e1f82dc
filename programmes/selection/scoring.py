"""The score of an application from its reviewers' marks, over its version of the profile.

Score = Σ weight·(s − 1)/(levels − 1) / Σ weight, where s is the mean of the reviewers' marks of a
criterion. The lowest mark counts 0. A mark that could not be given is left out of s; a criterion
that nobody could judge makes the score incomplete, never zero. Knows no Django.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

LOWEST = 1
# Two reviewers who are so many levels apart saw different things.
WIDE = 2
STEP = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class WeighedCriterion:
    """What of a criterion matters to a score."""

    id: UUID
    weight: int
    levels: int
    met_from: int
    is_essential: bool


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """How an application stands on one criterion; `mean` and `share` are None when unjudged."""

    criterion: UUID
    marks: tuple[int | None, ...]
    mean: Decimal | None
    share: Decimal | None
    spread: int
    is_unmet: bool

    @property
    def is_judged(self) -> bool:
        """Tell whether anybody could judge it."""
        return self.mean is not None

    @property
    def is_disagreed(self) -> bool:
        """Tell whether two reviewers are two levels apart, or more."""
        return self.spread >= WIDE


@dataclass(frozen=True, slots=True)
class Score:
    """What an application's marks come to, between 0 and 1; None while it is incomplete."""

    value: Decimal | None
    is_complete: bool
    per_criterion: tuple[CriterionScore, ...]
    unmet_essentials: tuple[UUID, ...]
    disagreements: tuple[UUID, ...]


def score_of(
    criteria: Sequence[WeighedCriterion], marks: Mapping[UUID, Sequence[int | None]]
) -> Score:
    """Return the score over a profile's criteria; marks of other criteria are left out."""
    means = {criterion.id: _mean(marks.get(criterion.id, ())) for criterion in criteria}
    shares = {each.id: _share(means[each.id], each.levels) for each in criteria}
    per_criterion = tuple(
        _standing(each, marks.get(each.id, ()), means[each.id], shares[each.id])
        for each in criteria
    )
    value = _weighed(criteria, shares)
    return Score(
        value=_rounded(value),
        is_complete=value is not None,
        per_criterion=per_criterion,
        unmet_essentials=tuple(each.criterion for each in per_criterion if each.is_unmet),
        disagreements=tuple(each.criterion for each in per_criterion if each.is_disagreed),
    )


def _mean(marks: Sequence[int | None]) -> Fraction | None:
    """Return the mean of the marks that were given; None when none was."""
    given = [mark for mark in marks if mark is not None]
    return Fraction(sum(given), len(given)) if given else None


def _share(mean: Fraction | None, levels: int) -> Fraction | None:
    """Return how far up its scale a mean lies: 0 for the lowest mark, 1 for the highest."""
    return None if mean is None else (mean - LOWEST) / (levels - LOWEST)


def _standing(
    criterion: WeighedCriterion,
    marks: Sequence[int | None],
    mean: Fraction | None,
    share: Fraction | None,
) -> CriterionScore:
    """Say how an application stands on a criterion."""
    given = [mark for mark in marks if mark is not None]
    return CriterionScore(
        criterion=criterion.id,
        marks=tuple(marks),
        mean=_rounded(mean),
        share=_rounded(share),
        spread=max(given) - min(given) if given else 0,
        is_unmet=criterion.is_essential and mean is not None and mean < criterion.met_from,
    )


def _weighed(
    criteria: Sequence[WeighedCriterion], shares: Mapping[UUID, Fraction | None]
) -> Fraction | None:
    """Return the weighed mean of the shares; None when one is missing, or there is no criterion."""
    total = Fraction(0)
    for criterion in criteria:
        share = shares[criterion.id]
        if share is None:
            return None
        total += criterion.weight * share
    weights = sum(criterion.weight for criterion in criteria)
    return total / weights if weights else None


def _rounded(value: Fraction | None) -> Decimal | None:
    """Return five decimal places, as a decision keeps them."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(STEP, rounding=ROUND_HALF_UP)
