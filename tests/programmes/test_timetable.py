"""The timetable a new cohort begins with."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programmes.enums import PhaseKind
from programmes.planning import COHORT, Item, Timetable, WorkCalendar, clashes
from programmes.timetable import PHASE_OF, usual_milestones, usual_phases

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(1, 2000))
def test_every_kind_of_phase_comes_once_and_ends_after_it_began(starts_on, length):
    phases = usual_phases(starts_on, starts_on + timedelta(days=length))
    assert [kind for kind, _first, _last in phases] == list(PhaseKind)
    assert all(first <= last for _kind, first, last in phases)


def test_a_year_as_people_would_draw_it():
    phases = usual_phases(date(2027, 1, 1), date(2027, 12, 31))
    assert {kind: (first, last) for kind, first, last in phases} == {
        PhaseKind.RECRUIT: (date(2026, 10, 9), date(2026, 12, 4)),
        PhaseKind.TRAIN: (date(2026, 11, 20), date(2026, 12, 25)),
        PhaseKind.MATCH: (date(2026, 12, 11), date(2026, 12, 31)),
        PhaseKind.MENTOR: (date(2027, 1, 1), date(2027, 12, 31)),
        PhaseKind.EVALUATE: (date(2027, 6, 25), date(2027, 7, 9)),
        PhaseKind.CLOSE: (date(2027, 12, 17), date(2028, 1, 14)),
    }


CALENDARS = st.sampled_from([WorkCalendar(), WorkCalendar("GB", "ENG"), WorkCalendar("AE")])


@given(DAYS, st.integers(60, 900), CALENDARS)
def test_usual_dates_clash_with_nothing_and_milestones_fall_on_working_days(
    starts_on, length, calendar
):
    ends_on = starts_on + timedelta(days=length)
    milestones = usual_milestones(starts_on, ends_on, calendar)
    assert all(calendar.is_working(on) for _kind, on in milestones)
    items = [
        Item(COHORT, COHORT, starts_on, ends_on),
        *(Item(kind, kind, first, last) for kind, first, last in usual_phases(starts_on, ends_on)),
        *(Item(kind, kind, on, on, is_point=True) for kind, on in milestones),
    ]
    assert clashes(Timetable(tuple(items))) == ()


@given(DAYS)
def test_even_a_cohort_of_two_days_has_milestones(starts_on):
    assert len(usual_milestones(starts_on, starts_on + timedelta(days=1))) == len(PHASE_OF)


def test_every_usual_milestone_moves_with_a_phase():
    kinds = {kind for kind, _on in usual_milestones(date(2027, 1, 1), date(2027, 12, 31))}
    assert kinds == set(PHASE_OF)
