import time
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solver.excusing import ExcusedScores
from matching.solver.explaining import (
    alternatives,
    alternatives_for_all,
    alternatives_for_mentor,
    cost_bound,
    explain,
    moves_between,
    why_not,
)
from matching.solver.facts import Language, Wish
from matching.solver.matrix import MatrixScores
from matching.solver.model import Certificate, Group, Mode, Prices, Problem, Solution
from matching.solver.rules import Rule, Someone, Strength, Test
from matching.solver.scoring import encode
from matching.solver.solve import solve
from tests.matching.solver import slow_rules
from tests.matching.solver.invented import people, rules
from tests.matching.solver.rounds import best_total, problem_of, problems, total

MUST, MUST_NOT, SHOULD = Strength.MUST, Strength.MUST_NOT, Strength.SHOULD
by_quality = partial(solve, mode=Mode.QUALITY)


@settings(max_examples=100)
@given(people("e", "o", 1, 2), people("o", "e", 1, 2), rules())
def test_an_explanation_adds_up_to_the_score(mentees, mentors, asked):
    scores = encode(mentees, mentors, asked)
    whole = scores.rows(0, len(mentees))
    for i, mentee in enumerate(mentees):
        for j, mentor in enumerate(mentors):
            reasons = explain(scores, i, j)
            out = slow_rules.ruled_out_by(asked, mentee, mentor, (mentees, mentors))
            assert reasons.score == whole[i, j]
            assert sum(each.points for each in reasons.rules) == reasons.points
            assert reasons.score == (-1 if out else reasons.points)
            assert [each.rule.id for each in reasons.rules if each.rules_out] == [
                name for name in out if name != "same person"
            ]
            assert reasons.is_same_person == ("same person" in out)
            for each in reasons.rules:
                how_far = slow_rules.fit(each.rule, mentee, mentor, (mentees, mentors))
                assert each.points <= each.most
                assert each.facts.silent or how_far is not None


ANN = Someone(
    "ann",
    values={"topics": frozenset({"Data  Science", "health"}), "grade": frozenset({"Senior"})},
    texts={"goals": "I want to lead a data team, data first"},
    levels={"English": 6, "Deutsch": 4, "Polish": 1},
    hours=0b1111,
    utc_offset=-660,
    lines=frozenset({"kim"}),
    own_line=frozenset({"ann"}),
    wishes={"bo": 80, "cy": 100},
    has_checks=False,
)
BO = Someone(
    "bo",
    values={"topics": frozenset({"data science"}), "grade": frozenset({"lead"})},
    texts={"offers": "Data, and how to lead a TEAM"},
    levels={"english": 5, "Deutsch": 6},
    hours=0b1110,
    utc_offset=780,
    lines=frozenset({"kim"}),
    own_line=frozenset({"bo"}),
    previous=frozenset({"ann"}),
)


def facts(test, mentee=ANN, mentor=BO, ours="topics", theirs="topics", **more):
    rule = Rule("r", SHOULD, test, 5, ours, theirs, **more)
    return explain(encode([mentee], [mentor], [rule]), 0, 0).rules[0].facts


def test_facts_say_what_the_points_rest_on():
    assert facts(Test.IN_COMMON).shared == ("Data Science",)
    assert facts(Test.DIFFERENT).mentor_values == ("data science",)
    order = ("Junior", "Senior", "Lead")
    assert facts(Test.GAP, ours="grade", theirs="grade", order=order).steps == 1
    assert facts(Test.TIME_ZONE).minutes_apart == 0
    assert facts(Test.AVAILABILITY).hours == 1.5
    assert facts(Test.LANGUAGE, low=4).languages == (
        Language("English", 6, 5),
        Language("Deutsch", 4, 6),
    )
    assert facts(Test.REPORTING_LINE).relations == ("same_manager",)
    assert facts(Test.PREVIOUS_PARTNER).met_before is True
    assert facts(Test.CHECKS).silent == ("mentee",)
    assert facts(Test.SIMILAR_TEXT, ours="goals", theirs="offers").shared == (
        "data",
        "lead",
        "team",
    )
    assert facts(Test.WISHES).mentee_wish == Wish(80, 2)
    assert facts(Test.WISHES).mentor_wish is None


def test_facts_say_who_said_nothing():
    nobody = Someone("nobody")
    for test in (Test.SAME, Test.GAP, Test.TIME_ZONE, Test.AVAILABILITY, Test.LANGUAGE):
        found = facts(test, mentor=nobody, ours="grade", theirs="grade", order=("Junior", "Senior"))
        assert found.silent == ("mentor",)


@settings(max_examples=60)
@given(problems(), st.data())
def test_why_not_gives_the_exact_price_of_a_pair(problem, data):
    solution = by_quality(problem)
    i = data.draw(st.integers(0, problem.mentees - 1))
    j = data.draw(st.integers(0, problem.mentors - 1))
    why = why_not(problem, solution, i, j, by_quality)
    if why.is_chosen or why.is_ruled_out:
        assert why.is_chosen == (j in solution.mates[i])
        assert why.after is None
        return
    forced = Problem(problem.scores, problem.capacity, problem.demand, pins=frozenset({(i, j)}))
    expected = best_total(forced)
    if expected is None:
        assert why.after is None
        assert why.is_full
        return
    assert why.before.total == best_total(problem)
    assert why.after.total == expected
    assert why.costs_at_least is not None
    assert 0 <= why.costs_at_least <= why.before.total - expected
    changed = {move.mentee: move for move in why.moves}
    assert i in changed
    for k in range(problem.mentees):
        assert (k in changed) == (solution.mates[k] != why.solution.mates[k])
    gained = sum(move.score_after - move.score_before for move in why.moves)
    assert gained == why.after.total - why.before.total
    assert total(problem, why.solution.chosen) == expected


def test_why_not_names_the_rules_that_rule_out():
    asked = [
        Rule("office", MUST_NOT, Test.SAME, 0, "topics", "topics"),
        Rule("before", MUST_NOT, Test.PREVIOUS_PARTNER),
        Rule("free", SHOULD, Test.AVAILABILITY, 1, at_least=1),
    ]
    scores = encode([ANN], [BO], asked)
    problem = problem_of(scores.rows(0, 1), [1])
    why = why_not(problem, solve(problem), 0, 0, solve, rules=scores)
    assert why.is_ruled_out
    assert why.ruled_out_by == ("office", "before")
    excused = Problem(ExcusedScores(scores, [(0, 0)]), problem.capacity, problem.demand)
    solution = solve(excused)
    assert solution.mates == ((0,),)
    assert why_not(excused, solution, 0, 0, solve).is_chosen


def test_why_not_says_which_pins_are_in_the_way():
    pins = frozenset({(0, 0)})
    problem = problem_of([[5, 1], [4, 1]], [1, 2], pins=pins)
    why = why_not(problem, solve(problem), 1, 0, solve)
    assert (why.after, why.is_full, why.conflict) == (None, True, ((0, 0),))
    assert why_not(problem, solve(problem), 0, 1, solve).conflict == ((0, 0),)
    ceiling = (Group((0, 1), 1),)
    problem = problem_of([[5, 1], [4, 1]], [1, 2], pins=pins, groups=ceiling)
    assert why_not(problem, solve(problem), 1, 1, solve).conflict == ((0, 0),)


def test_a_forbidden_pair_is_priced_as_if_it_were_allowed():
    problem = problem_of([[9, 1]], [1, 1], forbidden=frozenset({(0, 0)}))
    why = why_not(problem, solve(problem), 0, 0, solve)
    assert why.is_forbidden
    assert (why.before.total, why.after.total) == (1, 9)


def test_excused_pairs_have_their_points_through_every_door():
    asked = [
        Rule("office", MUST_NOT, Test.SAME, 0, "topics", "topics"),
        Rule("free", SHOULD, Test.AVAILABILITY, 1, at_least=1),
    ]
    scores = encode([ANN, ANN], [BO, Someone("cy"), BO], asked)
    excused = ExcusedScores(scores, [(1, 2), (0, 1)])
    expected = [[-1, 0, -1], [-1, 0, 10_000]]
    assert excused.rows(0, 2).tolist() == expected
    assert excused.rows(1, 2).tolist() == expected[1:]
    assert [excused.column(j).tolist() for j in range(3)] == np.array(expected).T.tolist()
    at = np.indices((2, 3)).reshape(2, -1)
    assert excused.pairs(at[0], at[1]).tolist() == np.ravel(expected).tolist()
    assert ExcusedScores(scores, []).rows(0, 2).tolist() == scores.rows(0, 2).tolist()


@settings(max_examples=60)
@given(problems(), st.integers(0, 4))
def test_alternatives_are_the_cheapest_then_the_best(problem, count):
    solution = by_quality(problem)
    values = problem.scores.rows(0, problem.mentees).tolist()

    def nearest(pairs):
        found = [
            (cost_bound(problem, solution, i, j), -values[i][j], i, j)
            for i, j in pairs
            if values[i][j] >= 0 and (i, j) not in solution.chosen
        ]
        return [(i, j, -score, cost) for cost, score, i, j in sorted(found)[:count]]

    def told(found):
        return [(each.mentee, each.mentor, each.score, each.costs_at_least) for each in found]

    everybody = alternatives_for_all(problem, solution, count)
    assert everybody.mentors.shape == (problem.mentees, min(count, problem.mentors))
    for i in range(problem.mentees):
        expected = nearest([(i, j) for j in range(problem.mentors)])
        assert told(alternatives(problem, solution, i, count)) == expected
        own = [
            (i, j, score, cost)
            for j, score, cost in zip(
                everybody.mentors[i].tolist(),
                everybody.scores[i].tolist(),
                everybody.costs[i].tolist(),
                strict=True,
            )
            if j >= 0
        ]
        assert own == expected
    for j in range(problem.mentors):
        expected = nearest([(i, j) for i in range(problem.mentees)])
        assert told(alternatives_for_mentor(problem, solution, j, count)) == expected


def test_where_placing_comes_first_the_bound_leaves_out_what_a_placement_counts():
    problem = problem_of([[5], [3]], [1], groups=(Group((0,), 1),))
    prices = Prices(np.array([0, 0]), np.array([4]), np.array([10]), bonus=9)
    certificate = Certificate(is_optimal=True, objective=14, bound=14, prices=prices)
    solution = Solution(Mode.PARTICIPATION, ((0,), ()), certificate, 0)
    assert cost_bound(problem, solution, 1, 0) == 2
    assert alternatives(problem, solution, 1, 1)[0].costs_at_least == 2
    assert alternatives_for_mentor(problem, solution, 0, 1)[0].costs_at_least == 2


def test_without_prices_alternatives_are_the_best_scores():
    problem = problem_of([[3, 9, 5, -1]], [1, 1, 1, 1], forbidden=frozenset({(0, 2)}))
    solution = Solution(Mode.STABLE, ((),), Certificate(is_optimal=True, objective=0, bound=0), 0)
    found = alternatives(problem, solution, 0, 3)
    assert [(each.mentor, each.costs_at_least) for each in found] == [(1, None), (0, None)]
    assert not alternatives_for_all(problem, solution, 3).has_prices


def test_moves_are_told_for_who_moves():
    problem = problem_of([[3, 9], [4, 8]], [1, 1])
    one, other = solve(problem), why_not(problem, solve(problem), 0, 0, solve).solution
    assert other is not None
    assert moves_between(problem, one, one) == ()
    assert {move.mentee for move in moves_between(problem, one, other)} <= {0, 1}


@pytest.mark.parametrize("count", [10])
def test_ten_alternatives_for_everybody_take_a_moment(count):
    chance = np.random.default_rng(5)
    problem = problem_of(chance.integers(-1, 10_000, (1000, 1000)), [1] * 1000)
    prices = Prices(
        chance.integers(0, 9000, 1000), chance.integers(0, 9000, 1000), np.zeros(0, np.int64)
    )
    mates = tuple((k,) for k in range(1000))
    solution = Solution(
        Mode.QUALITY, mates, Certificate(is_optimal=True, objective=0, bound=0, prices=prices), 0
    )
    assert isinstance(problem.scores, MatrixScores)
    began = time.process_time()
    found = alternatives_for_all(problem, solution, count)
    assert time.process_time() - began < 1.5  # 0.05 s, with room for a busy machine
    assert (np.diff(found.costs, axis=1) >= 0).all()
