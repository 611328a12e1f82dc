"""How far people come and how long it takes: plain numbers, whatever the order of the days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from training.pathway.pace import Reached, Stay, days_in_step, furthest, reached_by_step

ORDER = ("asked", "ready", "trained", "solo")
DAY = date(2027, 1, 1)
steps = st.sampled_from([*ORDER, "left"])
ways = st.lists(
    st.lists(st.builds(Reached, steps, st.dates(date(2020, 1, 1), date(2030, 1, 1))), max_size=8),
    max_size=6,
)


def on(step, days):
    return Reached(step, DAY + timedelta(days=days))


def test_each_step_is_counted_for_who_came_at_least_so_far():
    ends = ["solo", "ready", "asked", None]
    assert reached_by_step(ends, ORDER) == {"asked": 3, "ready": 2, "trained": 1, "solo": 1}


def test_the_middle_of_the_days_until_the_next_step_that_was_reached():
    three = [
        [on("asked", 0), on("ready", 10), on("solo", 110)],
        [on("asked", 0), on("ready", 20)],
        [on("asked", 0), on("trained", 90)],
    ]
    assert days_in_step(three, ORDER) == {"asked": Stay(20, 3), "ready": Stay(100, 1)}


def test_a_step_reached_again_counts_from_its_first_day():
    way = [on("asked", 0), on("left", 5), on("asked", 30), on("ready", 40)]
    assert days_in_step([way], ORDER) == {"asked": Stay(40, 1)}


def test_the_furthest_step_wherever_it_stands():
    assert furthest(["trained", "left", "asked"], ORDER) == "trained"
    assert furthest(["left"], ORDER) is None


@given(ways)
def test_nobody_takes_less_than_no_time_and_the_last_step_none(many):
    stays = days_in_step(many, ORDER)
    assert all(stay.days >= 0 and 0 < stay.n <= len(many) for stay in stays.values())
    assert "solo" not in stays
    assert days_in_step([way[::-1] for way in many], ORDER) == stays


@given(ways)
def test_the_funnel_never_widens(many):
    ends = [furthest([reached.step for reached in way], ORDER) for way in many]
    counts = list(reached_by_step(ends, ORDER).values())
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == sum(end is not None for end in ends)
