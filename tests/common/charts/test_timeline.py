from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.common.charts import Milestone, Phase, timeline

RECRUIT = Phase("Recruit", date(2027, 1, 5), date(2027, 3, 12))
MEET = Phase("Meetings", date(2027, 4, 5), date(2027, 8, 29))


def test_phases_lie_on_whole_months():
    drawn = timeline([RECRUIT, MEET], today=date(2027, 3, 26))

    assert [month.label for month in drawn.months][:2] == ["Jan", "Feb"]
    assert len(drawn.months) == 8
    assert drawn.months[0].at == "0.00"


def test_each_phase_knows_whether_it_is_over():
    drawn = timeline([RECRUIT, MEET], today=date(2027, 5, 1))

    assert [phase.state for phase in drawn.phases] == ["done", "now"]
    assert timeline([MEET], today=date(2027, 4, 4)).phases[0].state == "later"


def test_its_last_day_still_belongs_to_a_phase():
    assert timeline([RECRUIT], today=date(2027, 3, 12)).phases[0].state == "now"


def test_the_words_say_what_the_bar_shows():
    words = timeline([RECRUIT], today=date(2027, 5, 1)).phases[0].words

    assert words == "5 January to 12 March 2027, done"


def test_today_is_drawn_only_where_there_is_room_for_it():
    assert timeline([RECRUIT], today=date(2027, 3, 31)).today is not None
    assert timeline([RECRUIT], today=date(2027, 4, 1)).today is None


@pytest.mark.parametrize("phases", [[], [Phase("Odd", date(2027, 2, 1), date(2027, 1, 1))]])
def test_nothing_to_draw_is_an_error(phases):
    with pytest.raises(ValueError, match="phase"):
        timeline(phases, today=date(2027, 1, 1))


@given(
    st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 900)),
        min_size=1,
        max_size=6,
    )
)
def test_every_bar_lies_inside_the_picture(stretches):
    phases = [
        Phase("x", start, date.fromordinal(start.toordinal() + days)) for start, days in stretches
    ]

    drawn = timeline(phases, today=date(2027, 1, 1))

    for bar in drawn.phases:
        assert 0 <= float(bar.start) <= 100
        assert 0 < float(bar.length) <= 100.01
        assert float(bar.start) + float(bar.length) <= 100.02
    assert all(0 <= float(month.at) < 100 for month in drawn.months)


DUE = Milestone("Decisions", date(2027, 3, 15), key="m1", belongs_to="p1")
RECRUIT_KEYED = Phase("Recruit", date(2027, 1, 5), date(2027, 3, 12), key="p1", clashes=True)


def test_milestones_are_part_of_the_picture():
    drawn = timeline([RECRUIT], [Milestone("Late", date(2028, 1, 9))], today=date(2027, 3, 26))
    assert drawn.months[-1].label == "Jan"
    assert drawn.rows == ()
    assert drawn.milestones[0].words == "Sunday 9 January 2028, to come"


@pytest.mark.parametrize(
    ("is_done", "today", "state"),
    [
        (True, date(2027, 3, 1), "done"),
        (False, date(2027, 3, 15), "later"),
        (False, date(2027, 3, 16), "late"),
    ],
)
def test_a_milestone_knows_how_far_it_is(is_done, today, state):
    due = Milestone("Decisions", date(2027, 3, 15), is_done=is_done)
    assert timeline([RECRUIT], [due], today=today).milestones[0].state == state


def test_with_details_milestones_stand_below_their_phase():
    loose = Milestone("Picnic", date(2027, 2, 1), key="m2")
    meet = Phase("Meetings", date(2027, 4, 5), date(2027, 8, 29), key="p2")
    drawn = timeline([RECRUIT_KEYED, meet], [loose, DUE], today=date(2027, 3, 26), details=True)
    assert [row.key for row in drawn.rows] == ["p1", "m1", "p2", "m2"]
    assert drawn.rows[0].clashes
    assert (drawn.first, drawn.days) == ("2027-01-01", 243)
    assert drawn.rows[1].starts_on == "2027-03-15"
    # 73 days and a half of 243
    assert float(drawn.rows[1].start) == pytest.approx(73.5 / 243 * 100, abs=0.01)
