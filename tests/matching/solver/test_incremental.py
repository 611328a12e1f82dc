from dataclasses import replace

import numpy as np
import pytest

from matching.solver.assigning.columns import assign
from matching.solver.incremental import Move, Session, appraise
from matching.solver.matrix import MatrixScores
from matching.solver.model import BadProblemError, Mode, PinsConflictError
from matching.solver.solve import solve
from tests.matching.solver.assigning.small import (
    check_proof,
    key_of,
    problem_of,
    random_problem,
)

ASKED = (
    "pin", "unpin", "forbid", "allow", "set_capacity", "without_mentee", "with_mentee", "pair_cost"
)  # fmt: skip


def pairs_of(mates):
    return [(i, j) for i, mentors in enumerate(mates) for j in mentors]


def best(problem, mode):
    return key_of(problem, mode, pairs_of(assign(problem, mode)[0]))


@pytest.mark.parametrize("mode", [Mode.QUALITY, Mode.PARTICIPATION])
@pytest.mark.parametrize("first", [0, 24, 48])
def test_whatever_happens_the_draft_stays_the_best_and_proved(mode, first):
    done = 0
    for seed in range(first, first + 24):
        chance = np.random.default_rng(seed)
        problem = random_problem(seed, most=int(chance.choice([3, 6, 9])), plain=seed % 8 != 0)
        session = Session(problem, mode)
        for _ in range(8):
            done += happens(session, mode, chance)
    assert done > 100


def happens(session, mode, chance) -> bool:
    """Change something by chance; say whether that was possible."""
    what = chance.choice(ASKED)
    i, j = (
        int(chance.integers(session.problem.mentees)),
        int(chance.integers(session.problem.mentors)),
    )
    if what == "unpin" and session.problem.pins:
        i, j = min(session.problem.pins)
    words = {
        "set_capacity": (j, int(chance.integers(0, 4))),
        "without_mentee": (i,),
        "with_mentee": (i,),
    }.get(what, (i, j))
    before, old = session.certificate, session.mates
    try:
        change = getattr(session, what)(*words)
    except BadProblemError:
        assert session.certificate is before
        return False
    problem = session.problem
    assert change.objective_before == before.objective
    if what == "pair_cost":
        assert session.certificate is before
        forced = replace(
            problem, pins=problem.pins | {(i, j)}, forbidden=problem.forbidden - {(i, j)}
        )
        key = best(forced, mode)
        assert (key[0], key[-1]) == (
            change.after.total if mode == Mode.QUALITY else key[0],
            change.after.total,
        )
        return True
    check_proof(problem, session.mates, session.certificate)
    assert session.certificate.is_optimal
    assert change.objective_after == session.certificate.objective
    assert key_of(problem, mode, pairs_of(session.mates)) == best(problem, mode)
    assert {move.mentee for move in change.moves} == {
        k for k, (one, two) in enumerate(zip(old, session.mates, strict=True)) if one != two
    }
    for move in change.moves:
        assert (move.before, move.after) == (old[move.mentee], session.mates[move.mentee])
    return True


def test_a_pin_tells_who_moves_and_what_it_costs():
    session = Session(problem_of([[90, 80], [70, 10]], [1, 1]))
    assert session.mates == ((1,), (0,))
    change = session.pin(0, 0)
    assert change.moves == (Move(0, (1,), (0,)), Move(1, (0,), (1,)))
    assert (change.before.total, change.after.total, change.cost) == (150, 100, 50)
    assert not change.is_afresh
    assert session.unpin(0, 0).cost == -50


def test_a_solution_that_is_there_is_taken_on():
    problem = random_problem(4, plain=True)
    solution = solve(problem, Mode.PARTICIPATION)
    session = Session(problem, Mode.PARTICIPATION, solution)
    assert session.mates == solution.mates
    assert session.certificate.objective == solution.certificate.objective


def test_a_pin_in_the_way_is_named_and_nothing_changes():
    session = Session(problem_of([[9, 8], [7, 6]], [1, 1], pins=[(0, 0)]))
    with pytest.raises(PinsConflictError) as caught:
        session.pin(1, 0)
    assert caught.value.pins == [(0, 0), (1, 0)]
    for refused in (
        lambda: session.forbid(0, 0),
        lambda: session.set_capacity(0, 0),
        lambda: session.set_capacity(5, 1),
        lambda: session.pair_cost(0, 1),
    ):
        with pytest.raises(BadProblemError):
            refused()
    session.without_mentee(1)
    with pytest.raises(BadProblemError, match="away"):
        session.pin(1, 1)
    assert session.mates == ((0,), ())


def test_ten_thousand_seats_more_are_one_step():
    session = Session(problem_of([[9, 8]] * 5, [1, 1]))
    assert session.set_capacity(0, 10_000).after.placed == 5
    assert session.set_capacity(0, 0).after.placed == 1
    check_proof(session.problem, session.mates, session.certificate)


@pytest.mark.parametrize("mode", [Mode.QUALITY, Mode.PARTICIPATION])
def test_other_scores_start_from_the_prices_there_are(mode):
    for seed in range(40):
        problem = random_problem(seed, most=8, plain=seed % 4 != 0)
        session = Session(problem, mode)
        values = problem.scores.rows(0, problem.mentees)
        other = MatrixScores(np.where(values < 0, -1, (values * 3 + 7) % 10_001))
        change = session.resolve(other)
        assert change.is_afresh
        check_proof(session.problem, session.mates, session.certificate)
        assert key_of(session.problem, mode, pairs_of(session.mates)) == best(
            replace(problem, scores=other), mode
        )
        change = session.forbid(0, 0) if (0, 0) not in problem.pins else change
        check_proof(session.problem, session.mates, session.certificate)


@pytest.mark.parametrize("mode", [Mode.QUALITY, Mode.PARTICIPATION])
def test_a_plan_made_by_hand_is_measured_against_the_best(mode):
    for seed in range(60):
        problem = random_problem(seed, most=7)
        solution = solve(problem, mode)
        certificate = solution.certificate
        assert appraise(problem, solution.mates, mode, certificate.prices) == (
            certificate.objective,
            certificate.bound,
        )
        plan = [[j for k, j in problem.pins if k == i] for i in range(problem.mentees)]
        assert appraise(problem, plan, mode) == (0, certificate.bound)
        prices = certificate.prices
        assert prices is not None
        rough = replace(prices, mentee=prices.mentee // 2, mentor=prices.mentor // 3, pair={})
        objective, bound = appraise(problem, solution.mates, mode, rough)
        assert objective == certificate.objective
        assert bound >= certificate.bound
