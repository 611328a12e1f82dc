from dataclasses import replace

import numpy as np
import pytest

from matching.solver.matrix import MatrixScores
from matching.solver.model import Group, Mode, Problem
from matching.solver.solve import solve
from matching.solver.verifying import verify

PROBLEM = Problem(
    MatrixScores([[90, 40, -1], [80, 70, 20], [85, 30, -1], [60, 50, 10], [15, 25, 35]]),
    capacity=np.array([1, 2, 1]),
    demand=np.array([1, 1, 2, 1, 1]),
    groups=(Group((0, 2), 2),),
    pins=frozenset({(0, 1)}),
    forbidden=frozenset({(3, 2)}),
    mentee_wishes=(
        ((0,), (1,)),
        ((0, 1), (2,)),
        ((0,), (1,)),
        ((0,), (1,)),
        ((2,), (0, 1)),
    ),
)


@pytest.mark.parametrize("mode", list(Mode))
def test_what_the_engine_says_holds(mode):
    assert verify(PROBLEM, solve(PROBLEM, mode)) == []


@pytest.mark.parametrize(
    ("mates", "says"),
    [
        (((1,), (), (), ()), "It has 4 mentees instead of 5."),
        (((1,), (3,), (), (), ()), "It names a mentor who is not there."),
        (((1,), (1, 1), (), (), ()), "A mentee has the same mentor twice."),
        (((), (1,), (), (), ()), "The pinned pair (0, 1) is not in it."),
        (((1,), (), (), (2,), ()), "The pair (3, 2) is forbidden."),
        (((1,), (), (2,), (), ()), "The pair (2, 2) is ruled out."),
        (((1,), (0, 1), (), (), ()), "Mentee 1 has 2 mentors and wants 1."),
        (((1,), (1,), (), (1,), ()), "Mentor 1 has 3 mentees and 2 seats."),
        (((1,), (0,), (), (0,), (2,)), "Group 0 has 3 mentees and a ceiling of 2."),
    ],
)
def test_what_is_no_draft_is_said(mates, says):
    assert says in verify(PROBLEM, replace(solve(PROBLEM, Mode.QUALITY), mates=mates))


def without(solution, i):
    """The draft without the mentors of one mentee."""
    return tuple(() if place == i else mentors for place, mentors in enumerate(solution.mates))


@pytest.mark.parametrize("mode", list(Mode))
def test_a_worse_draft_is_not_proved(mode):
    solution = solve(PROBLEM, mode)
    placed = next(i for i, mentors in enumerate(solution.mates) if mentors and i > 0)
    assert verify(PROBLEM, replace(solution, mates=without(solution, placed)))


@pytest.mark.parametrize("part", ["mentee", "mentor", "group"])
@pytest.mark.parametrize("mode", [Mode.QUALITY, Mode.PARTICIPATION, Mode.MAXMIN])
def test_wrong_prices_prove_nothing(mode, part):
    solution = solve(PROBLEM, mode)
    for change in (-1, 1):
        prices = solution.certificate.prices
        assert prices is not None
        wrong = replace(prices, **{part: getattr(prices, part) + change})
        certificate = replace(solution.certificate, prices=wrong)
        assert verify(PROBLEM, replace(solution, certificate=certificate))


def test_a_bonus_that_is_too_small_is_seen():
    solution = solve(PROBLEM, Mode.QUALITY)
    assert verify(PROBLEM, replace(solution, mode=Mode.PARTICIPATION)) == [
        "Another pair does not count more than all scores together."
    ]


def test_without_prices_nothing_is_proved():
    solution = solve(PROBLEM, Mode.QUALITY)
    certificate = replace(solution.certificate, prices=None)
    assert verify(PROBLEM, replace(solution, certificate=certificate)) == ["It has no prices."]


@pytest.mark.parametrize("mode", [Mode.MAXMIN, Mode.LEXIMIN, Mode.RANK_MAXIMAL])
def test_each_level_is_looked_at(mode):
    solution = solve(PROBLEM, mode)
    levels = solution.certificate.levels
    for place, level in enumerate(levels):
        wrong = replace(level, value=level.value + 1)
        changed = (*levels[:place], wrong, *levels[place + 1 :])
        certificate = replace(solution.certificate, levels=changed)
        said = verify(PROBLEM, replace(solution, certificate=certificate))
        assert any(f"“{level.name}”" in each for each in said)


def test_a_violator_that_proves_nothing_is_seen():
    solution = solve(PROBLEM, Mode.MAXMIN)
    *levels, worst = solution.certificate.levels
    for change in ({"mentees": []}, {"floor": worst.value}):
        named = worst.proof["next"]
        assert isinstance(named, dict)
        wrong = replace(worst, proof={"next": named | change})
        certificate = replace(solution.certificate, levels=(*levels, wrong))
        assert verify(PROBLEM, replace(solution, certificate=certificate))
    certificate = replace(
        solution.certificate, levels=(*levels, replace(worst, proof={"next": None}))
    )
    assert verify(PROBLEM, replace(solution, certificate=certificate)) == [
        f"Nothing proves that no floor above {worst.value} is possible."
    ]


def test_who_would_rather_have_each_other_is_named():
    solution = solve(PROBLEM, Mode.STABLE)
    swapped = replace(solution, mates=((1,), (), (), (0,), ()))
    said = verify(PROBLEM, swapped)
    assert "Mentee 2 and mentor 0 would rather have each other." in said
