"""How many may come back: a forecast from earlier cohorts, with the interval it deserves.

Each cohort has a return rate of its own; that of the next is drawn from what earlier ones show.
Rates scatter around a mean by an intraclass correlation (beta-binomial), so that three cohorts of
thirty are worth less than ninety independent people. Mean, scatter and the weight of what people
say they intend are averaged over a grid of what they may be, weighted by how well each explains the
past; nothing is fitted to a single best value. What people intend moves a forecast by about half of
its own change until a programme's own cohorts say otherwise: Webb and Sheeran, Psychological
Bulletin 132 (2006), 249–268, found that a change in intention of d = 0.66 brings one in behaviour
of d = 0.36, over 47 experiments.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, expit, gammaln, logit

# Of ten such forecasts, about eight should hold what comes.
COVERS = 80
TAIL = (1 - COVERS / 100) / 2
# Fewer cohorts with a known outcome than this, and nothing is foreseen.
FEWEST_COHORTS = 1
# Behaviour moves by 0.36/0.66 of what intention does; a programme's own may well differ.
INTENT_WEIGHT = 0.36 / 0.66
INTENT_SPREAD = 0.3
# Return rates of one programme's cohorts rarely scatter by more; the mean of the prior is 0.1.
SCATTER_PRIOR = 9.0
# What explains the past less well than this, against the best, changes no forecast by a person.
NEGLIGIBLE = 1e-5
MOST_AT_ONCE = 2_000_000

_MEANS = np.linspace(-4.5, 4.5, 91)
_SCATTERS = np.linspace(0.004, 0.5, 32)
_WEIGHTS = np.linspace(INTENT_WEIGHT - 2.5 * INTENT_SPREAD, INTENT_WEIGHT + 2.5 * INTENT_SPREAD, 11)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Intent:
    """What people said at the end of a cohort: so many yes, so many not sure, of all answers."""

    yes: int
    unsure: int
    answers: int

    @property
    def level(self) -> float:
        """Return the log-odds of the share who mean to, an unsure one counted by half.

        Half an answer is added on either side, so that five times yes is not certainty.
        """
        meant = self.yes + self.unsure / 2
        return float(logit((meant + 0.5) / (self.answers + 1)))


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier cohort: how many of those who could have came back, and what they had intended."""

    of: int
    came: int
    intent: Intent | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many of `of` may come back: the median and the bounds that hold eight of ten outcomes.

    `chances[k]` is the chance of exactly k; `uses_intent` tells whether what people intend counted.
    """

    of: int
    likely: int
    low: int
    high: int
    uses_intent: bool
    chances: tuple[float, ...]

    def holds(self, actual: int) -> bool:
        """Tell whether what came lies within the bounds."""
        return self.low <= actual <= self.high


def foresee(
    past: Sequence[Past], *, of: int, intent: Intent | None = None, surely: int = 0
) -> Foreseen | None:
    """Return how many of `of` people may come back, or None where no cohort was ever followed.

    `surely` have said yes for good, so no fewer come. Raises ValueError where it is more than `of`.
    """
    if surely > of:
        raise ValueError("More are sure to come than could.")
    known = [each for each in past if each.of]
    if len(known) < FEWEST_COHORTS:
        return None
    compared = [each.intent.level for each in known if each.intent]
    uses_intent = intent is not None and bool(compared)
    usual = float(np.mean(compared)) if compared else 0.0
    weights = _WEIGHTS if uses_intent else np.zeros(1)
    means, scatters, slopes = (
        grid.ravel() for grid in np.meshgrid(_MEANS, _SCATTERS, weights, indexing="ij")
    )
    belief = _prior(means, scatters, slopes, uses_intent=uses_intent)
    for each in known:
        moved = each.intent.level - usual if each.intent and uses_intent else 0.0
        rate = expit(means + slopes * moved)
        belief = belief + _log_chance(np.array([each.came]), each.of, rate, scatters)[0]
    moved = intent.level - usual if intent and uses_intent else 0.0
    chances = _mixed(belief, of, expit(means + slopes * moved), scatters)
    return _bounds(_at_least(chances, surely), uses_intent=uses_intent)


def together(one: Foreseen, other: Foreseen) -> Foreseen:
    """Return the sum of two forecasts of people who decide apart from each other."""
    chances = np.convolve(one.chances, other.chances)
    return _bounds(chances, uses_intent=one.uses_intent or other.uses_intent)


def look_back(past: Sequence[Past]) -> list[Foreseen | None]:
    """Return for each cohort what would have been foreseen from those before it alone."""
    return [
        foresee(past[:place], of=each.of, intent=each.intent) for place, each in enumerate(past)
    ]


def _prior(means: Floats, scatters: Floats, slopes: Floats, *, uses_intent: bool) -> Floats:
    """Return the log of what is believed beforehand: every mean rate alike, small scatter likelier.

    A rate between 0 and 1 that is alike everywhere has density p(1 − p) in its log-odds.
    """
    rate = expit(means)
    belief = np.log(rate) + np.log1p(-rate) + (SCATTER_PRIOR - 1) * np.log1p(-scatters)
    if uses_intent:
        belief = belief - ((slopes - INTENT_WEIGHT) / INTENT_SPREAD) ** 2 / 2
    return np.asarray(belief)


def _log_chance(came: Floats, of: int, rate: Floats, scatter: Floats) -> Floats:
    """Return the log-chance of each count under each beta-binomial, counts by row."""
    size = (1 - scatter) / scatter
    first, second = rate * size, (1 - rate) * size
    count = np.asarray(came, dtype=float)[:, None]
    ways = gammaln(of + 1) - gammaln(count + 1) - gammaln(of - count + 1)
    return np.asarray(ways + betaln(count + first, of - count + second) - betaln(first, second))


def _mixed(belief: Floats, of: int, rate: Floats, scatter: Floats) -> Floats:
    """Return the chance of each count from 0 to `of`, over all that may explain the past."""
    share = np.exp(belief - belief.max())
    matters = share > NEGLIGIBLE
    share, rate, scatter = share[matters], rate[matters], scatter[matters]
    chances = np.zeros(of + 1)
    # By parts, so that a cohort of thousands fits into memory.
    parts = max(1, share.size * (of + 1) // MOST_AT_ONCE)
    for part in np.array_split(np.arange(share.size), parts):
        logs = _log_chance(np.arange(of + 1.0), of, rate[part], scatter[part])
        chances += np.exp(logs) @ share[part]
    return np.asarray(chances / chances.sum())


def _at_least(chances: Floats, surely: int) -> Floats:
    """Return the chances given that at least so many come."""
    kept = chances.copy()
    kept[:surely] = 0
    if not kept.sum():
        kept[surely] = 1
    return np.asarray(kept / kept.sum())


def _bounds(chances: Floats, *, uses_intent: bool) -> Foreseen:
    """Return the median and the tenth and ninetieth percentile of the chances."""
    total = np.cumsum(chances)
    low, likely, high = (
        int(np.searchsorted(total, share - 1e-12)) for share in (TAIL, 0.5, 1 - TAIL)
    )
    return Foreseen(
        len(chances) - 1, likely, low, high, uses_intent, tuple(float(each) for each in chances)
    )
