import numpy as np
import pytest

from matching.solver.assigning.columns import surveyed
from matching.solver.assigning.kernels import Kernel, choose, has_fast
from matching.solver.assigning.linear import choose_by_linear_programme
from matching.solver.assigning.network import network_of
from matching.solver.assigning.pairs import Pairs, joined, no_pairs
from matching.solver.assigning.paths import choose_by_paths
from matching.solver.assigning.prices import NotTheBestError, tariff_of
from tests.matching.solver.assigning.small import problem_of, random_problem


def all_pairs(problem):
    """Return what is left to decide, and every pair that may be chosen."""
    network = surveyed(problem)[0]
    mentees, mentors = np.nonzero(network.rows(0, problem.mentees) >= 0)
    usable = network.open_mentors[mentors] & (network.need[mentees] > 0)
    return network, joined(network, no_pairs(), mentees[usable], mentors[usable])


@pytest.mark.parametrize("plain", [True, False])
def test_the_kernels_agree(plain):
    kernels = [choose_by_linear_programme, choose_by_paths]
    kernels += [lambda network, pairs: choose(network, pairs, Kernel.SCIPY)]
    if has_fast():
        kernels += [lambda network, pairs: choose(network, pairs, Kernel.FLOW)]
    for seed in range(200):
        network, pairs = all_pairs(random_problem(seed, most=8, plain=plain))
        if not len(pairs):
            continue
        totals = set()
        for kernel in kernels:
            chosen = kernel(network, pairs)
            tariff_of(network, pairs, chosen)  # raises where the choice is not the best
            totals.add(int(pairs.worth[chosen].sum()))
        assert len(totals) == 1, seed


def test_many_seats_make_no_more_arcs_than_pairs():
    network, pairs = all_pairs(problem_of([[5, 9]] * 300, [10_000, 10_000]))
    assert choose(network, pairs, Kernel.SCIPY).sum() == 300
    network, pairs = all_pairs(problem_of([[5, 9]] * 300, [299, 1]))
    assert choose(network, pairs, Kernel.SCIPY).sum() == 300


def test_pairs_stand_once_and_in_order():
    network = network_of(problem := problem_of([[3, 4], [5, 6]], [1, 1]), problem.scores)
    pairs = joined(network, no_pairs(), np.array([1, 0]), np.array([0, 1]))
    pairs = joined(network, pairs, np.array([0, 0, 1]), np.array([1, 0, 0]))
    assert list(zip(pairs.mentees, pairs.mentors, pairs.worth, strict=True)) == [
        (0, 0, 3), (0, 1, 4), (1, 0, 5)
    ]  # fmt: skip
    assert (pairs.revalued(10).worth == pairs.worth + 10).all()


@pytest.mark.parametrize(
    ("scores", "capacity", "demand", "chosen"),
    [
        ([[5, 9]], [1, 1], [1], [True, False]),  # a free seat is better
        ([[5]], [1], [1], [False]),  # a place stays empty
        ([[9, 1], [9, 8]], [1, 1], [1, 1], [True, False, False, False]),
        ([[1, 9], [9, 1]], [1, 1], [1, 1], [True, False, False, True]),  # an exchange is better
        ([[1, 2], [3, 9]], [1, 0], [1, 1], [True, False]),  # another should have the seat
    ],
)
def test_a_choice_that_can_be_improved_has_no_prices(scores, capacity, demand, chosen):
    network, pairs = all_pairs(problem_of(scores, capacity, demand))
    mask = np.array(chosen)
    if len(mask) != len(pairs):
        mask = np.array([True, False])
    with pytest.raises(NotTheBestError):
        tariff_of(network, pairs, mask)


def test_no_pairs_are_chosen_from_none():
    network, pairs = all_pairs(problem_of([[-1]], [1]))
    assert isinstance(pairs, Pairs)
    assert choose(network, pairs).tolist() == []
