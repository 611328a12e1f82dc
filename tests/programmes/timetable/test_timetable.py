"""Timetables as shapes: the same one fits another year and another length."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.blueprints import BLUEPRINTS
from programmes.enums import MilestoneKind, PhaseKind
from programmes.planning import COHORT, Item, Timetable, WorkCalendar, clashes
from programmes.timetable import (
    PHASE_OF,
    Span,
    last_day,
    milestones_of,
    months_between,
    offset_of,
    phases_of,
    shape_of,
    suggested_first_day,
    usual_milestones,
    usual_phases,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
SPANS = st.builds(lambda day, length: Span(day, day + timedelta(length)), DAYS, st.integers(1, 900))
NEAR = st.integers(-200, 1100)


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


@given(SPANS, NEAR)
def test_an_offset_leads_back_to_its_day(span, days):
    day = span.starts_on + timedelta(days)
    assert offset_of(day, span).on(span) == day


@given(SPANS, SPANS, NEAR, st.integers(0, 300))
def test_a_drawn_timetable_is_redrawn_and_fits_any_other_span(span, other, first, length):
    begins = span.starts_on + timedelta(first)
    drawn = [(PhaseKind.TRAIN, begins, begins + timedelta(length))]
    due = [(MilestoneKind.OTHER, "Supper", begins)]
    shape = shape_of(span, drawn, due)

    assert phases_of(shape, span) == drawn
    assert milestones_of(shape, span) == due
    ((_kind, starts_on, ends_on),) = phases_of(shape, other)
    assert starts_on <= ends_on


@given(st.sampled_from(list(BLUEPRINTS.values())), SPANS)
def test_no_template_draws_a_phase_that_ends_before_it_starts(blueprint, span):
    assert all(first <= last for _kind, first, last in phases_of(blueprint.timetable, span))


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        (date(2027, 3, 1), 9, date(2027, 11, 30)),
        (date(2027, 1, 31), 1, date(2027, 2, 27)),
        (date(2027, 12, 15), 12, date(2028, 12, 14)),
    ],
)
def test_so_many_months_end_the_day_before_the_same_day(starts_on, months, ends_on):
    assert last_day(starts_on, months) == ends_on


@given(DAYS, st.integers(1, 60))
def test_the_length_in_months_is_found_again(starts_on, months):
    assert months_between(Span(starts_on, last_day(starts_on, months))) == months


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


@given(DAYS)
def test_the_suggested_first_day_is_a_monday_with_time_to_prepare(today):
    day = suggested_first_day(today)
    assert day.weekday() == 0
    assert timedelta(weeks=17) <= day - today < timedelta(weeks=18)
