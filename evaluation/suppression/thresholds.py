"""How many answers it takes."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")

SMALLEST_GROUP = 5
SMALLEST_OF_ONE_MIND = 10
SMALLEST_FOR_TEXT = 10
FEWEST_HIDDEN_GROUPS = 2


def may_show_group(n: int, *, threshold: int = SMALLEST_GROUP) -> bool:
    """Say whether a group with so many answers may have figures of its own."""
    return n >= threshold


def may_show_distribution(counts: Iterable[int], *, threshold: int = SMALLEST_GROUP) -> bool:
    """Say whether a group may be shown, by how many in it chose each option.

    Not if it is too small, nor if it is of one mind and under 10: then its mean, or any other
    figure that gives the one answer away, may not be shown either.
    """
    chosen = [count for count in counts if count]
    n = sum(chosen)
    is_of_one_mind = len(chosen) == 1 and n < SMALLEST_OF_ONE_MIND
    return may_show_group(n, threshold=threshold) and not is_of_one_mind


def may_show_part(
    part: Mapping[Key, int], whole: Mapping[Key, int], *, threshold: int = SMALLEST_GROUP
) -> bool:
    """Say whether figures of some of a group may be shown where those of the whole are, too.

    Such as those who answered before and after. Both hold how many chose each option; whoever takes
    the part away learns of the rest, so the rest is nobody or may be shown itself.
    """
    rest = [count - part.get(option, 0) for option, count in whole.items()]
    return may_show_distribution(part.values(), threshold=threshold) and (
        not any(rest) or may_show_distribution(rest, threshold=threshold)
    )


def may_show_text(n: int) -> bool:
    """Say whether what people wrote may be shown, shuffled, where so many wrote something."""
    return n >= SMALLEST_FOR_TEXT


def is_covered(answers: int, groups: int, threshold: int) -> bool:
    """Say whether hidden answers, in so many groups with answers, protect each other."""
    return answers == 0 or (answers >= threshold and groups >= FEWEST_HIDDEN_GROUPS)


def check(sizes: Mapping[Key, int], threshold: int) -> None:
    """Raise ValueError for a negative size, or a threshold that hides nobody."""
    if threshold < 1:
        raise ValueError("A threshold is at least 1.")
    if any(size < 0 for size in sizes.values()):
        raise ValueError("A group has no fewer than 0 answers.")
