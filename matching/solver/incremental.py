"""What if: a best draft that stays the best while somebody pins, forbids, comes or goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from matching.solver.assigning.appraising import bound_of, objective_of
from matching.solver.assigning.columns import assign, surveyed
from matching.solver.assigning.draft import Mates
from matching.solver.assigning.exchanges import NARROW, NOBODY
from matching.solver.assigning.network import are_kept, kept
from matching.solver.assigning.standing import Standing
from matching.solver.checking import check
from matching.solver.limits import Limits
from matching.solver.model import (
    BadProblemError,
    Certificate,
    IntArray,
    Mode,
    Prices,
    Problem,
    Scores,
    Solution,
)
from matching.solver.solve import solve

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody whose mentors change: positions of mentors before and after."""

    mentee: int
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standings:
    """What a draft comes to, the pins included: the sum of scores, and how many are placed."""

    total: int
    placed: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of the problem does to the best draft.

    `objective_*` are what the mode makes as large as possible, as the certificates count it,
    without pins. `is_afresh` says that the whole problem had to be solved again.
    """

    moves: tuple[Move, ...]
    before: Standings
    after: Standings
    objective_before: int
    objective_after: int
    is_afresh: bool = False

    @property
    def cost(self) -> int:
        """Return how many points of score the draft loses; less than 0 where it gains."""
        return self.before.total - self.after.total


class Session:
    """A draft that is kept the best of all while its problem changes.

    Where everybody is to have one mentor and no ceiling is shared, a change is one or two chains of
    exchanges. With groups, several mentors for one mentee, or another mode than QUALITY and
    PARTICIPATION, each change solves the problem afresh. `problem` is the problem as it is now.
    """

    def __init__(
        self, problem: Problem, mode: Mode = Mode.PARTICIPATION, solution: Solution | None = None
    ) -> None:
        """Start from a solution of the problem by this mode, or solve it; raise as `solve` does."""
        self.mode = mode
        if not are_kept(problem.scores):
            # Read row by row from now on: computed once, where they fit into memory.
            problem = replace(problem, scores=kept(problem.scores))
        self._away: frozenset[int] = frozenset()
        self._problem = problem
        self._standing: Standing | None = None
        self._answer: tuple[Mates, Certificate] | None = None
        if solution is None or not solution.certificate.is_optimal:
            solution = solve(problem, mode)
        self._take(solution.mates, solution.certificate)

    def _take(self, mates: Mates, certificate: Certificate) -> None:
        """Go on from a draft with its proof."""
        self._answer = mates, certificate
        problem, prices = self.problem, certificate.prices
        is_plain = not problem.groups and bool((problem.demand == 1).all())
        if not is_plain or prices is None or self.mode not in {Mode.QUALITY, Mode.PARTICIPATION}:
            self._standing = None
            return
        network, tops = surveyed(problem)
        self._top = int(tops.max(initial=0)) + prices.bonus
        mate = np.array([each[0] if each else NOBODY for each in mates], dtype=np.int64)
        is_in = network.need > 0
        is_in[list(self._away)] = False
        mate[~is_in] = NOBODY
        self._standing = Standing(
            network.scores,
            prices.bonus,
            mate,
            np.where(is_in, prices.mentee, 0),
            prices.mentor.copy(),
            network.seats.copy(),
            is_in,
            network.rows(0, 1).dtype == np.int16 and int(tops.max(initial=0)) <= NARROW,
        )
        for i, j in self._problem.forbidden:
            self._standing.barred[i].add(j)
            self._standing.barred_to[j].add(i)

    @property
    def problem(self) -> Problem:
        """Return the problem as it is now; who is away is forbidden to everybody."""
        if not self._away:
            return self._problem
        gone = {(i, j) for i in self._away for j in range(self._problem.mentors)}
        return replace(self._problem, forbidden=self._problem.forbidden | gone)

    @property
    def mates(self) -> Mates:
        """Return the mentors of each mentee, the pins included."""
        return self._answered()[0]

    @property
    def certificate(self) -> Certificate:
        """Return the proof that no draft is better."""
        return self._answered()[1]

    @property
    def standings(self) -> Standings:
        """Return what the draft comes to."""
        if self._standing is None:
            pairs = [(i, j) for i, mentors in enumerate(self.mates) for j in mentors]
            mentees, mentors = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        else:
            mate = self._mate(self._standing)
            mentees = np.flatnonzero(mate != NOBODY)
            mentors = mate[mentees]
        scores = self._problem.scores.pairs(mentees, mentors)
        return Standings(int(scores.sum(dtype=np.int64)), len(np.unique(mentees)))

    def pin(self, i: int, j: int) -> Change:
        """Keep a pair in every draft; raise PinsConflictError where other pins are in its way."""
        changed = replace(self._problem, pins=self._problem.pins | {(i, j)})
        self._check_here(i, "pinned")

        def repair(standing: Standing) -> None:
            if (i, j) not in self._problem.pins:
                standing.leave_with_seat(i, j)

        return self._changed(changed, repair)

    def unpin(self, i: int, j: int) -> Change:
        """Leave a pinned pair to the engine again."""
        changed = replace(self._problem, pins=self._problem.pins - {(i, j)})

        def repair(standing: Standing) -> None:
            if (i, j) in self._problem.pins:
                standing.open_seat(j)
                standing.arrive(i)

        return self._changed(changed, repair)

    def forbid(self, i: int, j: int) -> Change:
        """Keep a pair out of every draft; raise PinsConflictError where it is pinned."""
        changed = replace(self._problem, forbidden=self._problem.forbidden | {(i, j)})
        return self._changed(changed, lambda standing: standing.bar(i, j))

    def allow(self, i: int, j: int) -> Change:
        """Let a forbidden pair be chosen again."""
        changed = replace(self._problem, forbidden=self._problem.forbidden - {(i, j)})
        return self._changed(changed, lambda standing: standing.unbar(i, j))

    def set_capacity(self, j: int, seats: int) -> Change:
        """Give a mentor another number of seats; raise where pins need more."""
        capacity = self._problem.capacity.copy()
        if not 0 <= j < len(capacity):
            raise BadProblemError(f"There is no mentor at position {j}.")
        more = seats - int(capacity[j])
        capacity[j] = seats
        return self._changed(
            replace(self._problem, capacity=capacity), lambda standing: standing.reseat(j, more)
        )

    def without_mentee(self, i: int) -> Change:
        """Let a mentee leave the round, with any pin of theirs."""
        own = {pin for pin in self._problem.pins if pin[0] == i}
        changed = replace(self._problem, pins=self._problem.pins - own)

        def repair(standing: Standing) -> None:
            if standing.is_in[i]:
                standing.leave(i)
            for _, j in own:
                standing.open_seat(j)

        return self._changed(changed, repair, away=self._away | {i})

    def with_mentee(self, i: int) -> Change:
        """Let a mentee who left take part again."""

        def repair(standing: Standing) -> None:
            if i in self._away:
                standing.arrive(i)

        return self._changed(self._problem, repair, away=self._away - {i})

    def resolve(self, scores: Scores, *, limits: Limits | None = None) -> Change:
        """Solve for other scores of the same people, starting from the prices there are."""
        before, old, was = self.standings, self.certificate.objective, self.mates
        self._problem = replace(self._problem, scores=scores)
        if self._standing is None:
            self._afresh(limits)
        else:
            # With a bonus, prices are those of the scores and of the cover together.
            asked = self._standing.asked
            start = asked % self._standing.bonus if self._standing.bonus else asked
            self._take(*assign(self.problem, self.mode, limits=limits, start=start))
        return self._told(was, before, old, is_afresh=True)

    def pair_cost(self, i: int, j: int) -> Change:
        """Return exactly what forcing a pair would change; the session stays as it is.

        A forbidden pair is looked at as if it were allowed. Raises PinsConflictError where the pair
        is ruled out or other pins are in its way.
        """
        kept = self._problem, self._away, self._standing, self._answer
        try:
            if self._standing is not None:
                self._standing = self._standing.copy()
            if (i, j) in self._problem.forbidden:
                # Prices need not hold for a pair that is taken out together with its people.
                self._problem = replace(self._problem, forbidden=self._problem.forbidden - {(i, j)})
            return self.pin(i, j)
        finally:
            self._problem, self._away, self._standing, self._answer = kept

    def _check_here(self, i: int, what: str) -> None:
        """Raise where a mentee is away."""
        if i in self._away:
            raise BadProblemError(f"The mentee at position {i} is away and cannot be {what}.")

    def _changed(
        self,
        problem: Problem,
        repair: Callable[[Standing], None],
        away: frozenset[int] | None = None,
    ) -> Change:
        """Change the problem, repair the draft, and tell what moved."""
        check(problem)
        before, objective = self.standings, self._objective()
        if self._standing is None:
            was = self.mates
            self._problem, self._away = problem, self._away if away is None else away
            self._afresh(None)
            return self._told(was, before, objective, is_afresh=True)
        mate = self._mate(self._standing)
        repair(self._standing)
        self._problem, self._away = problem, self._away if away is None else away
        self._answer = None
        now = self._mate(self._standing)
        moves = tuple(
            Move(int(i), _one(mate[i]), _one(now[i])) for i in np.flatnonzero(mate != now)
        )
        return Change(moves, before, self.standings, objective, self._objective())

    def _afresh(self, limits: Limits | None) -> None:
        """Solve the problem as it is now."""
        limits = limits or Limits()
        solution = solve(
            self.problem,
            self.mode,
            time_limit=limits.left,
            progress=limits.progress,
            is_cancelled=limits.is_cancelled,
        )
        self._take(solution.mates, solution.certificate)

    def _told(self, was: Mates, before: Standings, objective: int, *, is_afresh: bool) -> Change:
        """Return what changed since a former draft."""
        moves = tuple(
            Move(i, old, new)
            for i, (old, new) in enumerate(zip(was, self.mates, strict=True))
            if old != new
        )
        return Change(moves, before, self.standings, objective, self._objective(), is_afresh)

    def _mate(self, standing: Standing) -> IntArray:
        """Return the mentor of each mentee or −1, the pins included."""
        mate = standing.mate.copy()
        for i, j in self._problem.pins:
            mate[i] = j
        return mate

    def _objective(self) -> int:
        """Return what the mode makes as large as possible, as the certificate counts it."""
        if self._standing is None:
            return self.certificate.objective
        return self._standing.objective()

    def _answered(self) -> tuple[Mates, Certificate]:
        """Return the draft and its proof, put together when asked for."""
        standing = self._standing
        if self._answer is not None or standing is None:
            assert self._answer is not None  # noqa: S101  (without a standing there is an answer)
            return self._answer
        mates = tuple(_one(j) for j in self._mate(standing).tolist())
        pinned = np.zeros(len(standing.mate), dtype=np.bool_)
        pinned[[i for i, _j in self._problem.pins]] = True
        prices = Prices(
            np.where(pinned, self._top, standing.left),
            standing.asked.copy(),
            np.zeros(0, dtype=np.int64),
            bonus=standing.bonus,
        )
        bound = int(standing.left.sum()) + int(standing.seats @ standing.asked)
        objective = standing.objective()
        self._answer = mates, Certificate(bound == objective, objective, bound, prices)
        return self._answer


def _one(j: int) -> tuple[int, ...]:
    """Return one mentor, or none."""
    return () if j == NOBODY else (int(j),)


def appraise(
    problem: Problem, mates: Iterable[Iterable[int]], mode: Mode, prices: Prices | None = None
) -> tuple[int, int]:
    """Return what a hand-made plan comes to, and what no plan can exceed, in one pass.

    Both are counted as certificates count, without pins. `prices` are those of a draft of the same
    problem, or of one much like it: whatever they are, the bound holds. None solves the problem.
    """
    if prices is None:
        prices = solve(problem, mode).certificate.prices
    if prices is None:
        raise BadProblemError(f"No prices prove a draft of the mode {mode}.")
    return objective_of(problem, mates, prices), bound_of(problem, prices)
