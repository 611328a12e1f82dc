"""Which pairs a mode may choose from, as two arrays and their scores."""

import numpy as np

from matching.solver.model import IntArray, Problem

BLOCK = 512  # mentees looked at in one go


def free_pairs(problem: Problem, floor: int = 0) -> tuple[IntArray, IntArray, IntArray]:
    """Return mentees, mentors and scores of all pairs from a score up, neither pinned nor out."""
    rows, columns, scores = [], [], []
    for start in range(0, problem.mentees, BLOCK):
        block = block_of(problem, start, min(start + BLOCK, problem.mentees))
        mentees, mentors = np.nonzero(block >= floor)
        rows.append(mentees + start)
        columns.append(mentors)
        scores.append(block[mentees, mentors].astype(np.int64))
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(scores)


def block_of(problem: Problem, start: int, stop: int) -> IntArray:
    """Return scores of some mentees, negative where a pair is ruled out, forbidden or pinned."""
    block = np.array(problem.scores.rows(start, stop))
    for i, j in problem.forbidden | problem.pins:
        if start <= i < stop:
            block[i - start, j] = -1
    return block
