"""Acceptance rates of groups beside each other, with the four-fifths ratio.

A rate below four fifths of the highest one is, by the Uniform Guidelines on Employee Selection
Procedures of the United States (1978), 29 CFR 1607.4 D, generally taken as evidence of adverse
impact; greater differences may not be where they rest on small numbers. It is a reason to look.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from programmes.fairness.hiding import hidden_groups
from programmes.fairness.tallies import Spread, Tally, spread_of, together, wilson

FOUR_FIFTHS = Fraction(4, 5)


@dataclass(frozen=True, slots=True)
class Group:
    """A group that is shown: its numbers, and its rate beside the highest one.

    `ratio` is None where nobody is decided, or where there is nothing to compare with.
    """

    label: str
    tally: Tally
    low: float
    high: float
    ratio: float | None = None
    is_highest: bool = False
    is_below: bool = False
    # Whether one more who is accepted would have brought the group up to four fifths.
    turns_on_one: bool = False
    scores: Spread | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A breakdown as it may be published: groups shown, the others together, and the total."""

    groups: tuple[Group, ...]
    others: Tally | None
    total: Tally

    @property
    def highest(self) -> Group | None:
        """Return the group that the others are compared with."""
        return next((group for group in self.groups if group.is_highest), None)

    @property
    def below(self) -> tuple[Group, ...]:
        """Return the groups whose rate is below four fifths of the highest, the lowest first."""
        below = [group for group in self.groups if group.is_below]
        return tuple(sorted(below, key=lambda group: (group.ratio or 0, group.label)))


def compare(
    tallies: Mapping[str, Tally], scores: Mapping[str, Sequence[float]] | None = None
) -> Comparison:
    """Compare groups by their rates, without any that is too small to be shown."""
    hidden = hidden_groups(tallies)
    shown = {label: tally for label, tally in tallies.items() if label not in hidden}
    others = together(tallies[label] for label in hidden)
    known = scores or {}
    highest = _highest(shown)
    return Comparison(
        groups=tuple(
            _group(label, tally, highest, spread_of(known.get(label, ())))
            for label, tally in sorted(shown.items(), key=lambda each: (-each[1].applied, each[0]))
        ),
        others=others if hidden else None,
        total=together(tallies.values()),
    )


def _highest(shown: Mapping[str, Tally]) -> tuple[str, Fraction] | None:
    """Return the group with the highest rate, the largest of several; None without a second."""
    decided = {label: tally for label, tally in shown.items() if tally.decided}
    if len(decided) < 2 or not any(tally.accepted for tally in decided.values()):  # noqa: PLR2004  (a comparison needs two)
        return None
    label = max(decided, key=lambda each: (_exact(decided[each]), decided[each].decided, each))
    return label, _exact(decided[label])


def _group(
    label: str, tally: Tally, highest: tuple[str, Fraction] | None, scores: Spread | None
) -> Group:
    """Return a group with its rate beside the highest one."""
    low, high = wilson(tally.accepted, tally.decided)
    if highest is None or not tally.decided:
        return Group(label, tally, low, high, scores=scores)
    name, rate = highest
    ratio = _exact(tally) / rate
    one_more = Fraction(tally.accepted + 1, tally.decided) / rate
    is_below = ratio < FOUR_FIFTHS
    return Group(
        label,
        tally,
        low,
        high,
        ratio=float(ratio),
        is_highest=label == name,
        is_below=is_below,
        turns_on_one=is_below and one_more >= FOUR_FIFTHS,
        scores=scores,
    )


def _exact(tally: Tally) -> Fraction:
    """Return the rate without rounding."""
    return Fraction(tally.accepted, tally.decided)
