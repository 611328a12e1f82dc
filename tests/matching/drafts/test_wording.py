"""Reasons in words, from facts."""

import pytest

from matching.drafts.snapshot import RuleLine
from matching.drafts.wording import (
    Names,
    fit_in_words,
    fit_of,
    reasons_of,
    sentence_of,
    warnings_of,
)

NAMES = Names("Ines", "Amara")


def fact(test, **found):
    return {"rule": "r", "test": test, "field": "question:1", "points": 5, "most": 10, **found}


def line(test):
    return RuleLine("r", "should", test, "The rule’s own sentence.", "Goals")


@pytest.mark.parametrize(
    ("test", "found", "said"),
    [
        ("in_common", {"shared": ["a"], "count": 1}, "Both named “a”."),
        (
            "in_common",
            {"shared": ["a", "b", "c"], "count": 5},
            "Both named “a”, “b”, “c” and 2 more.",
        ),
        ("in_common", {"shared": [], "count": 0}, "Goals: nothing in common."),
        (
            "same",
            {"shared": ["Law"], "count": 1, "field": "profile:department"},
            "Same department.",
        ),
        (
            "different",
            {"shared": [], "count": 0, "field": "profile:department"},
            "Different departments.",
        ),
        ("different", {"shared": [], "count": 0}, "Goals: different."),
        ("different", {"shared": ["Law"], "count": 1}, "Goals: both have Law."),
        ("gap", {"steps": 2}, "Goals: Amara is 2 steps above Ines."),
        ("gap", {"steps": -1}, "Goals: Amara is 1 step below Ines."),
        ("gap", {"steps": 0}, "Goals: both on the same step."),
        ("time_zone", {"minutes": 0}, "Same time zone."),
        ("time_zone", {"minutes": 60}, "1 hour between their clocks."),
        ("time_zone", {"minutes": 330}, "5.5 hours between their clocks."),
        ("language", {"shared": ["Welsh"], "count": 1}, "Welsh shared."),
        (
            "language",
            {"shared": ["Irish", "Welsh"], "count": 2},
            "2 languages shared: Irish and Welsh.",
        ),
        ("language", {"shared": [], "count": 0}, "No language shared at this level."),
        ("availability", {"hours": 1, "wanted": 2}, "1 hour of the week is free for both."),
        ("availability", {"hours": 0, "wanted": 2}, "No hour of the week is free for both."),
        ("availability", {"missing": "mentor", "wanted": 2}, "Goals: Amara has not said."),
        ("gap", {"missing": "both"}, "Goals: neither of them said."),
        ("wishes", {"mentee_rank": 1, "mentor_rank": None}, "Amara is Ines’s first wish."),
        ("wishes", {"mentee_rank": 4, "mentor_rank": None}, "Amara is among Ines’s wishes."),
        ("wishes", {"mentee_rank": 2, "mentor_rank": 1}, "Ines and Amara wished for each other."),
        ("wishes", {"mentee_rank": None, "mentor_rank": 1}, "Amara wished for Ines."),
        (
            "wishes",
            {"mentee_rank": None, "mentor_rank": None},
            "Amara is not among Ines’s wishes.",
        ),
        ("similar_text", {"shared": ["budget"], "count": 1}, "Both wrote of “budget”."),
        ("similar_text", {"shared": [], "count": 0}, "What they wrote has nothing in common."),
        ("in_date", {}, "The rule’s own sentence."),
    ],
)
def test_each_fact_has_its_sentence(test, found, said):
    assert sentence_of(fact(test, **found), NAMES, line(test)) == said


def test_what_adds_most_is_said_first_and_three_at_most():
    facts = [
        {**fact("in_common", shared=[word], count=1), "rule": word, "points": points}
        for word, points in (("a", 1), ("b", 4), ("c", 3), ("d", 2), ("e", 0))
    ]
    lines = [RuleLine(word, "should", "in_common", "", word) for word in "abcde"]
    said = reasons_of(facts, NAMES, lines)
    assert said == "Both named “b”. Both named “c”. Both named “d”."
    assert "No rule that weighs" in reasons_of(facts[-1:], NAMES, lines)


def test_not_having_been_wished_for_is_no_reason():
    silent = fact("wishes", mentee_rank=None, mentor_rank=None)
    assert "No rule that weighs" in reasons_of([silent], NAMES, [line("wishes")])


def test_few_hours_are_warned_of():
    few = fact("availability", hours=2, wanted=4)
    assert warnings_of([few]) == ["Only 2 hours of the week overlap: check first."]
    assert not warnings_of([{**few, "hours": 4}, fact("gap", steps=1)])


def test_points_are_a_fit_of_a_hundred():
    assert (fit_of(8449), fit_of(10_000), fit_of(0)) == (84, 100, 0)
    assert (fit_in_words(8149), fit_in_words(None)) == ("81.5", "–")
