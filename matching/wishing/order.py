"""A list of wishes as tiers, best first: those in one tier are liked equally. Plain values only."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
Tiers = tuple[tuple[T, ...], ...]

WORST, BEST = 1, 5  # of a rating


class Step(StrEnum):
    """What a button beside a name does to the list."""

    UP = "up"
    DOWN = "down"
    EQUAL = "equal"  # liked as much as the one above
    REMOVE = "remove"


def tiers_of(places: Mapping[T, int]) -> Tiers[T]:
    """Return the tiers of names with ranks (1 is best), in the order in which they are given."""
    ranks = sorted(set(places.values()))
    return tuple(tuple(name for name, rank in places.items() if rank == each) for each in ranks)


def ranks_of(tiers: Tiers[T]) -> dict[T, int]:
    """Return the rank of each name: 1 for the first tier, and no number left out."""
    return {name: rank for rank, tier in enumerate(tiers, start=1) for name in tier}


def changed(tiers: Tiers[T], name: T, step: Step) -> Tiers[T]:
    """Return the list after one press; a press that changes nothing returns it as it was."""
    at = next((place for place, tier in enumerate(tiers) if name in tier), None)
    if at is None:
        return tiers
    if step == Step.REMOVE:
        return _kept(_without(tiers, name))
    if step == Step.EQUAL:
        return _joined(tiers, name, at)
    others = list(_without(tiers, name))
    is_shared = len(tiers[at]) > 1
    if step == Step.UP:
        # Out of a tie it stands just above those it was tied with; alone, above the next tier.
        others.insert(at if is_shared else max(0, at - 1), (name,))
    else:
        others.insert(at + 1 if is_shared else at + 2, (name,))
    return _kept(others)


def added(tiers: Tiers[T], name: T) -> Tiers[T]:
    """Return the list with a name at its end, unless it is there."""
    return tiers if any(name in tier for tier in tiers) else (*tiers, (name,))


def as_ratings(tiers: Tiers[T]) -> dict[T, int]:
    """Return ratings that say the same as far as five can: 5 for the first tier, 1 at least."""
    return {name: max(WORST, BEST + 1 - rank) for name, rank in ranks_of(tiers).items()}


def from_ratings(ratings: Mapping[T, int]) -> Tiers[T]:
    """Return the tiers that ratings of 1 to 5 say, the best first."""
    return tiers_of({name: BEST + 1 - rating for name, rating in ratings.items()})


def _joined(tiers: Tiers[T], name: T, at: int) -> Tiers[T]:
    """Put a name into the tier above its own; the first tier stays as it is."""
    if at == 0:
        return tiers
    others = list(_without(tiers, name))
    others[at - 1] = (*others[at - 1], name)
    return _kept(others)


def _without(tiers: Tiers[T], name: T) -> Iterable[tuple[T, ...]]:
    """Yield the tiers without a name; one may be empty then."""
    return (tuple(other for other in tier if other != name) for tier in tiers)


def _kept(tiers: Iterable[tuple[T, ...]]) -> Tiers[T]:
    """Return the tiers that hold somebody."""
    return tuple(tier for tier in tiers if tier)
