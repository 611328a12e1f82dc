"""Whoever is looked for would place those named, once found."""

import numpy as np
from hypothesis import given, settings

from matching.solver.model import Certificate, Mode, Problem, Solution
from matching.solver.recruiting import missing_mentors
from matching.solver.rules import Rule, Someone, Strength, Test
from matching.solver.scoring import encode
from tests.matching.solver.invented import people, rules

MUST, MUST_NOT = Strength.MUST, Strength.MUST_NOT
GRADES = ("Junior", "Senior", "Lead", "Head")


def missing(mentees, mentors, asked, **more):
    scores = encode(mentees, mentors, asked)
    problem = Problem(scores, np.full(len(mentors), 2), np.ones(len(mentees), np.int64))
    certificate = Certificate(is_optimal=True, objective=0, bound=0)
    nobody = Solution(Mode.PARTICIPATION, ((),) * len(mentees), certificate, 0)
    return missing_mentors(problem, scores, nobody, **more)


@settings(max_examples=60)
@given(people("e", "o"), people("o", "e"), rules())
def test_a_mentor_like_the_example_may_have_those_named(mentees, mentors, asked):
    found = missing(mentees, mentors, asked, seats=2)
    named = [i for each in found for i in each.takes]
    assert len(named) == len(set(named))
    for each in found:
        assert 1 <= len(each.takes) <= 2
        assert set(each.takes) <= set(each.would_suit)
        # Wishes and time zones are read as the round's own people have them.
        scores = encode(mentees, [*mentors, each.example], asked)
        for i in each.takes:
            assert not scores.ruled_out_by(i, len(mentors))


def test_the_profile_says_what_would_do():
    mentees = [
        Someone(
            f"e{number}",
            values={"office": frozenset({office}), "grade": frozenset({grade})},
            levels={"English": 5},
            hours=0b1111 << number,
            utc_offset=0,
        )
        for number, (office, grade) in enumerate(
            [("York", "Junior"), ("York", "Senior"), ("Leeds", "Senior"), ("Leeds", "Head")]
        )
    ]
    asked = [
        Rule("office", MUST_NOT, Test.SAME, 0, "office", "office"),
        Rule("grade", MUST, Test.GAP, 0, "grade", "grade", low=1, high=2, order=GRADES),
        Rule("language", MUST, Test.LANGUAGE, low=4),
        Rule("hours", MUST, Test.AVAILABILITY, at_least=1),
        Rule("zone", MUST, Test.TIME_ZONE, most=1),
    ]
    mentors = [Someone("o", values={"office": frozenset({"York"})}, utc_offset=60)]
    first, *rest = missing(mentees, mentors, asked, seats=3)
    assert rest == []  # nobody stands above a Head
    assert first.takes == (0, 1, 2)
    told = {each.rules: each for each in first.requirements}
    assert told["office",].any_of == ()
    assert told["office",].avoid == ("York", "Leeds")
    assert told["grade",].any_of == (("Lead",),)
    assert told["language",].any_of == (("English",),)
    assert told["language",].level == 4
    assert told["hours",].hours.bit_count() <= 4
    assert told["zone",].utc_offsets == (0, 60)


def test_mentors_take_what_is_usual_and_the_rest_need_another():
    mentees = [Someone(f"e{number}") for number in range(5)]
    found = missing(mentees, [Someone("o")], [])
    assert [each.takes for each in found] == [(0, 1), (2, 3), (4,)]
    assert found[0].would_suit == (0, 1, 2, 3, 4)
    assert len(missing(mentees, [], [], count=2)) == 2


def test_whom_nobody_can_suit_is_in_no_profile():
    mentees = [Someone("e", is_in_date=False), Someone("d")]
    found = missing(mentees, [], [Rule("date", MUST, Test.IN_DATE)])
    assert [each.takes for each in found] == [(1,)]
