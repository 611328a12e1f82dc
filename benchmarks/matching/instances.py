"""Rounds of any size: two hard rules, four soft ones, one to four seats for each mentor."""

import numpy as np

from matching.solver.matrix import MatrixScores
from matching.solver.model import IntArray, Problem, ScoreArray

SEED = 20_261_126
BLOCK = 1 << 22


def scores(mentees: int, mentors: int, seed: int = SEED) -> ScoreArray:
    """Return points of pairs as rules would give them: coarse steps, many ties, some ruled out.

    Hard: another department, and at least one hour of the week shared. Soft: a grade one or two
    above (weight 8), skills in common (10), the time zone near (5), the same interests (6).
    """
    chance = np.random.default_rng(seed)
    ours, theirs = (_people(chance, count) for count in (mentees, mentors))
    values = np.empty((mentees, mentors), dtype=np.int16)
    size = max(1, BLOCK // max(1, mentors))
    for start in range(0, mentees, size):
        part = {name: field[start : start + size] for name, field in ours.items()}
        values[start : start + size] = _block(part, theirs)
    return values


def _people(chance: np.random.Generator, count: int) -> dict[str, IntArray]:
    """Return the fields of some people."""
    return {
        "department": chance.choice(12, count, p=_falling(12)),
        "grade": chance.integers(0, 7, count),
        "zone": chance.integers(-3, 4, count),
        "skills": _several(chance, count, 24, 5),
        "interests": _several(chance, count, 16, 4),
        "hours": _several(chance, count, 30, 6),
    }


def _falling(count: int) -> np.ndarray:
    """Return shares of which each is smaller than the one before."""
    weights = 1 / np.arange(2, count + 2)
    return weights / weights.sum()


def _several(chance: np.random.Generator, count: int, values: int, most: int) -> IntArray:
    """Return a bit for each value somebody has, popular ones more often."""
    picked = chance.choice(values, (count, most), p=_falling(values))
    return np.bitwise_or.reduce(np.left_shift(1, picked), axis=1)


def _block(ours: dict[str, IntArray], theirs: dict[str, IntArray]) -> ScoreArray:
    """Return the points of some mentees with every mentor."""
    apart = {name: field.astype(np.int32)[:, None] for name, field in ours.items()}
    other = {name: field.astype(np.int32)[None, :] for name, field in theirs.items()}
    shared = np.bitwise_count(apart["skills"] & other["skills"])
    alike = np.bitwise_count(apart["interests"] & other["interests"])
    gap = other["grade"] - apart["grade"]
    away = np.abs(other["zone"] - apart["zone"])
    weights = 10_000 / 29
    points = np.rint(8 * weights * np.array([0, 0, 0, 0, 0.2, 0.5, 0.5, 1, 1, 0.5, 0.2, 0, 0, 0]))[
        np.clip(gap, -6, 7) + 6
    ].astype(np.int16)
    points += np.rint(10 * weights * np.arange(6) / 5)[np.minimum(shared, 5)].astype(np.int16)
    points += np.rint(5 * weights * (1 - np.arange(7) / 6))[away].astype(np.int16)
    points += np.rint(6 * weights * np.arange(5) / 4)[np.minimum(alike, 4)].astype(np.int16)
    points[apart["department"] == other["department"]] = -1
    points[apart["hours"] & other["hours"] == 0] = -1
    return points


def problem(mentees: int, mentors: int, seed: int = SEED) -> Problem:
    """Return a round with one mentor for each mentee and one to four seats for each mentor."""
    return Problem(
        scores=MatrixScores(scores(mentees, mentors, seed)),
        capacity=np.random.default_rng(seed + 1).integers(1, 5, mentors),
        demand=np.ones(mentees, dtype=np.int64),
    )


def tied(mentees: int, mentors: int, seed: int = SEED) -> Problem:
    """Return a round in which pairs have one of five scores."""
    round_ = problem(mentees, mentors, seed)
    values = round_.scores.rows(0, mentees)
    coarse = np.where(values < 0, -1, np.minimum(values // 2_000, 4) * 2_500)
    return Problem(MatrixScores(coarse), round_.capacity, round_.demand)
