"""Rules in words."""

import pytest

from matching.models import MatchingRule
from matching.rounds.enums import RuleStrength, RuleTest
from matching.rounds.fields import FieldName
from matching.rounds.settings import rules_from, settings_of
from matching.rounds.wording import NO_FIELD, ONE_FIELD, sentence_of, short_name_of, step_words
from matching.solver import rules as engine
from tests.factories.choosing import QuestionFactory
from tests.factories.rounds import RoundFactory, RuleFactory

NAMES = {
    "profile:department": FieldName("department", "departments"),
    "profile:grade": FieldName("grade", "grades"),
    "profile:interests": FieldName("interests", "interests"),
}


def rule(test, strength=RuleStrength.MUST, field="profile:department", other=None, **more):
    return MatchingRule(
        test=test, strength=strength, mentee_field=field, mentor_field=other or field, **more
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (rule(RuleTest.SAME), "Mentor and mentee must have the same department."),
        (
            rule(RuleTest.DIFFERENT),
            "Mentor and mentee must have different departments.",
        ),
        (
            rule(RuleTest.GAP, RuleStrength.SHOULD, "profile:grade", low=1, high=2),
            "The mentor’s grade should be 1 or 2 steps above the mentee’s.",
        ),
        (
            rule(RuleTest.IN_COMMON, field="profile:interests", other="profile:department"),
            "The mentee’s interests and the mentor’s department must share at least 1.",
        ),
        (
            rule(RuleTest.TIME_ZONE, most=1),
            "Mentor and mentee must live in time zones at most 1 hour apart.",
        ),
        (
            rule(RuleTest.AVAILABILITY, at_least=2.5),
            "Mentor and mentee must be free at the same time for 2.5 hours a week or more.",
        ),
        (
            rule(RuleTest.REPORTING_LINE, RuleStrength.MUST_NOT),
            "Nobody is matched within their own reporting line.",
        ),
    ],
)
def test_a_rule_is_one_plain_sentence(given, sentence):
    assert sentence_of(given, NAMES) == sentence


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "level with"),
        (1, 1, "1 step above"),
        (1, 2, "1 or 2 steps above"),
        (2, 5, "2 to 5 steps above"),
        (-1, 1, "between 1 step below and 1 step above"),
        (-2, -1, "between 2 steps below and 1 step below"),
        (0, 3, "0 to 3 steps above"),
    ],
)
def test_steps_are_said_as_people_say_them(low, high, words):
    assert step_words(low, high) == words


def test_every_sentence_can_be_said():
    for test, strength in (*ONE_FIELD, *NO_FIELD):
        for other in ("profile:department", "profile:grade"):
            said = sentence_of(rule(test, strength, other=other), NAMES)
            assert said.endswith(".")
            assert "%" not in said
        assert short_name_of(rule(test, strength), NAMES)


def test_what_is_not_stored_needs_names():
    with pytest.raises(TypeError):
        sentence_of(engine.Rule("1", engine.Strength.MUST, engine.Test.SAME))


@pytest.mark.django_db
def test_a_stored_rule_finds_the_words_of_its_question():
    chosen = RoundFactory.create()
    question = QuestionFactory.create(
        section__form__programme=chosen.cohort.programme, text="What can you offer?"
    )
    field = f"question:{question.key}"
    stored = RuleFactory.create(
        round=chosen, test=RuleTest.SAME, mentee_field=field, mentor_field=field
    )
    assert sentence_of(stored) == (
        "Mentor and mentee must have the same answer to “What can you offer?”."
    )
    gone = RuleFactory.create(round=chosen, mentee_field="question:no-key", mentor_field=field)
    assert "no longer asked" in sentence_of(gone)


@pytest.mark.django_db
def test_a_snapshot_keeps_rules_that_count_with_their_words_and_gives_them_back():
    chosen = RoundFactory.create()
    counts = RuleFactory.create(round=chosen, position=1)
    first = RuleFactory.create(
        round=chosen,
        strength=RuleStrength.SHOULD,
        weight=4,
        test=RuleTest.GAP,
        low=1,
        high=2,
        order=["A", "B"],
    )
    RuleFactory.create(round=chosen, is_on=False)
    settings = settings_of(chosen)
    assert [each["id"] for each in settings["rules"]] == [str(first.pk), str(counts.pk)]
    assert settings["rules"][1]["sentence"] == sentence_of(counts)
    assert settings["rules"][1]["short_name"] == "Department"
    gap, different = rules_from(settings)
    assert (gap.order, gap.low, gap.high, gap.weight) == (("A", "B"), 1, 2, 4)
    assert different == engine.Rule(
        str(counts.pk),
        engine.Strength.MUST,
        engine.Test.DIFFERENT,
        mentee_field="profile:department",
        mentor_field="profile:department",
    )
