"""Scores that are kept as one array."""

import numpy as np
from numpy.typing import ArrayLike

from matching.solver.model import IntArray, ScoreArray


class ArrayScores:
    """Scores kept as one array of mentees × mentors, negative where a pair is ruled out."""

    values: ScoreArray

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many mentees and how many mentors there are."""
        return self.values.shape[0], self.values.shape[1]

    def rows(self, start: int, stop: int) -> ScoreArray:
        """Return the scores of some mentees with every mentor."""
        return self.values[start:stop]

    def column(self, mentor: int) -> ScoreArray:
        """Return the scores of every mentee with one mentor."""
        return self.values[:, mentor]

    def pairs(self, mentees: IntArray, mentors: IntArray) -> ScoreArray:
        """Return the scores of pairs."""
        return self.values[mentees, mentors]


class MatrixScores(ArrayScores):
    """The scores of a problem small enough to be kept: two bytes for each pair."""

    def __init__(self, values: ArrayLike) -> None:
        """Take mentees × mentors; negative where a pair is ruled out."""
        self.values = np.ascontiguousarray(values, dtype=np.int16)


class WideScores(ArrayScores):
    """Worths of any size below 2⁶², as the modes make them: eight bytes for each pair."""

    def __init__(self, values: ArrayLike) -> None:
        """Take mentees × mentors; negative where a pair is ruled out."""
        self.values = np.ascontiguousarray(values, dtype=np.int64)
