from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.communities.mentions import BETWEEN_MAILS, folded, mentioned_in

NAMES = {"a": "Amara Okafor", "b": "Ben Ito", "s1": "Sam Lee", "s2": "Sam Leeds", "o": "Søren Ærø"}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("@Amara Okafor what do you think?", {"a"}),
        ("@amara, and @Ben!", {"a", "b"}),
        ("(@BEN ITO)", {"b"}),
        ("@Sam", set()),
        ("@Sam Lee", {"s1"}),
        ("@Sam Leeds", {"s2"}),
        ("@søren", {"o"}),
        ("@Benno", set()),
        ("@ Ben", set()),
        ("mail me: x@ben.example", set()),
        ("Ben", set()),
        ("@", set()),
    ],
)
def test_who_is_meant(words, meant):
    assert mentioned_in(words, NAMES) == meant


def test_two_of_one_name_are_nobody():
    assert mentioned_in("@Kim Poe", {"1": "Kim Poe", "2": "Kim Poe"}) == frozenset()


@given(st.text(max_size=60))
def test_nobody_is_mentioned_without_an_at(words):
    assert mentioned_in(words.replace("@", ""), NAMES) == frozenset()


@given(st.lists(st.integers(0, 600), max_size=30).map(sorted))
def test_every_mention_is_told_once_and_mails_leave_an_hour_apart(minutes):
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    moments = [start + timedelta(minutes=each) for each in minutes]
    mails = folded(moments)
    assert [place for _due, places in mails for place in places] == list(range(len(moments)))
    dues = [due for due, _places in mails]
    assert all(later - due >= BETWEEN_MAILS for due, later in pairwise(dues))
    assert all(timedelta() <= due - moments[p] <= BETWEEN_MAILS for due, ps in mails for p in ps)
