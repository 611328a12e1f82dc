"""A breakdown by one thing, such as cohort or department, beside its total."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from evaluation.suppression.thresholds import (
    SMALLEST_GROUP,
    Key,
    check,
    is_covered,
    may_show_distribution,
)


def hidden_groups(
    sizes: Mapping[Key, int],
    *,
    threshold: int = SMALLEST_GROUP,
    also_hidden: Collection[Key] = (),
) -> frozenset[Key]:
    """Return the groups to hide: all too small, those asked for, and as few more as protect them.

    ``sizes`` holds the number of answers of every group of the total, ``also_hidden`` groups that
    are hidden for a reason of their own. Among valid choices it is the one that hides the fewest
    answers; a tie goes to the key that is first by its text. All groups if nothing else protects.
    """
    check(sizes, threshold)
    hidden = {key for key, size in sizes.items() if 0 < size < threshold or key in also_hidden}
    hidden_sizes = [sizes[key] for key in hidden if sizes[key]]
    if not is_covered(sum(hidden_sizes), len(hidden_sizes), threshold):
        # Every group still shown is large enough to cover the hidden ones by itself.
        cover = _smallest_first(sizes, hidden)[:1]
        if not cover:
            return frozenset(sizes)
        hidden.update(cover)
    return frozenset(hidden)


def shown_groups(
    sizes: Mapping[Key, int],
    *,
    threshold: int = SMALLEST_GROUP,
    also_hidden: Collection[Key] = (),
) -> frozenset[Key]:
    """Return the groups that ``hidden_groups`` leaves."""
    hidden = hidden_groups(sizes, threshold=threshold, also_hidden=also_hidden)
    return frozenset(key for key in sizes if key not in hidden)


def hidden_tallies(
    tallies: Mapping[Key, Sequence[int]], *, threshold: int = SMALLEST_GROUP
) -> frozenset[Key]:
    """Return the groups to hide, where it is known how many in each chose each option.

    As ``hidden_groups``, and no small group of one mind is shown, nor can one be worked out: what
    is hidden, taken together, is 10 answers or not of one mind. Options stand in the same order
    in every tally. Raises ValueError for tallies of different lengths.
    """
    sizes = {key: sum(tally) for key, tally in tallies.items()}
    check({(key, place): n for key, tally in tallies.items() for place, n in enumerate(tally)}, 1)
    if len({len(tally) for tally in tallies.values()}) > 1:
        raise ValueError("All tallies must have the same options.")

    def is_protected(hidden: Iterable[Key]) -> bool:
        rows = [tallies[key] for key in hidden if sizes[key]]
        return not rows or (
            is_covered(sum(map(sum, rows)), len(rows), threshold)
            and may_show_distribution(map(sum, zip(*rows, strict=True)), threshold=threshold)
        )

    must = {
        key
        for key, tally in tallies.items()
        if sizes[key] and not may_show_distribution(tally, threshold=threshold)
    }
    if is_protected(must):
        return frozenset(must)
    left = _smallest_first(sizes, must)
    covers = [(key,) for key in left] + [tuple(left[:count]) for count in range(2, len(left) + 1)]
    protecting = [cover for cover in covers if is_protected(must.union(cover))]
    if not protecting:
        return frozenset(tallies)
    fewest = min(protecting, key=lambda cover: sum(sizes[key] for key in cover))
    return frozenset(must.union(fewest))


def _smallest_first(sizes: Mapping[Key, int], hidden: Collection[Key]) -> list[Key]:
    """Return the groups with answers that are still shown, the smallest first."""
    left = [key for key, size in sizes.items() if size and key not in hidden]
    return sorted(left, key=lambda key: (sizes[key], str(key)))
