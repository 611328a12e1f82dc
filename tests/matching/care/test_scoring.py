"""How much a relationship needs somebody, over plain facts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.care.enums import Aftermath, HealthLevel, HealthReason
from matching.care.scoring import (
    WEIGHTS,
    Kind,
    Level,
    PairFacts,
    judge,
    quiet_after,
    wakes,
)
from matching.care.sequels import Sequel

DAYS = st.integers(0, 400)
FACTS = st.builds(
    PairFacts,
    is_under_way=st.booleans(),
    is_resting=st.booleans(),
    days_begun=DAYS,
    days_since_met=st.none() | DAYS,
    cadence_weeks=st.none() | st.integers(1, 26),
    is_cadence_agreed=st.booleans(),
    days_to_next=st.none() | DAYS,
    missed_in_a_row=st.integers(0, 9),
    unsaid=st.integers(0, 9),
    is_fit_not_good=st.booleans(),
    moods=st.lists(st.floats(1, 5), max_size=5),
    has_agreement=st.booleans(),
    has_open_concern=st.booleans(),
)
WELL = PairFacts(days_begun=60, days_since_met=5, cadence_weeks=2, has_agreement=True)


def kinds(facts):
    return [reason.kind for reason in judge(facts).reasons]


def test_its_words_are_those_that_are_stored():
    assert {str(level) for level in Level} == set(HealthLevel.values)
    assert {str(kind) for kind in Kind} == set(HealthReason.values)
    assert {str(sequel) for sequel in Sequel} == set(Aftermath.values)
    assert set(WEIGHTS) == set(Kind)


def test_a_pair_in_good_order_has_no_reason():
    assert judge(WELL) == judge(replace(WELL, days_to_next=3))
    assert (judge(WELL).level, judge(WELL).score, judge(WELL).reasons) == (Level.WELL, 0, ())


@pytest.mark.parametrize(
    ("weeks", "days"), [(None, 28), (1, 21), (2, 35), (3, 42), (4, 42), (6, 56), (26, 196)]
)
def test_quiet_follows_the_cadence(weeks, days):
    assert quiet_after(weeks) == days
    facts = replace(WELL, cadence_weeks=weeks, days_since_met=days)
    assert kinds(facts) == []
    assert kinds(replace(facts, days_since_met=days + 1)) == [Kind.QUIET]


def test_quiet_says_its_figures():
    (reason,) = judge(replace(WELL, days_since_met=41, is_cadence_agreed=True)).reasons
    assert dict(reason.figures) == {"days": 41, "weeks": 2, "agreed": 1}


def test_a_first_meeting_is_asked_for_after_three_weeks():
    facts = PairFacts(days_begun=21)
    assert kinds(facts) == []
    assert kinds(replace(facts, days_begun=22)) == [Kind.NO_FIRST_MEETING]
    assert judge(replace(facts, days_begun=22)).level == Level.HELP


@pytest.mark.parametrize(
    ("change", "kind", "level"),
    [
        ({"has_open_concern": True}, Kind.CONCERN, Level.HELP),
        ({"is_fit_not_good": True}, Kind.FIT, Level.HELP),
        ({"moods": (4, 3, 2.5)}, Kind.MOOD, Level.WATCH),
        ({"moods": (2, 1.5, 2)}, Kind.MOOD, Level.WATCH),
        ({"missed_in_a_row": 2}, Kind.MISSED, Level.WATCH),
        ({"has_agreement": False}, Kind.UNSIGNED, Level.WATCH),
        ({"unsaid": 1}, Kind.UNSAID, Level.WATCH),
    ],
)
def test_each_reason_by_itself(change, kind, level):
    judged = judge(replace(WELL, **change))
    assert [reason.kind for reason in judged.reasons] == [kind]
    assert judged.level == level


@pytest.mark.parametrize(
    "change",
    [
        {"moods": (4, 3)},
        {"moods": (4, 4, 3)},
        {"moods": (1, 1, 3, 4, 5)},
        {"missed_in_a_row": 1},
        {"has_agreement": False, "days_begun": 28},
        {"has_agreement": False, "days_begun": 121},
    ],
)
def test_what_is_not_yet_a_reason(change):
    assert kinds(replace(WELL, **change)) == []


def test_several_small_reasons_make_a_pair_need_help():
    judged = judge(replace(WELL, missed_in_a_row=3, moods=(3, 2, 1)))
    assert judged.level == Level.HELP


@given(FACTS)
def test_what_rests_or_is_not_under_way_is_not_scored(facts):
    is_out = facts.is_resting or not facts.is_under_way
    judged = judge(facts)
    assert (judged.level == Level.NOT_SCORED) is is_out
    if is_out:
        assert (judged.score, judged.reasons) == (0, ())


@given(FACTS)
def test_the_score_is_the_sum_of_reasons_in_order_of_weight(facts):
    judged = judge(facts)
    points = [reason.points for reason in judged.reasons]
    assert judged.score == sum(points)
    assert points == sorted(points, reverse=True)
    assert len({reason.kind for reason in judged.reasons}) == len(points)


@given(FACTS, DAYS)
def test_more_silence_never_lowers_the_score(facts, more):
    if facts.days_since_met is not None:
        later = replace(facts, days_since_met=facts.days_since_met + more)
        assert judge(later).score >= judge(facts).score


@given(FACTS)
def test_a_meeting_ahead_soothes_silence_and_nothing_else(facts):
    without = set(kinds(replace(facts, days_to_next=None)))
    soon = set(kinds(replace(facts, days_to_next=3)))
    assert without - soon <= {Kind.QUIET, Kind.NO_FIRST_MEETING}
    assert not soon & {Kind.QUIET, Kind.NO_FIRST_MEETING}


@given(st.none() | st.integers(1, 26))
def test_nobody_is_quiet_before_a_round_is_over(weeks):
    assert quiet_after(weeks) >= 7 * (weeks or 3)


def test_only_a_graver_reason_wakes_what_was_put_off():
    assert not wakes(["quiet", "unsaid"], ["quiet"])
    assert not wakes(["missed"], ["quiet"])
    assert wakes(["fit", "quiet"], ["quiet"])
    assert wakes(["quiet"], ["unsaid"])
    assert wakes(["unsaid"], [])
    assert not wakes([], [])
