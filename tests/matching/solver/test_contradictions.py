import pytest
from hypothesis import given, settings

from matching.solver.contradictions import Kind, RulesProblem, problems_of
from matching.solver.model import BadProblemError
from matching.solver.rules import Rule, Strength, Test
from matching.solver.scoring import encode
from tests.matching.solver import slow_rules
from tests.matching.solver.invented import people, rules

MUST, MUST_NOT, SHOULD = Strength.MUST, Strength.MUST_NOT, Strength.SHOULD
GRADES = ("a", "b", "c", "d", "e", "f")
WEIGHS = Rule("w", SHOULD, Test.SAME, 5, "f", "f")


def rule(name, strength, test, **more):
    return Rule(name, strength, test, 5, "f", "f", **{"order": GRADES, **more})


def found(*asked):
    return problems_of([*asked, WEIGHS])


def test_sound_rules_have_no_problem():
    assert found(rule("a", MUST, Test.SAME), rule("b", MUST, Test.GAP, low=1, high=2)) == ()


@pytest.mark.parametrize(
    "asked",
    [
        (rule("a", MUST, Test.SAME), rule("b", MUST_NOT, Test.SAME)),
        (rule("a", MUST, Test.SAME), rule("b", MUST, Test.DIFFERENT)),
        (rule("a", MUST, Test.IN_COMMON, at_least=3), rule("b", MUST_NOT, Test.IN_COMMON)),
        (rule("a", MUST, Test.GAP, low=1, high=2), rule("b", MUST, Test.GAP, low=3, high=4)),
        (rule("a", MUST, Test.GAP, low=1, high=2), rule("b", MUST_NOT, Test.GAP, low=0, high=5)),
        (rule("a", MUST, Test.TIME_ZONE, most=2), rule("b", MUST_NOT, Test.TIME_ZONE, most=3)),
        (rule("a", MUST, Test.LANGUAGE, low=4), rule("b", MUST_NOT, Test.LANGUAGE, low=2)),
        (
            rule("a", MUST, Test.AVAILABILITY, at_least=4),
            rule("b", MUST_NOT, Test.AVAILABILITY, at_least=2),
        ),
        (rule("a", MUST, Test.PREVIOUS_PARTNER), rule("b", MUST_NOT, Test.PREVIOUS_PARTNER)),
    ],
)
def test_rules_that_nobody_can_keep_together_are_named(asked):
    assert found(*asked) == (RulesProblem(Kind.CONTRADICTION, ("a", "b")),)


@pytest.mark.parametrize(
    "asked",
    [
        (rule("a", MUST, Test.IN_COMMON), rule("b", MUST_NOT, Test.IN_COMMON, at_least=3)),
        (rule("a", MUST, Test.GAP, low=1, high=3), rule("b", MUST, Test.GAP, low=3, high=4)),
        (rule("a", MUST, Test.TIME_ZONE, most=3), rule("b", MUST_NOT, Test.TIME_ZONE, most=2)),
        (rule("a", MUST, Test.LANGUAGE, low=2), rule("b", MUST_NOT, Test.LANGUAGE, low=4)),
        (rule("a", MUST, Test.SAME), Rule("b", MUST_NOT, Test.SAME, 0, "f", "g")),
    ],
)
def test_rules_that_somebody_can_keep_are_not(asked):
    assert found(*asked) == ()


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (rule("a", MUST, Test.GAP, low=3, high=1), Kind.IMPOSSIBLE),
        (rule("a", MUST, Test.GAP, low=6, high=9), Kind.IMPOSSIBLE),
        (rule("a", MUST, Test.AVAILABILITY, at_least=169), Kind.IMPOSSIBLE),
        (rule("a", MUST_NOT, Test.TIME_ZONE, most=12), Kind.IMPOSSIBLE),
        (rule("a", MUST, Test.SIMILAR_TEXT), Kind.TEXT_DECIDES),
        (Rule("a", SHOULD, Test.SAME, 11, "f", "f"), Kind.WEIGHT),
        (Rule("a", SHOULD, Test.SAME, 0, "f", "f"), Kind.WEIGHT),
        (Rule("a", MUST, Test.SAME, 0, "f", ""), Kind.FIELD),
        (rule("a", MUST, Test.GAP, order=()), Kind.ORDER),
        (rule("a", MUST, Test.GAP, order=("x", " X")), Kind.ORDER),
        (rule("a", MUST, Test.IN_COMMON, at_least=float("nan")), Kind.NUMBER),
        (rule("a", SHOULD, Test.TIME_ZONE, most=-1), Kind.NUMBER),
        (rule("a", MUST, Test.LANGUAGE, low=7), Kind.LEVEL),
    ],
)
def test_a_rule_that_is_wrong_by_itself_is_named(asked, kind):
    assert found(asked) == (RulesProblem(kind, ("a",)),)


def test_what_is_wrong_with_all_rules_is_told():
    text = rule("t", SHOULD, Test.SIMILAR_TEXT)
    assert problems_of([]) == (RulesProblem(Kind.NOTHING_WEIGHS),)
    assert problems_of([text]) == (RulesProblem(Kind.TEXT_ALONE, ("t",)),)
    assert found(text) == ()
    assert found(WEIGHS) == (RulesProblem(Kind.SAME_ID, ("w",)),)
    many = [rule(f"r{number}", MUST, Test.CHECKS) for number in range(1001)]
    assert found(*many) == (RulesProblem(Kind.TOO_MANY),)
    with pytest.raises(BadProblemError):
        encode([], [], many)


@settings(max_examples=100)
@given(people("e", "o"), people("o", "e"), rules(8))
def test_no_pair_keeps_rules_that_are_called_a_contradiction(mentees, mentors, asked):
    named = {rule.id: rule for rule in asked}
    for problem in problems_of(asked):
        if problem.kind not in {Kind.CONTRADICTION, Kind.IMPOSSIBLE}:
            continue
        group = [named[name] for name in problem.rules]
        for mentee in mentees:
            for mentor in mentors:
                world = (mentees, mentors)
                is_known = all(
                    slow_rules.fit(each, mentee, mentor, world) is not None for each in group
                )
                if is_known:
                    assert slow_rules.ruled_out_by(group, mentee, mentor, world)
