"""Whose answers may be compared, so that what is left over gives nobody away. No Django.

A mean over those who answered twice stands beside the mean over all who answered once. Whoever
takes one from the other learns the sum of the answers left over; of a single person, the answer.
So what is left over on each occasion is nothing at all, or at least 5 answers that may be shown. If
fewer are left over, some pairs chosen by chance are set aside with them, and the reader is told how
many. How many depends on counts alone, never on what was answered.

Of an area, the means of its questions are published too. If a few answered only some of these, what
is left over must be 5 answers at least: nothing left over would tell of those few.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from evaluation.suppression import SMALLEST_GROUP, may_show_distribution

Who = TypeVar("Who", bound=Hashable)
# What was answered on one occasion, by whom it is counted; several answers may count for one.
Occasion = Mapping[Who, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Linked(Generic[Who]):
    """Who is compared; how many could be, and how many of them were set aside.

    Nobody is compared where that would give somebody away.
    """

    who: tuple[Who, ...]
    found: int
    set_aside: int = 0

    @property
    def is_shown(self) -> bool:
        """Tell whether there is anybody whose answers may be compared."""
        return bool(self.who)


def linked(
    occasions: Sequence[Occasion[Who]],
    *,
    rank: Callable[[Who], str],
    partly: Sequence[bool] = (),
) -> Linked[Who]:
    """Return those who answered on every occasion, less those who have to be set aside.

    ``rank`` orders people by chance, always in the same way; the last are set aside first.
    ``partly`` says of each occasion whether a few answered only some of its questions; none said,
    nobody did. Raises ValueError without any occasion.
    """
    if not occasions:
        raise ValueError("Nothing is compared with nothing.")
    common = set(occasions[0]).intersection(*occasions[1:])
    found = sorted(common, key=rank)
    kept = list(found)
    must_leave = partly or [False] * len(occasions)
    while len(kept) >= SMALLEST_GROUP and not _leave_enough(occasions, kept, must_leave):
        kept.pop()
    if len(kept) < SMALLEST_GROUP or not _may_be_shown(occasions, kept):
        return Linked((), len(found))
    return Linked(tuple(kept), len(found), len(found) - len(kept))


def within(occasion: Occasion[Who], who: Iterable[Who]) -> dict[Who, Sequence[float]]:
    """Return what these answered, as an occasion of its own that was shown before."""
    return {person: occasion[person] for person in who}


def _leave_enough(
    occasions: Sequence[Occasion[Who]], kept: Sequence[Who], must_leave: Sequence[bool]
) -> bool:
    """Tell whether nothing is left over on any occasion, or at least 5 answers.

    Where some must be left over, nothing is not enough.
    """
    staying = set(kept)
    left = [
        sum(len(values) for who, values in occasion.items() if who not in staying)
        for occasion in occasions
    ]
    return all(
        count >= SMALLEST_GROUP or (count == 0 and not must)
        for count, must in zip(left, must_leave, strict=True)
    )


def _may_be_shown(occasions: Sequence[Occasion[Who]], kept: Sequence[Who]) -> bool:
    """Tell whether those compared, and those left over, are not small groups of one mind."""
    staying = set(kept)
    for occasion in occasions:
        inside, outside = Counter[float](), Counter[float]()
        for who, values in occasion.items():
            (inside if who in staying else outside).update(values)
        if outside and not may_show_distribution(outside.values()):
            return False
        if not may_show_distribution(inside.values()):
            return False
    return True
