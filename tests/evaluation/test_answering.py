"""What counts as an answer, and that what is not asked is never kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.answering import InvalidAnswerError, clean_answers
from evaluation.enums import ItemKind
from evaluation.instruments.branching import asked_of
from evaluation.models import Item

WHAT = [["time", "Time"], ["topic", "Topics"], ["other", "Something else"]]
OBSTACLES = Item(key="obstacles", kind=ItemKind.YES_NO, is_required=True)
WHICH = Item(
    key="which",
    kind=ItemKind.SEVERAL,
    options=WHAT,
    is_required=True,
    asked_if_key="obstacles",
    asked_if_values=[True],
)
OTHER = Item(key="other", kind=ItemKind.TEXT, asked_if_key="which", asked_if_values=["other"])
MARK = Item(key="mark", kind=ItemKind.SCALE, low=1, high=7)
ITEMS = [OBSTACLES, WHICH, OTHER, MARK]


def errors_of(values):
    with pytest.raises(InvalidAnswerError) as refused:
        clean_answers(ITEMS, values)
    return refused.value.errors


def test_several_are_kept_once_each_in_the_order_of_the_options():
    kept = clean_answers(ITEMS, {"obstacles": True, "which": ["topic", "time", "topic"]})
    assert kept == {"obstacles": True, "which": ["time", "topic"]}


def test_what_is_not_asked_is_dropped_even_down_the_branch():
    values = {"obstacles": False, "which": ["other"], "other": "Trains", "mark": 7}
    assert clean_answers(ITEMS, values) == {"obstacles": False, "mark": 7}


def test_what_is_not_asked_need_not_be_right():
    assert clean_answers(ITEMS, {"obstacles": False, "which": ["nowhere"]}) == {"obstacles": False}


def test_what_is_asked_and_must_be_answered_is_missed():
    assert set(errors_of({"obstacles": True})) == {"which"}
    assert set(errors_of({"obstacles": True, "which": []})) == {"which"}
    assert set(errors_of({"mark": 8})) == {"obstacles", "mark"}


@pytest.mark.parametrize("wrong", ["time", ["nowhere"], ["time", 3], {"time": 1}])
def test_what_is_none_of_the_options_is_refused(wrong):
    assert set(errors_of({"obstacles": True, "which": wrong})) == {"which"}


ANYTHING = st.none() | st.booleans() | st.integers(-2, 9) | st.text(max_size=5)
SOME = st.lists(st.sampled_from(["time", "topic", "other", "nowhere"]), max_size=4)


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("obstacles", "which", "other", "mark", "foreign"), ANYTHING | SOME),
    )
)
def test_what_is_kept_is_asked_and_stays_as_it_is(values):
    try:
        kept = clean_answers(ITEMS, values)
    except InvalidAnswerError:
        return
    assert set(kept) <= {item.key for item in asked_of(ITEMS, kept)}
    assert clean_answers(ITEMS, kept) == kept
