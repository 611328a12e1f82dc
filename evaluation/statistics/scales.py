"""Scales made of several items."""

from collections.abc import Collection, Sequence
from math import fsum

from evaluation.statistics.cleaning import Value, check_on_scale, is_missing, present
from evaluation.statistics.intervals import PAIR, average, spread
from evaluation.statistics.results import CannotTell, Reliability, Score


def subscale_score(
    answers: Sequence[Value], *, low: float, high: float, reversed_items: Collection[int] = ()
) -> Score:
    """Return one person's mean over a subscale's items, if at least two thirds were answered.

    Items have the scale from low to high; those at the places (from 0) in ``reversed_items`` count
    as low + high − answer. Raises ValueError for an answer off the scale, or a place without item.
    """
    if any(not 0 <= place < len(answers) for place in reversed_items):
        raise ValueError("A reversed item is not among the items.")
    turned: list[Value] = []
    for place, answer in enumerate(answers):
        if answer is None or is_missing(answer):
            continue
        check_on_scale(answer, low, high)
        turned.append(low + high - answer if place in reversed_items else answer)
    kept, _ = present(turned)
    if not kept:
        return Score(None, 0, len(answers), CannotTell.NO_ANSWERS)
    if 3 * len(kept) < 2 * len(answers):
        return Score(None, len(kept), len(answers), CannotTell.TOO_MANY_MISSING)
    return Score(average(kept), len(kept), len(answers))


def cronbach_alpha(rows: Sequence[Sequence[Value]]) -> Reliability:
    """Return k / (k − 1) · (1 − Σ item variances / variance of the sums), at most 1.

    A row holds one person's answers to the k items, reversed ones already turned round; people
    who left out an item are left out and counted. It may be negative, which says that the items do
    not belong together. Raises ValueError for rows of different lengths.
    """
    items = len(rows[0]) if rows else 0
    if any(len(row) != items for row in rows):
        raise ValueError("Everybody must have the same items.")
    complete = [kept for kept, missing in map(present, rows) if not missing]
    n, incomplete = len(complete), len(rows) - len(complete)
    if items < PAIR or n < PAIR:
        reason = CannotTell.TOO_FEW if n and items else CannotTell.NO_ANSWERS
        return Reliability(None, items, n, incomplete, reason)
    total = spread([fsum(row) for row in complete]) ** 2
    if not total:
        return Reliability(None, items, n, incomplete, CannotTell.NO_VARIATION)
    parts = fsum(spread(column) ** 2 for column in zip(*complete, strict=True))
    alpha = min(items / (items - 1) * (1 - parts / total), 1.0)
    return Reliability(alpha, items, n, incomplete)
