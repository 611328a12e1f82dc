"""Pairs that somebody lets meet although a rule rules them out."""

from collections.abc import Iterable

import numpy as np

from matching.solver.model import IntArray, ScoreArray
from matching.solver.scoring import RuleScores


class ExcusedScores:
    """The scores of a round in which some pairs may meet in spite of the rules.

    An excused pair has the points that it would have had, so that it can be pinned and chosen.
    """

    def __init__(self, scores: RuleScores, pairs: Iterable[tuple[int, int]]) -> None:
        """Take the scores by the rules, and the pairs that are excused from them."""
        self.scores = scores
        self.excused = frozenset(pairs)
        ordered = sorted(self.excused)
        self._mentees: IntArray = np.array([i for i, _ in ordered], dtype=np.int64)
        self._mentors: IntArray = np.array([j for _, j in ordered], dtype=np.int64)
        points = scores.contributions_of(self._mentees, self._mentors)
        self._points = points.sum(axis=1).astype(np.int16)

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many mentees and how many mentors there are."""
        return self.scores.shape

    def rows(self, start: int, stop: int) -> ScoreArray:
        """Return the scores of mentees `start` to `stop` (not included) with every mentor."""
        block = self.scores.rows(start, stop)
        ours = (self._mentees >= start) & (self._mentees < start + len(block))
        block[self._mentees[ours] - start, self._mentors[ours]] = self._points[ours]
        return block

    def column(self, mentor: int) -> ScoreArray:
        """Return the scores of every mentee with one mentor."""
        scores = self.scores.column(mentor)
        theirs = self._mentors == mentor
        scores[self._mentees[theirs]] = self._points[theirs]
        return scores

    def pairs(self, mentees: IntArray, mentors: IntArray) -> ScoreArray:
        """Return the scores of pairs, given as two arrays of the same length."""
        scores = self.scores.pairs(mentees, mentors)
        points = dict(
            zip(zip(self._mentees, self._mentors, strict=True), self._points, strict=True)
        )
        for place in np.flatnonzero(np.isin(mentees, self._mentees)):
            scores[place] = points.get((mentees[place], mentors[place]), scores[place])
        return scores
