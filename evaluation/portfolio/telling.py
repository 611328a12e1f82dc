"""From what a measure read to what may be told of it beside other programmes."""

from collections.abc import Mapping
from decimal import Decimal
from math import sqrt

from scipy.special import stdtrit

from evaluation import suppression
from evaluation.portfolio.sheet import Kind, Told
from evaluation.statistics import wilson
from programmes.measures import FEWEST_ANSWERS, Measure, Reading

HUNDRED = 100
FOUR_PLACES = Decimal("0.0001")
# What is between is 95 %.
UPPER = 0.975
# Means over areas of means: nobody stands for one answer each.
INDICES = frozenset({"evaluation.competency", "evaluation.competency_change"})


def told_of(measure: Measure, reading: Reading, *, people: int) -> Told:
    """Return a reading as it is told beside others: nothing of a group of fewer than five.

    A count of people is one of all `people` of the programme: three of ninety may be told, as in
    a share.

    A share of rows gets Wilson's interval here: compared with other programmes, it is one of the
    shares that the same programme could have come to. Rows that hang together have the interval
    over people that was read with them, or none.
    """
    if measure.is_tied:
        return _tied_share(reading)
    if measure.unit == "%":
        return _answered_share(reading) if reading.is_answered else _counted_share(reading)
    kind = _kind_of(measure, reading)
    is_count = not reading.is_answered and reading.value == reading.n
    if 0 < (people if is_count else reading.n) < FEWEST_ANSWERS:
        return Told(kind=kind)
    low, high = _bounds(reading)
    return Told(
        kind=kind,
        value=_exact(reading),
        n=reading.n,
        asked=reading.of if reading.is_answered else None,
        low=low,
        high=high,
    )


def share_of(count: int, n: int, asked: int | None = None) -> Told:
    """Return `count` of `n` in per cent with Wilson's interval; nothing of fewer than five."""
    found = wilson(count, n)
    if n < FEWEST_ANSWERS or found.value is None or found.low is None or found.high is None:
        return Told(kind=Kind.SHARE)
    return Told(
        kind=Kind.SHARE,
        value=_per_cent(found.value),
        n=n,
        count=count,
        asked=asked,
        low=_per_cent(found.low),
        high=_per_cent(found.high),
    )


def shares_of_parts(parts: Mapping[int, tuple[int, int]]) -> dict[int, Told]:
    """Return `(count, n)` of each cohort as a share, of cohorts whose sum is told elsewhere.

    Where a cohort is too small, others are hidden with it until the hidden ones protect each
    other: the sum less those shown would else be the small one's.
    """
    hidden = suppression.hidden_groups({key: n for key, (_count, n) in parts.items()})
    return {
        key: Told(kind=Kind.SHARE) if key in hidden else share_of(count, n)
        for key, (count, n) in parts.items()
        if n
    }


def _counted_share(reading: Reading) -> Told:
    """Return a share of rows: `n` of `of`."""
    return share_of(reading.n, reading.of or 0)


def _tied_share(reading: Reading) -> Told:
    """Return a share of rows of which one person may have several: `n` of `of`."""
    if not reading.of or reading.of < FEWEST_ANSWERS:
        return Told(kind=Kind.TIED)
    low, high = _bounds(reading)
    value = _exact(reading)
    return Told(kind=Kind.TIED, value=value, n=reading.of, count=reading.n, low=low, high=high)


def _answered_share(reading: Reading) -> Told:
    """Return a share of answers: `n` answered, of `of` asked."""
    exact = reading.exact if reading.exact is not None else reading.value
    return share_of(round(exact * reading.n / HUNDRED), reading.n, reading.of)


def _kind_of(measure: Measure, reading: Reading) -> Kind:
    """Return what may be done with a figure that is no share."""
    if not reading.is_answered:
        return Kind.NUMBER if reading.low is None else Kind.INDEX
    return Kind.INDEX if measure.key in INDICES else Kind.MEAN


def _bounds(reading: Reading) -> tuple[Decimal | None, Decimal | None]:
    """Return the interval that was read, or the one that the spread of a mean gives."""
    if reading.low is not None and reading.high is not None:
        return reading.low.quantize(FOUR_PLACES), reading.high.quantize(FOUR_PLACES)
    if not reading.sd or reading.n <= 1:
        return None, None
    margin = float(stdtrit(reading.n - 1, UPPER)) * float(reading.sd) / sqrt(reading.n)
    value, half = _exact(reading), Decimal(str(margin))
    return (value - half).quantize(FOUR_PLACES), (value + half).quantize(FOUR_PLACES)


def _exact(reading: Reading) -> Decimal:
    """Return the value before it was rounded, to four places."""
    value = reading.value if reading.exact is None else reading.exact
    return value.quantize(FOUR_PLACES)


def _per_cent(share: float) -> Decimal:
    """Return a share from 0 to 1 in per cent."""
    return (Decimal(repr(share)) * HUNDRED).quantize(FOUR_PLACES)
