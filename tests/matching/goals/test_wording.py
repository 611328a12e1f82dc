"""How goals and progress are said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.goals.wording import due_in_words, from_to, how_far, how_many
from matching.models import Goal


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ({}, ""),
        ({"open": 1}, "One goal under way"),
        ({"open": 2, "reached": 1}, "Two goals under way, one reached"),
        ({"reached": 3, "dropped": 2}, "Three goals reached"),
        ({"dropped": 2}, "Two goals let go"),
        ({"open": 12}, "12 goals under way"),
    ],
)
def test_goals_are_counted_in_words(states, words):
    assert how_many(states) == words


@given(st.integers(0, 100))
def test_progress_always_says_its_figure_and_grows_in_words(reached):
    order = ["Not begun yet", "Begun", "About half way", "Nearly there", "All the way"]
    words, figure = how_far(reached).rsplit(" (", 1)
    assert figure == f"{reached}%)"
    before = how_far(max(reached - 1, 0)).rsplit(" (", 1)[0]
    assert order.index(words) - order.index(before) in (0, 1)


def test_progress_that_nobody_said_is_not_nought():
    assert how_far(None) == "Not said yet"


def test_the_end_stands_beside_the_start():
    assert from_to(Goal(start_rating=3)) == "3 of 7"
    assert from_to(Goal(start_rating=3, end_rating=6)) == "from 3 to 6"


def test_a_day_that_passed_was_due():
    today = date(2026, 5, 4)
    assert due_in_words(None, today) == ""
    assert due_in_words(today, today) == "by 4 May"
    assert due_in_words(date(2026, 5, 3), today) == "was due on 3 May"
    assert due_in_words(date(2027, 1, 2), today) == "by 2 January 2027"
