"""Which groups are shown one by one, so that no table gives a small group's outcome away.

Published are the total, each group that is shown, and with both what all hidden groups come to
together. So:

* A group is shown from 5 applicants on, and only while none or at least 5 of them are decided.
* What is hidden together is two groups at least and 5 applicants at least, and more applicants
  than groups; and neither everybody decided in it was accepted nor nobody, unless the total says
  the same of everybody. The next smallest group is hidden as well until that holds.
* If it never holds, nothing is shown but the total.

What became of a hidden group cannot be told; how many of it applied sometimes can, since which
groups are hidden depends on their sizes. These rules are for one table. Somebody who keeps tables
of several days, or of every cohort and of all together, can subtract one from the other.
"""

from collections.abc import Collection, Mapping

from programmes.fairness.tallies import Tally, together

SMALLEST_GROUP = 5
FEWEST_HIDDEN = 2


def hidden_groups(tallies: Mapping[str, Tally]) -> frozenset[str]:
    """Return the groups to hide: all too small, and as few more as protect them."""
    hidden = {label for label, tally in tallies.items() if _is_small(tally)}
    if not hidden:
        return frozenset()
    total = together(tallies.values())
    left = [label for label in tallies if label not in hidden]
    for cover in sorted(left, key=lambda label: (tallies[label].applied, label)):
        if _is_protected([tallies[label] for label in hidden], total):
            return frozenset(hidden)
        hidden.add(cover)
    return frozenset(tallies)


def _is_small(tally: Tally) -> bool:
    """Tell whether a group may not be shown by itself."""
    return tally.applied < SMALLEST_GROUP or 0 < tally.decided < SMALLEST_GROUP


def _is_protected(hidden: Collection[Tally], total: Tally) -> bool:
    """Tell whether nothing of one hidden group follows from what all of them come to."""
    all_hidden = together(hidden)
    groups = len(hidden)
    if groups < FEWEST_HIDDEN or all_hidden.applied < max(SMALLEST_GROUP, groups + 1):
        return False
    return not _is_of_one_mind(all_hidden) or _is_of_one_mind(total)


def _is_of_one_mind(tally: Tally) -> bool:
    """Tell whether all who are decided were accepted, or none."""
    return tally.decided > 0 and tally.accepted in {0, tally.decided}
