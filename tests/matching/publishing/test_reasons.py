"""Why these two: what they share, never a score, a wish or what somebody wrote at length."""

import pytest

from matching.models import SendingPair
from matching.publishing.reasons import reason_for


def rule(test, weight, name="Interests", **also):
    fields = {"mentee_field": "profile:a", "mentor_field": "profile:a"} | also
    return {"strength": "should", "test": test, "weight": weight, "short_name": name, **fields}


def said(parts, *rules):
    row = SendingPair(parts=list(parts))
    return reason_for(row, {"rules": list(rules)}, other="Ben")


def test_the_weightiest_comes_first_and_the_weak_are_left_out():
    sentence = said(
        (1500, 4000, 400),
        rule("language", 2, "Language"),
        rule("in_common", 5),
        rule("availability", 3, "Free hours"),
    )
    assert sentence == (
        "What speaks for you and Ben: interests that you share and a language that you both speak."
    )


@pytest.mark.parametrize("test", ["wishes", "similar_text", "gap"])
def test_what_is_private_is_never_told(test):
    assert said((10_000,), rule(test, 5)) == ""


def test_a_question_is_quoted_and_two_fields_are_not_named():
    assert "the same “Which site?”" in said((10_000,), rule("same", 5, "Which site?"))
    two = said((10_000,), rule("same", 5, "What to learn?", mentor_field="question:b"))
    assert "something that one of you looks for and the other brings" in two
    assert "learn" not in two


def test_parts_that_fit_no_rules_tell_nothing():
    assert said((), rule("same", 5)) == ""
    assert reason_for(SendingPair(parts=[5]), {}, other="Ben") == ""
