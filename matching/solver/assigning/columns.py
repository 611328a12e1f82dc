"""The exact best total over all pairs, from the few pairs of each mentee that matter.

Solve the problem of few pairs, read its prices, look at every pair at these prices, add those that
could improve the answer; when there is none, the prices prove the draft over all pairs.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.solver.assigning.covering import cover_of, rough_cover
from matching.solver.assigning.draft import Draft, Mates, answer_of, bettered, draft_of
from matching.solver.assigning.kernels import choose
from matching.solver.assigning.network import Network, kept, most_of_all, network_of
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
    fast: bool | None = None,
) -> tuple[Mates, Certificate]:
    """Return the mentors of each mentee and the proof, for QUALITY or PARTICIPATION.

    The problem is taken as checked. `fast` asks for OR-Tools or forbids it; None takes it where it
    is installed. Past the time limit the best known draft comes back with its proven bound. Raises
    CancelledError.
    """
    limits = limits or Limits()
    scores = kept(problem.scores)
    network = network_of(problem, scores)
    tops = survey(network)
    if mode == Mode.QUALITY:
        draft = Columns(network, tops, limits, fast).run()
        return answer_of(problem, network, draft)
    return _placing_most(problem, network, tops, limits, fast)


def _placing_most(
    problem: Problem, network: Network, tops: IntArray, limits: Limits, fast: bool | None
) -> tuple[Mates, Certificate]:
    """Return the draft that places as many as possible, and among these the best total.

    Quality comes first where everybody is to have one mentor: if the best total already places as
    many as can be, it is the answer, and a cover of all pairs proves it.
    """
    bonus = most_of_all(problem, tops)
    if (problem.demand > 1).any():
        counted = replace(network, bonus=2 * bonus, further=bonus)
        return answer_of(problem, counted, Columns(counted, tops, limits, fast).run())
    columns = Columns(network, tops, limits, fast)
    draft = columns.run()
    counted = replace(network, bonus=bonus)
    cover = cover_of(network, draft) if draft.is_best else None
    if cover is None and limits.is_over:
        cover = rough_cover(network)
    if cover is not None:
        return answer_of(problem, counted, cover.added(network, draft, bonus))
    again = Columns(counted, tops, limits, fast, columns.pairs.revalued(bonus))
    return answer_of(problem, counted, again.run())


class Columns:
    """The pairs generated so far, and the best draft they gave."""

    def __init__(
        self,
        network: Network,
        tops: IntArray,
        limits: Limits,
        fast: bool | None = None,
        pairs: Pairs | None = None,
    ) -> None:
        """Start with some pairs, or with the few best of each mentee at rough prices."""
        self.network, self.limits, self.fast = network, limits, fast
        self.top = max(0, int(tops.max(initial=-1)))
        self.pairs = no_pairs() if pairs is None else pairs
        self.draft: Draft | None = None
        if pairs is None:
            self._start()

    def _start(self) -> None:
        """Take the few best pairs of each mentee at rough prices."""
        self.limits.tell(SAYING, 0.0)
        prices = start_prices(self.network, self.top, STEPS)
        asked = asked_of(self.network, prices, self.top)
        floors = np.where(self.network.need > 0, -1 - self.network.bonus, self.top)
        # Below nothing there is nothing to win, and ruled-out pairs are there.
        floors = np.maximum(floors, -1) if not self.network.bonus else floors
        few = best_few(self.network, asked, floors, FIRST + int(self.network.need.max(initial=0)))
        self.pairs = joined(self.network, self.pairs, few.mentees, few.mentors)

    def run(self) -> Draft:
        """Return the best draft, or past the time limit the best known."""
        number = 0
        while True:
            number += 1
            few = self._round()
            assert self.draft is not None  # noqa: S101  (a round leaves one; told to mypy)
            if not len(few.mentees) or self.limits.is_over:
                return self.draft
            self.limits.tell(SAYING, number / (number + 3))
            self.pairs = joined(self.network, self.pairs, few.mentees, few.mentors)

    def _round(self) -> Few:
        """Solve for the pairs there are; return some that could improve the answer."""
        network, pairs = self.network, self.pairs
        chosen, tariff = self._priced()
        mine = Pairs(pairs.mentees[chosen], pairs.mentors[chosen], pairs.worth[chosen])
        floors = np.where(network.need > 0, tariff.mentees - network.bonus, self.top)
        asked = asked_of(network, tariff.mentors, self.top)
        # Pairs of mentees with several mentors may be worth more than their prices, and come first.
        several = int(network.need.max(initial=0)) if (network.need > 1).any() else 0
        few = _without(network, best_few(network, asked, floors, MORE + several), mine)
        left = tariff.mentees.copy()
        worth = network.scores.pairs(few.mentees, few.mentors).astype(np.int64) + network.bonus
        np.maximum.at(left, few.mentees, worth - tariff.mentors[few.mentors])
        draft = draft_of(network, mine, tariff, left, self.top + network.bonus)
        self.draft = bettered(self.draft, draft)
        return few

    def _priced(self) -> tuple[NDArray[np.bool_], Tariff]:
        """Return the best choice among the pairs, and its prices."""
        chosen = choose(self.network, self.pairs, fast=self.fast)
        try:
            return chosen, tariff_of(self.network, self.pairs, chosen)
        except NotTheBestError:
            # A kernel that works in floating point may miss the last point.
            chosen = choose_by_paths(self.network, self.pairs)
            return chosen, tariff_of(self.network, self.pairs, chosen)


def _without(network: Network, few: Few, chosen: Pairs) -> Few:
    """Return the pairs found but for those of the choice."""
    if not (network.need > 1).any():
        return few
    keys = few.mentees * network.shape[1] + few.mentors
    is_new = ~np.isin(keys, chosen.mentees * network.shape[1] + chosen.mentors)
    return Few(few.mentees[is_new], few.mentors[is_new], few.tops)
