"""How much of the whole each weight is, in whole per cent that add up."""

from collections.abc import Sequence

WHOLE = 100


def shares_of(weights: Sequence[int]) -> list[int]:
    """Return each weight's share in per cent; together they are 100, unless there is nothing.

    What rounding leaves over goes to those it took most from, the first of equals first.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [WHOLE * weight // total for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda place: -(WHOLE * weights[place] % total))
    for place in by_loss[: WHOLE - sum(shares)]:
        shares[place] += 1
    return shares
