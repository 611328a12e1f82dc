"""The exact best total over all pairs, from the few pairs of each mentee that matter.

Solve the problem of few pairs, read its prices, look at every pair at these prices, add those that
could improve the answer; when there is none, the prices prove the draft over all pairs.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.solver.assigning.covering import cover_of, rough_cover
from matching.solver.assigning.draft import Draft, Mates, answer_of, bettered, draft_of
from matching.solver.assigning.filling import filled
from matching.solver.assigning.kernels import Kernel, choose
from matching.solver.assigning.network import Network, are_kept, kept, most_of_all, network_of
from matching.solver.assigning.pairs import Pairs, joined, no_pairs
from matching.solver.assigning.passes import Few, asked_of, best_few, start_prices, survey
from matching.solver.assigning.paths import choose_by_paths
from matching.solver.assigning.prices import NotTheBestError, Tariff, tariff_of
from matching.solver.limits import Limits
from matching.solver.model import Certificate, IntArray, Mode, Problem

FIRST = 16  # pairs of each mentee to start with
MORE = 6  # pairs of each mentee added in a round
STEPS = 32  # passes that look for prices to start from
SAYING = "Looking for the best draft"


def assign(
    problem: Problem,
    mode: Mode,
    *,
    limits: Limits | None = None,
    kernel: Kernel | None = None,
    start: IntArray | None = None,
) -> tuple[Mates, Certificate]:
    """Return the mentors of each mentee and the proof, for QUALITY or PARTICIPATION.

    The problem is taken as checked. `kernel` None takes the fast one where it is installed;
    `start` are prices of mentors from a problem much like this one. Past the time limit the best
    known draft comes back with its proven bound. Raises CancelledError.
    """
    limits = limits or Limits()
    network, tops = surveyed(problem)
    columns = Columns(network, tops, limits, kernel)
    if mode == Mode.QUALITY:
        columns.begin(start)
        return answer_of(problem, network, filled(network, columns.run(), kernel))
    bonus = most_of_all(problem, tops)
    if (problem.demand > 1).any():
        columns.network = replace(network, bonus=2 * bonus, further=bonus)
        columns.begin(start)
        return answer_of(problem, columns.network, columns.run())
    columns.begin(start)
    return _placing_most(problem, columns, bonus)


def surveyed(problem: Problem) -> tuple[Network, IntArray]:
    """Return what a problem leaves to decide, and the best score of each mentee."""
    # Scores that are an array are read once for their lowest; others are computed once and kept.
    if not are_kept(problem.scores):
        network = network_of(problem, kept(problem.scores))
        return network, survey(network)[0]
    network = network_of(problem, problem.scores)
    tops, lowest = survey(network)
    if lowest < -1:
        network = network_of(problem, kept(problem.scores))
    return network, tops


def _placing_most(problem: Problem, columns: "Columns", bonus: int) -> tuple[Mates, Certificate]:
    """Return the draft that places as many as possible, and among these the best total.

    Quality comes first, as everybody is to have one mentor: if the best total already places as
    many as can be, it is the answer, and a cover of all pairs proves it.
    """
    network = columns.network
    counted = replace(network, bonus=bonus)
    draft = columns.run()
    cover = cover_of(network, draft) if draft.is_best else None
    if cover is None and columns.limits.is_over:
        cover = rough_cover(network)
    if cover is not None:
        return answer_of(problem, counted, cover.added(network, draft, bonus))
    columns.count(counted)
    return answer_of(problem, counted, columns.run())


def hurried(network: Network, pairs: Pairs, prices: IntArray, tops: IntArray, top: int) -> Draft:
    """Return what can be had at once: the best pairs first, and what rough prices prove.

    `tops` has the best reduced score of each mentee at these prices of mentors.
    """
    need, seats = network.need.tolist(), network.seats.tolist()
    room, group_of = network.ceilings.tolist(), network.in_group.tolist()
    taken = np.zeros(len(pairs), dtype=np.bool_)
    order = np.lexsort((pairs.mentors, pairs.mentees, prices[pairs.mentors] - pairs.worth))
    mentees, mentors = pairs.mentees.tolist(), pairs.mentors.tolist()
    # One for everybody before anybody gets a second.
    for most in range(1, 1 + min(max(need, default=0), len(seats))):
        for at in order.tolist():
            i, j = mentees[at], mentors[at]
            group = group_of[j]
            is_open = need[i] and seats[j] and (group < 0 or room[group])
            if taken[at] or not is_open or network.need[i] - need[i] >= most:
                continue
            taken[at] = True
            need[i] -= 1
            seats[j] -= 1
            if group >= 0:
                room[group] -= 1
    chosen = Pairs(pairs.mentees[taken], pairs.mentors[taken], pairs.worth[taken])
    left = np.maximum(0, tops + network.bonus)
    tariff = Tariff(left, prices, np.zeros(len(room), dtype=np.int64))
    return draft_of(network, chosen, tariff, left, top + network.bonus)


class Columns:
    """The pairs generated so far, and the best draft they gave."""

    def __init__(
        self, network: Network, tops: IntArray, limits: Limits, kernel: Kernel | None = None
    ) -> None:
        """Start with no pair; `tops` has the best score of each mentee."""
        self.network, self.limits, self.kernel = network, limits, kernel
        self.top = max(0, int(tops.max(initial=-1)))
        self.pairs = no_pairs()
        self.draft: Draft | None = None

    def begin(self, prices: IntArray | None = None) -> None:
        """Take the few best pairs of each mentee at rough prices."""
        self.limits.tell(SAYING, 0.0)
        network = self.network
        most = FIRST + int(network.need.max(initial=0))
        if network.shape[1] <= most:
            prices = np.zeros(network.shape[1], dtype=np.int64)  # everybody is taken in anyway
        elif prices is None or int(prices.max(initial=0)) > self.top:
            prices = start_prices(network, self.top, STEPS)
        # Below nothing there is nothing to win, unless a place as such counts.
        least = -1 - network.bonus
        floors = np.where(network.need > 0, least, self.top)
        few = best_few(network, asked_of(network, prices, self.top), floors, most)
        self.pairs = joined(network, self.pairs, few.mentees, few.mentors)
        if self.limits.is_over:
            self.draft = hurried(network, self.pairs, prices, few.tops, self.top)

    def count(self, network: Network) -> None:
        """Let each pair count a bonus from now on."""
        self.pairs = self.pairs.revalued(network.bonus - self.network.bonus)
        self.network, self.draft = network, None

    def run(self) -> Draft:
        """Return the best draft, or past the time limit the best known."""
        number = 0
        if self.draft is not None:  # the time was up before there was a better one
            return self.draft
        while True:
            number += 1
            few, draft = self._round()
            if not len(few.mentees) or self.limits.is_over:
                return draft
            self.limits.tell(SAYING, number / (number + 3))
            self.pairs = joined(self.network, self.pairs, few.mentees, few.mentors)

    def _round(self) -> tuple[Few, Draft]:
        """Solve for the pairs there are; return some that could improve the answer, and this."""
        network, pairs = self.network, self.pairs
        chosen, tariff = self._priced()
        mine = Pairs(pairs.mentees[chosen], pairs.mentors[chosen], pairs.worth[chosen])
        floors = np.where(network.need > 0, tariff.mentees - network.bonus, self.top)
        asked = asked_of(network, tariff.mentors, self.top)
        few, left = lifted(network, asked, floors, mine, MORE)
        left = np.maximum(left, tariff.mentees)
        draft = draft_of(network, mine, tariff, left, self.top + network.bonus)
        self.draft = bettered(self.draft, draft)
        return few, self.draft

    def _priced(self) -> tuple[NDArray[np.bool_], Tariff]:
        """Return the best choice among the pairs, and its prices."""
        chosen = choose(self.network, self.pairs, self.kernel)
        try:
            return chosen, tariff_of(self.network, self.pairs, chosen)
        except NotTheBestError:
            # A kernel that works in floating point may miss the last point.
            chosen = choose_by_paths(self.network, self.pairs)
            return chosen, tariff_of(self.network, self.pairs, chosen)


def lifted(
    network: Network, asked: IntArray, floors: IntArray, chosen: Pairs, most: int
) -> tuple[Few, IntArray]:
    """Return a few pairs above their mentees' floors, and prices of mentees that reach them.

    The chosen pairs are left out: those of mentees with several mentors may be worth more than
    their prices, and would come first.
    """
    several = int(network.need.max(initial=0)) if (network.need > 1).any() else 0
    few = _without(network, best_few(network, asked, floors, most + several), chosen)
    left = np.zeros(network.shape[0], dtype=np.int64)
    worth = network.scores.pairs(few.mentees, few.mentors).astype(np.int64) + network.bonus
    np.maximum.at(left, few.mentees, worth - asked[few.mentors])
    return few, left


def _without(network: Network, few: Few, chosen: Pairs) -> Few:
    """Return the pairs found but for those of the choice."""
    if not (network.need > 1).any():
        return few
    keys = few.mentees * network.shape[1] + few.mentors
    is_new = ~np.isin(keys, chosen.mentees * network.shape[1] + chosen.mentors)
    return Few(few.mentees[is_new], few.mentors[is_new], few.tops)
