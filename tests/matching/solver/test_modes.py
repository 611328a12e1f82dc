import random
from dataclasses import replace

import numpy as np
import pytest

from matching.solver.assigning.columns import assign
from matching.solver.limits import Limits
from matching.solver.matrix import MatrixScores
from matching.solver.model import BadProblemError, CancelledError, Mode, Problem
from matching.solver.modes.leximin import solve_leximin
from matching.solver.solve import solve
from matching.solver.verifying import verify
from tests.matching.solver import brute

COMPARED = {
    Mode.QUALITY: brute.by_quality,
    Mode.PARTICIPATION: brute.by_participation,
    Mode.MAXMIN: brute.by_maxmin,
    Mode.LEXIMIN: brute.by_leximin,
    Mode.RANK_MAXIMAL: brute.by_rank,
}
PROBLEMS = 100


@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("mode", COMPARED)
def test_each_mode_is_as_good_as_trying_everything(mode, part):
    by = COMPARED[mode]
    for seed in range(part * PROBLEMS, (part + 1) * PROBLEMS):
        problem = brute.random_problem(
            random.Random(f"{mode} {seed}"),
            mentee_wishes=mode == Mode.RANK_MAXIMAL,
            mentor_wishes=mode == Mode.RANK_MAXIMAL and seed % 3 == 0,
        )
        found = list(brute.drafts(problem))
        if mode == Mode.RANK_MAXIMAL:
            found = [draft for draft in found if brute.is_acceptable(problem, draft)]
        solution = solve(problem, mode)
        assert solution.mates in found, seed
        assert by(problem, solution.mates) == max(by(problem, draft) for draft in found), seed
        assert solution.certificate.is_optimal, seed
        assert verify(problem, solution) == [], seed


def random_table(people, others, *, tied, seed=1):
    chance = np.random.default_rng(seed)
    table = chance.integers(0, 6 if tied else 10_000, (people, others)).astype(np.int16)
    table[chance.random((people, others)) < 0.4] = -1
    return table


def larger(*, tied=False, seed=1, **more):
    """A problem too large to try everything: its own proofs are what is checked."""
    chance = np.random.default_rng(seed)
    return Problem(
        MatrixScores(random_table(60, 25, tied=tied, seed=seed)),
        capacity=chance.integers(0, 4, 25),
        demand=chance.integers(1, 3, 60),
        **more,
    )


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("mode", [Mode.MAXMIN, Mode.LEXIMIN, Mode.RANK_MAXIMAL])
def test_larger_problems_prove_themselves(mode, tied):
    chance = random.Random(3)
    wishes = tuple(tuple((j,) for j in chance.sample(range(25), 6)) for _ in range(60))
    problem = larger(tied=tied, mentee_wishes=wishes)
    solution = solve(problem, mode)
    assert solution.certificate.is_optimal
    assert verify(problem, solution) == []


def test_leximin_is_never_below_maxmin():
    problem = larger()
    worst, fairest = solve(problem, Mode.MAXMIN), solve(problem, Mode.LEXIMIN)
    assert brute.by_leximin(problem, fairest.mates) > brute.by_leximin(problem, worst.mates)
    assert brute.by_maxmin(problem, fairest.mates)[:3] == brute.by_maxmin(problem, worst.mates)[:3]


class OverAfter(Limits):
    """Patience for a number of looks at the clock."""

    looks = 0
    most = 0

    @property
    def is_over(self):
        type(self).looks += 1
        return type(self).looks > type(self).most


def test_out_of_time_the_fairest_says_how_far_it_came():
    problem = larger()
    best = solve(problem, Mode.LEXIMIN)
    counted = type("Counted", (OverAfter,), {"looks": 0, "most": 10**9})
    solve_leximin(problem, assign, limits=counted())
    stopped = type("Stopped", (OverAfter,), {"looks": 0, "most": counted.looks - 2})
    mates, certificate = solve_leximin(problem, assign, limits=stopped())
    assert not certificate.is_optimal
    assert certificate.note.startswith("Time was up after the level")
    assert certificate.levels[-1].name == "total"
    assert verify(problem, replace(best, mates=mates, certificate=certificate)) == []
    scores = brute.scores_of(problem, mates)
    assert scores[0] == brute.scores_of(problem, best.mates)[0]
    assert len(scores) == len(best.chosen)


@pytest.mark.parametrize("mode", [Mode.MAXMIN, Mode.LEXIMIN, Mode.RANK_MAXIMAL])
def test_without_time_there_is_still_a_draft(mode):
    wishes = tuple(((0,), (1, 2)) for _ in range(60))
    problem = larger(mentee_wishes=wishes)
    solution = solve(problem, mode, time_limit=1e-9)
    assert not solution.certificate.is_optimal
    assert solution.certificate.note
    assert solution.chosen
    assert [each for each in verify(problem, solution) if "prices" not in each] == []


@pytest.mark.parametrize("mode", list(Mode))
def test_a_run_can_be_stopped(mode):
    wishes = tuple(((0,), (1, 2)) for _ in range(60))
    with pytest.raises(CancelledError):
        solve(larger(mentee_wishes=wishes), mode, is_cancelled=lambda: True)


def test_first_choices_need_preferences():
    with pytest.raises(BadProblemError, match="preferences of the mentees"):
        solve(larger(), Mode.RANK_MAXIMAL)


@pytest.mark.parametrize("mode", list(Mode))
def test_places_without_end_are_no_trouble(mode):
    problem = Problem(
        MatrixScores([[5, 9], [7, -1]]),
        capacity=np.array([10_000, 2**40]),
        demand=np.array([2**40, 1]),
        mentee_wishes=(((0,), (1,)), ((0,),)),
    )
    solution = solve(problem, mode)
    assert solution.mates == ((0, 1), (0,))
    assert verify(problem, solution) == []
