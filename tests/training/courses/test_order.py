"""Which course comes before which: a circle is found, and named from end to end."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from training.courses.order import way_back

COURSES = st.integers(0, 6)
ORDERS = st.dictionaries(COURSES, st.lists(COURSES, max_size=3), max_size=7)


def test_the_shortest_circle_is_named_from_the_chosen_course_to_the_course_itself():
    comes_after = {"b": ["c", "d"], "c": ["d"], "d": ["a"]}
    assert way_back("a", ["b"], comes_after) == ("b", "d", "a")


def test_a_course_cannot_come_after_itself():
    assert way_back("a", ["a"], {}) == ("a",)


def test_without_a_circle_there_is_no_way_back():
    assert way_back("a", ["b", "c"], {"b": ["c"], "a": ["b"]}) == ()


@given(course=COURSES, before=st.lists(COURSES, max_size=3), comes_after=ORDERS)
def test_every_way_is_one_that_can_be_walked(course, before, comes_after):
    way = way_back(course, before, comes_after)
    if not way:
        return
    assert way[0] in before
    assert way[-1] == course
    assert all(earlier in comes_after[later] for later, earlier in pairwise(way))


@given(course=COURSES, before=st.lists(COURSES, max_size=3), comes_after=ORDERS)
def test_a_way_is_found_whenever_there_is_one(course, before, comes_after):
    reached = set(before)
    for _ in range(7):
        reached |= {earlier for later in reached for earlier in comes_after.get(later, ())}
    assert bool(way_back(course, before, comes_after)) is (course in reached)
