"""Who would both rather have each other: an independent look at any draft.

It shares no code with what makes stable drafts.
"""

from collections.abc import Sequence

import numpy as np

from matching.solver.model import IntArray, Problem, Tiers

ROWS = 256  # mentees looked at in one go
LAST = np.iinfo(np.int64).max
FIRST = 1_000_000_000  # points of a first place, the same for all, so that places compare


def blocking_pairs(problem: Problem, mates: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return all pairs of a mentee and a mentor who would rather have each other, ascending.

    Both must find each other acceptable (a score of 0 or more, not forbidden, named by each side
    that has wishes), and each must have room or strictly prefer the other to somebody they have
    (weak stability). Nobody gives up a pinned mate. A side without wishes prefers higher scores.
    A mentor with a free seat, whose group has reached its ceiling, can take a mentee only instead
    of one of the group whom the group's mentor ranks lower.
    """
    look = _Look(problem, mates)
    found: list[tuple[int, int]] = []
    for start in range(0, problem.mentees, ROWS):
        found += look.at(start, min(start + ROWS, problem.mentees))
    return found


class _Look:
    """What a draft leaves each person content with: points, more is better."""

    def __init__(self, problem: Problem, mates: Sequence[Sequence[int]]) -> None:
        """Work out above how many points each person would rather have somebody else."""
        self.problem = problem
        self.chosen = {(i, int(j)) for i, mentors in enumerate(mates) for j in mentors}
        self.by_mentee = _points(problem.mentee_wishes)
        self.by_mentor = _points(problem.mentor_wishes)
        # −1 where there is room, LAST where nobody can make them move.
        self.mentee_above = np.full(problem.mentees, -1)
        for i, mentors in enumerate(mates):
            if len(mentors) >= problem.demand[i]:
                own = [self._mentee_points(i, j) for j in mentors if (i, j) not in problem.pins]
                self.mentee_above[i] = min(own, default=LAST)
        self.mentor_above = self._above_of_mentors()

    def _above_of_mentors(self) -> IntArray:
        """Return how many points a mentee must exceed for each mentor to move."""
        used = np.bincount([j for _, j in self.chosen], minlength=self.problem.mentors)
        worst = np.full(self.problem.mentors, LAST)
        for i, j in self.chosen - self.problem.pins:
            worst[j] = min(worst[j], self._mentor_points(i, j))
        above = np.where(used >= self.problem.capacity, worst, -1)
        for group in self.problem.groups:
            members = list(group.members)
            if used[members].sum() >= group.capacity:
                has_seat = [j for j in members if used[j] < self.problem.capacity[j]]
                above[has_seat] = worst[members].min()
        return above

    def _score(self, i: int, j: int) -> int:
        """Return the score of one pair."""
        return int(self.problem.scores.rows(i, i + 1)[0, j])

    def _mentee_points(self, i: int, j: int) -> int:
        """Return how much a mentee likes a mentor; −1 for not at all."""
        return self._score(i, j) if self.by_mentee is None else self.by_mentee[i].get(j, -1)

    def _mentor_points(self, i: int, j: int) -> int:
        """Return how much a mentor likes a mentee; −1 for not at all."""
        return self._score(i, j) if self.by_mentor is None else self.by_mentor[j].get(i, -1)

    def at(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return the blocking pairs of some mentees."""
        scores = np.array(self.problem.scores.rows(start, stop), dtype=np.int64)
        mentee, mentor = scores, scores
        if self.by_mentee is not None:
            mentee = np.full_like(scores, -1)
            for i in range(start, stop):
                for j, points in self.by_mentee[i].items():
                    mentee[i - start, j] = points
        if self.by_mentor is not None:
            mentor = np.full_like(scores, -1)
            for j, liked in enumerate(self.by_mentor):
                for i, points in liked.items():
                    if start <= i < stop:
                        mentor[i - start, j] = points
        blocks = (scores >= 0) & (mentee >= 0) & (mentor >= 0)
        blocks &= mentee > self.mentee_above[start:stop, None]
        blocks &= mentor > self.mentor_above
        pairs = [(int(i) + start, int(j)) for i, j in np.argwhere(blocks)]
        return [pair for pair in pairs if pair not in self.chosen | self.problem.forbidden]


def _points(wishes: Sequence[Tiers] | None) -> list[dict[int, int]] | None:
    """Return points of everybody whom each person named, more for a better place."""
    if wishes is None:
        return None
    return [
        {other: FIRST - place for place, tier in enumerate(tiers) for other in tier}
        for tiers in wishes
    ]
