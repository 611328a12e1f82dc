import random
from dataclasses import replace

import numpy as np
import pytest

from matching.solver.blocking import blocking_pairs
from matching.solver.matrix import MatrixScores
from matching.solver.model import Mode, Problem
from matching.solver.solve import solve
from matching.solver.verifying import verify
from tests.matching.solver import brute
from tests.matching.solver.brute_stable import (
    blocking,
    is_as_good_for_mentees,
    keys,
    stable_drafts,
)


def named(*orders):
    """Wishes without ties, from letters: "ABC" is A first."""
    letters = "ABCD"
    return tuple(tuple((letters.index(letter),) for letter in order) for order in orders)


def marriage(mentees, mentors):
    """A problem in which everybody ranks everybody, and takes one."""
    count = len(mentees)
    return Problem(
        MatrixScores(np.zeros((count, count))),
        capacity=np.ones(count, dtype=np.int64),
        demand=np.ones(count, dtype=np.int64),
        mentee_wishes=named(*mentees),
        mentor_wishes=named(*mentors),
    )


def test_the_three_by_three_example_of_gale_and_shapley():
    # Example 1 of 1962: three stable drafts, and who asks gets their first choice.
    problem = marriage(["ABC", "BCA", "CAB"], ["BCA", "CAB", "ABC"])
    mentee, mentor = keys(problem)
    assert len(stable_drafts(problem, mentee, mentor)) == 3
    assert solve(problem, Mode.STABLE).mates == ((0,), (1,), (2,))


def test_the_four_by_four_example_of_gale_and_shapley():
    # Example 2 of 1962: the only stable draft gives nobody a first choice.
    problem = marriage(
        ["ABCD", "ADCB", "BACD", "DBCA"],
        ["DCAB", "BDAC", "DABC", "CBAD"],
    )
    mentee, mentor = keys(problem)
    assert stable_drafts(problem, mentee, mentor) == [((2,), (3,), (0,), (1,))]
    solution = solve(problem, Mode.STABLE)
    assert solution.mates == ((2,), (3,), (0,), (1,))
    assert solution.certificate.blocking_pairs == ()
    for i, (j,) in enumerate(solution.mates):
        assert problem.mentee_wishes[i][0] != (j,)
        assert problem.mentor_wishes[j][0] != (i,)


@pytest.mark.parametrize("part", range(5))
def test_nothing_blocks_and_no_mentee_could_do_better(part):
    for seed in range(part * 160, (part + 1) * 160):
        chance = random.Random(f"stable {seed}")
        sides = chance.choice([(True, True), (True, False), (False, True), (False, False)])
        problem = brute.random_problem(chance, mentee_wishes=sides[0], mentor_wishes=sides[1])
        solution = solve(problem, Mode.STABLE)
        assert verify(problem, solution) == [], seed
        assert solution.mates in set(brute.drafts(problem)), seed
        assert brute.is_acceptable(problem, solution.mates), seed
        assert blocking(problem, solution.mates, *keys(problem)) == [], seed
        level = solution.certificate.levels[0]
        favoured = {tuple(pair) for pair in level.proof.get("favoured", [])}
        mentee, mentor = keys(problem, favoured)
        stable = stable_drafts(problem, mentee, mentor)
        assert solution.mates in stable, seed
        for other in stable:
            assert is_as_good_for_mentees(problem, solution.mates, other, mentee), seed


def test_the_checker_agrees_with_another_on_any_draft():
    for seed in range(150):
        chance = random.Random(f"blocking {seed}")
        problem = brute.random_problem(
            chance, mentee_wishes=chance.random() < 0.5, mentor_wishes=chance.random() < 0.5
        )
        draft = chance.choice(list(brute.drafts(problem)))
        if brute.is_acceptable(problem, draft):
            assert blocking_pairs(problem, draft) == blocking(problem, draft, *keys(problem)), seed


def test_a_larger_stable_draft_is_found_where_a_tie_allows_it():
    # Both ask mentor 0, who likes them equally; only the first can go elsewhere.
    problem = Problem(
        MatrixScores([[5, 5], [5, -1]]),
        capacity=np.array([1, 1]),
        demand=np.array([1, 1]),
        mentee_wishes=(((0,), (1,)), ((0,),)),
        mentor_wishes=(((0, 1),), ((0,),)),
    )
    solution = solve(problem, Mode.STABLE)
    assert solution.mates == ((1,), (0,))
    assert "NP-hard" in solution.certificate.note
    assert solution.certificate.levels[0].proof == {"favoured": [[0, 1], [1, 0]]}


def test_most_larger_stable_drafts_are_found():
    most = found = 0
    for seed in range(200):
        problem = brute.random_problem(
            random.Random(f"large {seed}"), mentee_wishes=True, mentor_wishes=True
        )
        stable = stable_drafts(problem, *keys(problem))
        most += max(sum(map(len, draft)) for draft in stable)
        found += len(solve(problem, Mode.STABLE).chosen)
    assert found >= 0.99 * most


def test_without_ties_nothing_is_said_of_them():
    problem = marriage(["AB", "AB"], ["AB", "AB"])
    assert solve(problem, Mode.STABLE).certificate.note == ""


def test_pins_stand_and_the_rest_is_stable():
    problem = marriage(["ABC", "BCA", "CAB"], ["BCA", "CAB", "ABC"])
    pinned = replace(problem, pins=frozenset({(0, 2)}))
    solution = solve(pinned, Mode.STABLE)
    assert solution.mates[0] == (2,)
    assert verify(pinned, solution) == []
