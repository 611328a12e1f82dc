"""Scores are exactly what the slow reference adds up, in every form and through every door."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solver.comparing import Form
from matching.solver.model import BadProblemError
from matching.solver.rules import HALF_HOURS, Rule, Someone, Strength, Test
from matching.solver.scoring import encode
from tests.matching.solver import slow_rules
from tests.matching.solver.invented import people, rules

SHOULD, MUST, MUST_NOT = Strength.SHOULD, Strength.MUST, Strength.MUST_NOT


def should(test, name="r", weight=5, **more):
    return Rule(name, SHOULD, test, weight=weight, mentee_field="f", mentor_field="f", **more)


def one(name, *values, **more):
    return Someone(name, values={"f": frozenset(values)}, **more)


@settings(max_examples=120)
@given(people("e", "o"), people("o", "e"), rules(), st.sampled_from([None, *Form]))
def test_scores_are_those_of_the_slow_reference(mentees, mentors, asked, form):
    scores = encode(mentees, mentors, asked, form=form)
    assert scores.shape == (len(mentees), len(mentors))
    rows = scores.rows(0, len(mentees))
    for i, mentee in enumerate(mentees):
        for j, mentor in enumerate(mentors):
            parts = slow_rules.contributions(asked, mentee, mentor, (mentees, mentors))
            out = slow_rules.ruled_out_by(asked, mentee, mentor, (mentees, mentors))
            assert scores.contributions(i, j) == tuple(parts)
            assert scores.ruled_out_by(i, j) == tuple(out)
            assert rows[i, j] == (-1 if out else sum(parts))


@settings(max_examples=30)
@given(people("e", "o", 1), people("o", "e", 1), rules(), st.sampled_from([None, *Form]))
def test_rows_columns_and_pairs_say_the_same(mentees, mentors, asked, form):
    scores = encode(mentees, mentors, asked, form=form)
    whole = scores.rows(0, len(mentees))
    assert whole.dtype == np.int16
    for i in range(len(mentees)):
        assert (scores.rows(i, i + 1) == whole[i]).all()
    for j in range(len(mentors)):
        assert (scores.column(j) == whole[:, j]).all()
    at = np.indices(whole.shape).reshape(2, -1)
    assert (scores.pairs(at[0], at[1]) == whole.ravel()).all()
    assert scores.pairs(at[0][:0], at[1][:0]).shape == (0,)


@settings(max_examples=20)
@given(people("e", "o", 1), people("o", "e", 1), rules(), st.randoms(use_true_random=False))
def test_another_order_of_the_people_changes_nothing(mentees, mentors, asked, chance):
    ours, theirs = list(range(len(mentees))), list(range(len(mentors)))
    chance.shuffle(ours)
    chance.shuffle(theirs)
    turned = encode([mentees[i] for i in ours], [mentors[j] for j in theirs], asked)
    whole = encode(mentees, mentors, asked).rows(0, len(mentees))
    assert (turned.rows(0, len(mentees)) == whole[np.ix_(ours, theirs)]).all()


def test_two_hundred_rules_over_a_few_blocks_are_exact(monkeypatch):
    monkeypatch.setattr("matching.solver.scoring.BLOCK", 300)
    chance = random.Random(7)
    mentees, mentors = crowd(chance, "e", 40), crowd(chance, "o", 25)
    asked = [
        Rule(
            f"r{number}",
            chance.choice([SHOULD, SHOULD, SHOULD, MUST_NOT]),
            chance.choice([Test.SAME, Test.IN_COMMON, Test.AVAILABILITY, Test.DIFFERENT]),
            weight=chance.randint(1, 10),
            mentee_field=chance.choice("fg"),
            mentor_field=chance.choice("fg"),
            at_least=chance.choice([2, 5, 40]),
        )
        for number in range(200)
    ]
    world = (mentees, mentors)
    for form in Form:
        whole = encode(mentees, mentors, asked, form=form).rows(0, 40)
        for _ in range(30):
            i, j = chance.randrange(40), chance.randrange(25)
            out = slow_rules.ruled_out_by(asked, mentees[i], mentors[j], world)
            parts = slow_rules.contributions(asked, mentees[i], mentors[j], world)
            assert whole[i, j] == (-1 if out else sum(parts))


def crowd(chance, prefix, many):
    values = [f"value {number}" for number in range(12)]
    return [
        Someone(
            f"{prefix}{number}",
            values={
                field: frozenset(chance.sample(values, chance.randint(0, 5))) for field in "fg"
            },
            hours=chance.getrandbits(HALF_HOURS) & chance.getrandbits(HALF_HOURS),
        )
        for number in range(many)
    ]


def test_a_perfect_pair_has_ten_thousand_points_whatever_the_weights():
    asked = [should(Test.SAME, f"r{number}", weight=1 + number % 10) for number in range(37)]
    scores = encode([one("e", "x")], [one("o", "x")], asked)
    assert scores.rows(0, 1)[0, 0] == 10_000
    assert sum(scores.most(rule) for rule in asked) == 10_000


def test_many_broken_rules_do_not_run_over():
    asked = [Rule(f"r{k}", MUST, Test.SAME, mentee_field="f", mentor_field="f") for k in range(900)]
    scores = encode([one("e", "x"), one("d", "y")], [one("o", "y")], asked)
    assert scores.rows(0, 2).ravel().tolist() == [-1, 0]


def test_values_are_compared_without_case_and_spaces():
    scores = encode(
        [one("e", "  ZÜRICH ")], [one("o", "zürich"), one("p", "Zu\u0308rich")], [should(Test.SAME)]
    )
    assert scores.rows(0, 1).tolist() == [[10_000, 10_000]]


def test_nobody_is_matched_with_themselves():
    scores = encode([one("e", person="ann")], [one("o", person="ann"), one("p", person="bo")], [])
    assert scores.rows(0, 1).tolist() == [[-1, 0]]
    assert scores.ruled_out_by(0, 0) == ("same person",)


@pytest.mark.parametrize(("strength", "expected"), [(MUST, -1), (MUST_NOT, 0), (SHOULD, 0)])
@pytest.mark.parametrize("test", [Test.SAME, Test.IN_COMMON, Test.TIME_ZONE, Test.GAP])
def test_who_said_nothing_fulfils_nothing(test, strength, expected):
    asked = [Rule("r", strength, test, 1, "f", "f", low=-9, high=9, order=("x",), most=24)]
    assert encode([one("e")], [one("o", "x")], asked).rows(0, 1)[0, 0] == expected


def test_texts_that_are_alike_count_and_everyday_words_do_not():
    texts = [
        "I want to become a data scientist in public health",
        "Public health, and data!",
        "Wooden boats",
        "I want to",
        "",
    ]
    mentors = [Someone(f"o{k}", texts={"f": text}) for k, text in enumerate(texts)]
    mentees = [Someone("e", texts={"f": texts[0].upper()})]
    scores = encode(mentees, mentors, [should(Test.SIMILAR_TEXT), should(Test.SAME, "s")])
    found = scores.rows(0, 1)[0].tolist()
    assert found[0] == pytest.approx(5000, abs=5)
    assert found[0] > found[1] > found[2] == found[3] == found[4] == 0
    for form in Form:
        assert encode(mentees, mentors, scores.rules, form=form).rows(0, 1)[0].tolist() == found


def test_one_mentee_and_no_mentor_make_no_pairs():
    scores = encode([one("e", "x")], [], [should(Test.SAME), should(Test.AVAILABILITY, "a")])
    assert scores.rows(0, 1).shape == (1, 0)
    assert encode([], [one("o")], [should(Test.SAME)]).column(0).shape == (0,)


@pytest.mark.parametrize(
    "asked",
    [
        [Rule("r", MUST, Test.SIMILAR_TEXT)],
        [should(Test.SAME), should(Test.SAME)],
        [should(Test.AVAILABILITY, at_least=float("nan"))],
        [should(Test.TIME_ZONE, most=float("inf"))],
        [Rule(f"r{k}", MUST, Test.CHECKS) for k in range(1001)],
    ],
)
def test_rules_that_cannot_be_scored_are_refused(asked):
    with pytest.raises(BadProblemError):
        encode([one("e", "x")], [one("o", "x")], asked)
