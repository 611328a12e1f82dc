import random
import time

import pytest
from hypothesis import given, settings

from matching.solver.effects import effects_of
from matching.solver.rules import Rule, Someone, Strength, Test
from matching.solver.scoring import encode
from tests.matching.solver import slow_rules
from tests.matching.solver.invented import people, rules


def slowly(mentees, mentors, asked, skipped=()):
    """The pairs that may meet by some of the rules."""
    world = (mentees, mentors)
    return {
        (mentee.id, mentor.id)
        for mentee in mentees
        for mentor in mentors
        if not slow_rules.ruled_out_by(
            [rule for rule in asked if rule.id not in skipped], mentee, mentor, world
        )
    }


def without(side, pairs, place):
    met = {pair[place] for pair in pairs}
    return tuple(who.id for who in side if who.id not in met)


@settings(max_examples=50)
@given(people("e", "o"), people("o", "e"), rules())
def test_effects_are_what_counting_by_hand_gives(mentees, mentors, asked):
    found = effects_of(encode(mentees, mentors, asked))
    left = slowly(mentees, mentors, [])
    whole = slowly(mentees, mentors, asked)
    assert (found.pairs, found.pairs_left) == (len(left), len(whole))
    assert found.mentees_without == without(mentees, whole, 0)
    assert found.mentors_without == without(mentors, whole, 1)
    deciding = [rule for rule in asked if rule.strength != Strength.SHOULD]
    assert [each.rule for each in found.rules] == [rule.id for rule in deciding]
    for number, each in enumerate(found.rules):
        before, left = left, slowly(mentees, mentors, deciding[: number + 1])
        freed = slowly(mentees, mentors, asked, {each.rule})
        assert each.pairs_left == len(left)
        assert each.pairs_gained == len(freed - whole)
        for place, side, emptied, gained in (
            (0, mentees, each.mentees_emptied, each.mentees_gained),
            (1, mentors, each.mentors_emptied, each.mentors_gained),
        ):
            had, has = ({pair[place] for pair in pairs} for pairs in (before, left))
            assert emptied == tuple(who.id for who in side if who.id in had - has)
            could, can = ({pair[place] for pair in pairs} for pairs in (freed, whole))
            assert gained == tuple(who.id for who in side if who.id in could - can)


def test_blocks_add_up(monkeypatch):
    asked = [
        Rule("office", Strength.MUST, Test.DIFFERENT, mentee_field="f", mentor_field="f"),
        Rule("line", Strength.MUST_NOT, Test.REPORTING_LINE),
    ]
    chance = random.Random(3)
    mentees, mentors = (
        [
            Someone(
                f"{prefix}{number}",
                values={"f": frozenset(chance.choice("abc"))},
                lines=frozenset(chance.choice("xyz")),
            )
            for number in range(30)
        ]
        for prefix in "eo"
    )
    whole = effects_of(encode(mentees, mentors, asked))
    monkeypatch.setattr("matching.solver.effects.BLOCK", 200)
    assert effects_of(encode(mentees, mentors, asked)) == whole


@pytest.mark.parametrize(
    ("mentees", "mentors"), [([], []), ([Someone("e")], []), ([], [Someone("o")])]
)
def test_nobody_is_counted_where_nobody_is(mentees, mentors):
    found = effects_of(encode(mentees, mentors, [Rule("r", Strength.MUST, Test.CHECKS)]))
    assert found.pairs == found.pairs_left == 0
    assert found.mentees_without == tuple(who.id for who in mentees)


def test_a_large_round_answers_while_somebody_types():
    values = [{"f": frozenset([f"{number % 17}"])} for number in range(1000)]
    mentees = [Someone(f"e{number}", values=each) for number, each in enumerate(values)]
    mentors = [Someone(f"o{number}", values=each) for number, each in enumerate(values[:400])]
    asked = [
        Rule(f"r{number}", Strength.MUST_NOT, Test.SAME, mentee_field="f", mentor_field="f")
        for number in range(10)
    ]
    scores = encode(mentees, mentors, asked)
    began = time.process_time()
    assert effects_of(scores).pairs_left < 400_000
    assert (
        time.process_time() - began < 1.5
    )  # some tenths of a second, with room for a busy machine
