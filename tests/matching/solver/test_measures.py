from dataclasses import replace

import numpy as np

from matching.solver.matrix import MatrixScores
from matching.solver.measures import measure
from matching.solver.model import Group, Problem

PROBLEM = Problem(
    MatrixScores([[90, 40, -1], [80, 70, 20], [85, -1, -1], [60, 50, 10]]),
    capacity=np.array([1, 2, 1]),
    demand=np.array([1, 2, 1, 1]),
    mentee_wishes=(((0,), (1,)), ((0, 1), (2,)), ((0,),), ()),
)


def test_a_draft_is_measured():
    found = measure(PROBLEM, ((0,), (1, 2), (), (1,)))
    assert (found.total, found.mean, found.worst) == (230, 57.5, 20)
    assert found.deciles == (20, 20, 20, 20, 50, 50, 50, 70, 70, 70, 90)
    assert (found.placed, found.mentees, found.pairs) == (3, 4, 4)
    assert (found.first_choices, found.rank_profile) == (2, (2, 1))
    assert (found.seats, found.seats_used) == (4, 4)
    assert (found.mentors, found.mentors_used) == (3, 3)
    assert found.blocking_pairs == 0


def test_who_would_rather_have_each_other_is_counted():
    # Mentor 0 would rather have mentee 0, 1 or 2 than mentee 3; mentor 1 has room for mentee 0.
    assert measure(PROBLEM, ((), (1, 2), (), (0,))).blocking_pairs == 4


def test_nobody_placed_is_no_trouble():
    found = measure(PROBLEM, ((), (), (), ()))
    assert (found.total, found.mean, found.worst, found.deciles) == (0, 0.0, 0, ())
    assert (found.first_choices, found.rank_profile) == (0, (0, 0))


def test_without_wishes_there_are_no_first_choices():
    found = measure(replace(PROBLEM, mentee_wishes=None), ((0,), (1,), (), ()))
    assert (found.first_choices, found.rank_profile) == (None, None)


def test_seats_count_under_their_ceiling():
    grouped = replace(PROBLEM, groups=(Group((0, 1), 2),))
    assert measure(grouped, ((), (), (), ())).seats == 3
