"""Whether a draft places as many as can be placed, and the cover of all pairs that proves it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.solver.assigning.draft import Draft
from matching.solver.assigning.network import Network
from matching.solver.assigning.passes import blocks

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cover:
    """Mentees, mentors and groups, one of which each pair belongs to (a set of König's)."""

    mentees: Mask
    mentors: Mask
    groups: Mask

    def added(self, network: Network, draft: Draft, bonus: int) -> Draft:
        """Return a draft with its prices, where each pair counts `bonus` more."""
        left = draft.left + bonus * self.mentees
        asked = draft.asked + bonus * self.mentors
        group = draft.group + bonus * self.groups
        many = (
            int(network.need[self.mentees].sum())
            + int(network.seats[self.mentors].sum())
            + int(network.ceilings[self.groups].sum())
        )
        return replace(
            draft,
            worth=draft.worth + bonus,
            left=left,
            asked=asked,
            group=group,
            objective=draft.objective + bonus * len(draft.mentees),
            bound=draft.bound + bonus * many,
        )


def rough_cover(network: Network) -> Cover:
    """Return all mentees or all mentors, whichever have fewer places."""
    by_mentees = int(network.need.sum()) <= int(network.seats.sum())
    return Cover(
        np.full(network.shape[0], by_mentees),
        np.full(network.shape[1], not by_mentees),
        np.zeros(len(network.ceilings), dtype=np.bool_),
    )


def cover_of(network: Network, draft: Draft) -> Cover | None:
    """Return the cover that proves that nobody more can be placed; None where somebody can.

    From the mentees without a mentor, follow who could take them, and whose places these have.
    """
    mentees, mentors = network.shape
    held = np.bincount(draft.mentees, minlength=mentees)
    taken = np.bincount(draft.mentors, minlength=mentors)
    group_of = network.in_group[draft.mentors]
    in_groups = np.bincount(group_of[group_of >= 0], minlength=len(network.ceilings))
    is_full = in_groups >= network.ceilings
    has_seat = taken < network.seats
    frontier = held < network.need
    reached, priced = frontier.copy(), ~network.open_mentors
    groups = network.ceilings == 0
    seen = priced.copy()
    while frontier.any():
        new = _liked_by(network, frontier) & ~seen
        seen |= new
        free = np.flatnonzero(new & has_seat)
        its_group = network.in_group[free]
        if (its_group < 0).any() or not is_full[its_group].all():
            return None
        groups[its_group] = True
        in_full = np.zeros(mentors, dtype=np.bool_)
        grouped = network.in_group >= 0
        in_full[grouped] = groups[network.in_group[grouped]]
        priced |= new
        seen |= in_full
        moved = draft.mentees[(seen & network.open_mentors)[draft.mentors]]
        frontier = np.zeros(mentees, dtype=np.bool_)
        frontier[moved] = True
        frontier &= ~reached
        reached |= frontier
    grouped = network.in_group >= 0
    in_cover = np.zeros(mentors, dtype=np.bool_)
    in_cover[grouped] = groups[network.in_group[grouped]]
    return Cover(~reached, priced & ~in_cover, groups)


def _liked_by(network: Network, frontier: Mask) -> Mask:
    """Return who could take any of some mentees."""

    def work(start: int, stop: int) -> Mask:
        wanted = frontier[start:stop]
        if not wanted.any():
            return np.zeros(network.shape[1], dtype=np.bool_)
        return np.asarray((network.rows(start, stop)[wanted] >= 0).any(axis=0))

    return np.asarray(np.logical_or.reduce(list(blocks(network, work)), axis=0))
