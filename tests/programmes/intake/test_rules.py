"""Conditions for taking part: what is not known is never held against anybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.intake.rules import (
    Condition,
    Found,
    Verdict,
    Way,
    is_barred,
    is_eligible,
    verdict_of,
)

WORDS = st.lists(st.sampled_from(["Finance", "Care", "Sales", "IT"]), min_size=1, max_size=3)


@given(WORDS, WORDS)
def test_none_of_is_the_opposite_of_one_of(wanted, known):
    one = verdict_of(Condition(Way.ONE_OF, tuple(wanted)), tuple(known))
    none = verdict_of(Condition(Way.NONE_OF, tuple(wanted)), tuple(known))
    assert {one, none} == {Verdict.MET, Verdict.NOT_MET}
    assert (one == Verdict.MET) == bool(set(wanted) & set(known))


@given(st.integers(0, 50), st.integers(0, 50))
def test_numbers(wanted, known):
    least = verdict_of(Condition(Way.AT_LEAST, number=wanted), known)
    most = verdict_of(Condition(Way.AT_MOST, number=wanted), known)
    assert (least == Verdict.MET) == (known >= wanted)
    assert (most == Verdict.MET) == (known <= wanted)


def test_capitals_and_blanks_do_not_matter():
    assert verdict_of(Condition(Way.ONE_OF, ("human  resources",)), ("Human Resources ",)) == "met"


@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("known", [None, ()])
def test_what_is_not_known_cannot_be_told_and_bars_nobody(way, known):
    verdict = verdict_of(Condition(way, ("Finance",), 3), known)
    assert verdict == Verdict.CANNOT_TELL
    assert not is_barred([Found(verdict, is_must=True)])
    assert is_eligible([Found(verdict, is_must=True)]) is None


def test_a_word_is_never_compared_with_a_number():
    assert verdict_of(Condition(Way.AT_LEAST, number=3), ("Grade 6",)) == Verdict.CANNOT_TELL
    assert verdict_of(Condition(Way.ONE_OF, ("6",)), 6) == Verdict.CANNOT_TELL


def test_only_a_must_that_is_not_met_bars():
    missed = Found(Verdict.NOT_MET, is_must=False)
    assert is_eligible([missed]) is False
    assert not is_barred([missed])
    assert is_barred([missed, Found(Verdict.NOT_MET, is_must=True)])
    assert is_eligible([]) is True


def test_what_is_missed_counts_more_than_what_cannot_be_told():
    unknown, missed = Found(Verdict.CANNOT_TELL, True), Found(Verdict.NOT_MET, True)
    assert is_eligible([unknown, missed]) is False
