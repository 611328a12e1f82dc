"""Pairs that add nothing to the total, and yet bring people together."""

from dataclasses import replace

import numpy as np

from matching.solver.assigning.draft import Draft
from matching.solver.assigning.kernels import Kernel, choose
from matching.solver.assigning.network import Network
from matching.solver.assigning.pairs import Pairs
from matching.solver.model import IntArray


def filled(network: Network, draft: Draft, kernel: Kernel | None = None) -> Draft:
    """Return a draft with as many pairs of score 0 as there is room for beside the others.

    The total stays as it is, and so does its proof. A kernel may take such pairs or leave them, so
    that without this the number of people placed would depend on which one is installed.
    """
    counts = draft.worth > 0
    mentees, mentors = draft.mentees[counts], draft.mentors[counts]
    rest = _rest(network, mentees, mentors)
    pairs = _worth_nothing(rest)
    if not len(pairs):
        return draft
    chosen = choose(rest, pairs, kernel)
    mentees = np.concatenate([mentees, pairs.mentees[chosen]])
    mentors = np.concatenate([mentors, pairs.mentors[chosen]])
    worth = np.zeros(len(mentees), dtype=np.int64)
    worth[: int(counts.sum())] = draft.worth[counts]
    order = np.lexsort((mentors, mentees))
    return replace(draft, mentees=mentees[order], mentors=mentors[order], worth=worth[order])


def _rest(network: Network, mentees: IntArray, mentors: IntArray) -> Network:
    """Return what is left to decide once some pairs have taken their places."""
    need = network.need - np.bincount(mentees, minlength=network.shape[0])
    seats = network.seats - np.bincount(mentors, minlength=network.shape[1])
    groups = network.in_group[mentors]
    used = np.bincount(groups[groups >= 0], minlength=len(network.ceilings))
    first = np.minimum(network.first, need)
    first[mentees] = 0
    # Everybody has one before anybody has a second.
    return replace(
        network,
        need=need,
        first=first,
        seats=seats,
        ceilings=network.ceilings - used,
        further=int((need > 1).any()),
    )


def _worth_nothing(rest: Network) -> Pairs:
    """Return the pairs of score 0 between people who have places left, all of one worth."""
    is_open = rest.open_mentors
    waiting = np.flatnonzero(rest.need > 0) if is_open.any() else np.zeros(0, dtype=np.int64)
    found = [np.flatnonzero((rest.rows(i, i + 1)[0] == 0) & is_open) for i in waiting.tolist()]
    mentors = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    mentees = np.repeat(waiting, [len(each) for each in found])
    return Pairs(mentees, mentors, np.full(len(mentors), 1 + rest.further, dtype=np.int64))
