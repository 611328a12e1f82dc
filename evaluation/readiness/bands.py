"""How verdicts become scores and bands; exact arithmetic, without Django.

The bands are those of the European Mentoring and Coaching Council's award for mentoring programmes
(ISMCP): a share of all that is asked, and at least a share of each standard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    """How far one requirement is met."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    UNJUDGED = "unjudged"  # needs a person's judgement, and nobody has given one


class Band(StrEnum):
    """Which band the scores reach."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    NOT_YET = "not_yet"


WORTH = {
    Verdict.MET: Fraction(1),
    Verdict.PARTLY: Fraction(1, 2),
    Verdict.NOT_MET: Fraction(0),
    Verdict.UNJUDGED: Fraction(0),
}
# The least share of everything, and of each part, from the highest band down.
THRESHOLDS: tuple[tuple[Band, Fraction, Fraction], ...] = (
    (Band.GOLD, Fraction(90, 100), Fraction(80, 100)),
    (Band.SILVER, Fraction(80, 100), Fraction(70, 100)),
    (Band.BRONZE, Fraction(70, 100), Fraction(60, 100)),
)


@dataclass(frozen=True, slots=True)
class Score:
    """So much of so much: `points` of `of` requirements, a half for one that is partly met."""

    points: Fraction
    of: int

    @property
    def share(self) -> Fraction:
        """Return the share between 0 and 1; nothing asked is nothing reached."""
        return self.points / self.of if self.of else Fraction(0)

    @property
    def percent(self) -> int:
        """Return whole per cent, rounded down: 89.9% is not yet 90%."""
        return int(self.share * 100)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a programme reaches: its score of all, of each part, and the band that follows."""

    overall: Score
    parts: Mapping[str, Score]
    band: Band


def score(verdicts: Sequence[Verdict]) -> Score:
    """Return the points of some requirements; what nobody judged counts as not met."""
    return Score(sum((WORTH[verdict] for verdict in verdicts), Fraction(0)), len(verdicts))


def standing(parts: Mapping[str, Sequence[Verdict]]) -> Standing:
    """Return scores and band of a standard; every requirement counts alike."""
    scores = {key: score(verdicts) for key, verdicts in parts.items()}
    overall = score([verdict for verdicts in parts.values() for verdict in verdicts])
    return Standing(overall, scores, band(overall, scores))


def band(overall: Score, parts: Mapping[str, Score]) -> Band:
    """Return the highest band whose both thresholds are reached."""
    weakest = min((part.share for part in parts.values()), default=Fraction(0))
    for found, of_all, of_each in THRESHOLDS:
        if overall.share >= of_all and weakest >= of_each:
            return found
    return Band.NOT_YET


def next_band(reached: Band) -> tuple[Band, Fraction, Fraction] | None:
    """Return the band above with its two thresholds; None above gold."""
    above = [each for each in reversed(THRESHOLDS) if _rank(each[0]) < _rank(reached)]
    return above[0] if above else None


def _rank(found: Band) -> int:
    """Return the place of a band, the highest first."""
    return list(Band).index(found)
